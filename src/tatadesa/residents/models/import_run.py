"""An import of a sheet into the register: its progress, what it found, what it did."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


class ImportRun(models.Model):
    """One uploaded sheet. It is checked first (dry run); only then can somebody apply it."""

    class State(models.TextChoices):
        WAITING = "waiting", "Menunggu giliran"
        CHECKING = "checking", "Sedang diperiksa"
        CHECKED = "checked", "Selesai diperiksa"
        APPLYING = "applying", "Sedang dimasukkan"
        DONE = "done", "Selesai"
        FAILED = "failed", "Gagal"
        CANCELLED = "cancelled", "Dibatalkan"

    class Mode(models.TextChoices):
        ALL = "all", "Semua atau tidak sama sekali"
        ACCEPTED = "accepted", "Baris yang benar saja"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    started_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    applied_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=160)
    storage_name = models.CharField(max_length=80, blank=True, help_text="emptied once the sheet is deleted")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    mode = models.CharField(max_length=8, choices=Mode, blank=True)
    problem = models.CharField(max_length=300, blank=True, help_text="why the whole sheet was refused, in words")
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            # Two at once would each check against a register that the other is changing.
            models.UniqueConstraint(
                fields=("office",),
                condition=models.Q(state__in=("waiting", "checking", "applying")),
                name="residents_import_one_runs",
            ),
        )
        indexes = (models.Index(fields=("office", "-created_at", "-id"), name="residents_import_office"),)

    @property
    def is_running(self) -> bool:
        """A job is at it, or will be."""
        return self.state in (self.State.WAITING, self.State.CHECKING, self.State.APPLYING)


class ImportRow(models.Model):
    """What the check says about one row of the sheet; unchanged rows are only counted."""

    class Outcome(models.TextChoices):
        ADDED = "added", "Baru"
        CHANGED = "changed", "Berubah"
        REFUSED = "refused", "Ditolak"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="as the spreadsheet counts: the header is row 1")
    outcome = models.CharField(max_length=8, choices=Outcome)
    name = models.CharField(max_length=120, blank=True)
    reasons = models.JSONField(default=list, help_text="[{column, message, warning}]")
    changes = models.JSONField(default=dict, help_text="{field: [old, new]}")
    cells = models.JSONField(default=dict, help_text="the refused row as it was typed, for the list to download")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("run", "number"), name="residents_import_row_once"),)
        indexes = (models.Index(fields=("run", "outcome", "number"), name="residents_import_outcome"),)
