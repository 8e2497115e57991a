"""The trace of what was changed about an office."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


class OfficeChange(models.Model):
    """Append-only: who changed what about an office, and how."""

    class Topic(models.TextChoices):
        MADE = "made", "Kantor dibuat"
        PROFILE = "profile", "Alamat dan kontak"
        LETTERHEAD = "letterhead", "Kop surat dan nomor"
        HOURS = "hours", "Jam kerja"
        CLOSURES = "closures", "Hari tutup"
        NUMBERS = "numbers", "Nomor surat"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=12, choices=Topic)
    actor = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")
    actor_label = models.CharField(max_length=260, help_text="name and position as they were then")
    words = models.CharField(max_length=1000, help_text="what was changed: Telepon: kosong → (0282) 000001.")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("office", "-at", "-id"), name="administration_change_of"),)
