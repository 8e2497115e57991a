"""What a person has been told and has agreed to, and what they ask about their own data (UU 27/2022)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tatadesa.core.ids import uuid7


class Acknowledgement(models.Model):
    """An account has read one version of the privacy statement. Rows are only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="acknowledgements")
    version = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "version"), name="privacy_acknowledged_once"),)


class DataRequest(models.Model):
    """A citizen asks for a correction or an end; the office has 3 × 24 hours (UU 27/2022 art. 30, 40-43)."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", "Perbaikan data"
        DELETION = "deletion", "Penutupan akun dan penghapusan data"
        OTHER = "other", "Hal lain tentang data saya"

    class State(models.TextChoices):
        OPEN = "open", "Menunggu jawaban"
        GRANTED = "granted", "Dipenuhi"
        REFUSED = "refused", "Tidak dapat dipenuhi"
        WITHDRAWN = "withdrawn", "Dibatalkan warga"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="data_requests")
    resident = models.ForeignKey("residents.Resident", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    field = models.CharField(max_length=40, blank=True, help_text="which attribute is wrong, for a correction")
    text = models.CharField(max_length=1000, help_text="what should be there instead, or what is asked, and why")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, help_text="when the office was told that time runs out")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("account", "kind", "field"), condition=Q(state="open"), name="privacy_one_open_request"
            ),
        )
        indexes = (
            models.Index(fields=("office", "created_at", "id"), name="privacy_requests_office"),
            models.Index(fields=("due_at",), condition=Q(state="open"), name="privacy_requests_due"),
        )
