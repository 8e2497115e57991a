"""A sheet of offices to be made."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


class Batch(models.Model):
    """One sheet: read and judged at once, then made by a job, all or nothing."""

    class State(models.TextChoices):
        CHECKED = "checked", "Menunggu keputusan"
        MAKING = "making", "Sedang dibuat"
        DONE = "done", "Selesai"
        FAILED = "failed", "Gagal"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(
        "offices.Office", on_delete=models.PROTECT, related_name="+", help_text="whose administrator sent the sheet"
    )
    started_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State, default=State.CHECKED)
    rows = models.JSONField(help_text="what each row says, with what is wrong with it; see sheet.SheetRow")
    refused = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0, help_text="passwords made so far; the writing is one transaction")
    problem = models.CharField(max_length=300, blank=True)
    sealed = models.TextField(blank=True, help_text="first passwords, encrypted until they are shown once")
    shown_at = models.DateTimeField(null=True)
    shown_to = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("office", "-created_at", "-id"), name="administration_batch_of"),)
