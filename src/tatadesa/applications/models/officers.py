"""What officers keep about an application for themselves: notes, ticks, and when each looked last."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


class InternalNote(models.Model):
    """Append-only words among colleagues; no citizen ever reads them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, related_name="+")
    author_label = models.CharField(max_length=260, help_text="name and position as they were then")
    key = models.UUIDField(help_text="made with the page; a repeated sending finds the first one")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("application", "author", "key"), name="applications_note_once"),)
        indexes = (models.Index(fields=("application", "at", "id"), name="applications_notes"),)


class RequirementCheck(models.Model):
    """An officer's tick at one requirement. It goes when the citizen sends that document anew."""

    class Verdict(models.TextChoices):
        FITS = "fits", "Sesuai"
        UNFIT = "unfit", "Tidak sesuai"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="checks")
    field_id = models.CharField(max_length=60)
    verdict = models.CharField(max_length=5, choices=Verdict)
    reason = models.CharField(max_length=200, blank=True, help_text="what does not fit")
    by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=260, help_text="name and position as they were then")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("application", "field_id"), name="applications_check_once"),)


class ApplicationLook(models.Model):
    """How far one officer has seen one application, and since when its page is open."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="looks")
    staff = models.ForeignKey("accounts.StaffMember", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(help_text="the last event seen")
    at = models.DateTimeField(help_text="when the page was last open")
    before_position = models.PositiveIntegerField(help_text="the last event seen before the present visit began")
    before_at = models.DateTimeField(help_text="when the page was last open before the present visit")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("application", "staff"), name="applications_look_once"),)
