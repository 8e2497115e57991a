"""What officers keep about their lists: filters by name, and decisions over a selection."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


class SavedFilter(models.Model):
    """A part of the inbox that an officer comes back to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey("accounts.StaffMember", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    wanted = models.JSONField(help_text="the fields of ``inbox.Wanted``")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("staff", "name"), name="applications_filter_name"),)


class BatchRun(models.Model):
    """One decision over several applications at once; each is a job of its own."""

    class Verb(models.TextChoices):
        TAKE = "take", "Ambil"
        RELEASE = "release", "Lepas"
        APPROVE = "approve", "Setujui"
        REJECT = "reject", "Tolak"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(help_text="made with the page; a repeat of the same selection finds the first run")
    verb = models.CharField(max_length=8, choices=Verb)
    words = models.TextField(blank=True, help_text="a reason for all of them")
    is_confirmed = models.BooleanField(default=False, help_text="what is not ticked was looked at all the same")
    created_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("staff", "key"), name="applications_batch_once"),)


class BatchRow(models.Model):
    """One application of a run, and how it went."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Menunggu"
        DONE = "done", "Berhasil"
        REFUSED = "refused", "Tidak dilakukan"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(BatchRun, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=12)
    seen = models.PositiveIntegerField(help_text="length of the history that the officer's list showed")
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)
    words = models.CharField(max_length=400, blank=True, help_text="why it was not done")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("run", "number"), name="applications_batch_row"),)
