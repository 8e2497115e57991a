"""A complaint about the service, its history and what was attached to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tatadesa.core.ids import uuid7
from tatadesa.feedback.categories import BY_KEY, Category, Term
from tatadesa.feedback.states import OPEN_STATES, Outcome, State, Verb


class Complaint(models.Model):
    """What one citizen complains about; ``office`` decides. ``about_staff``, the officer it is about, never sees it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=12, help_text="as of an application: no secret, opens nothing")
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="complaints")
    resident = models.ForeignKey("residents.Resident", on_delete=models.PROTECT, null=True, related_name="+")
    filer_name = models.CharField(max_length=120)
    key = models.UUIDField(help_text="made with the form; a repeated sending finds the first one")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, null=True, related_name="+")
    category = models.CharField(max_length=20, help_text="a key of categories.CATEGORIES")
    about_staff = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")
    is_confidential = models.BooleanField(default=False, help_text="only the head and the secretary see who filed it")
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    term = models.CharField(max_length=10, choices=Term)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")
    is_escalated = models.BooleanField(default=False)
    is_for_administrator = models.BooleanField(
        default=False, help_text="nobody else at the office or above it could decide on it"
    )
    reminded = models.PositiveSmallIntegerField(
        default=0, help_text="of its clock: 1 a day before the end, 2 at the end"
    )
    lapor_id = models.CharField(max_length=20, blank=True, help_text="tracking id of SP4N-LAPOR!")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(null=True)
    is_reopened = models.BooleanField(default=False, help_text="may be done once")
    event_count = models.PositiveIntegerField(default=0, help_text="the last event's place in the history")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("office", "number"), name="feedback_complaint_number"),
            models.UniqueConstraint(fields=("account", "key"), name="feedback_complain_once"),
        )
        indexes = (
            models.Index(
                fields=("office", "created_at", "id"),
                condition=Q(state__in=[state.value for state in OPEN_STATES]),
                name="feedback_complaints_open",
            ),
            models.Index(
                fields=("office", "-created_at", "-id"),
                condition=Q(state=State.CLOSED.value),
                name="feedback_complaints_closed",
            ),
            models.Index(fields=("account", "-created_at", "-id"), name="feedback_complaints_own"),
            models.Index(
                fields=("due_at",),
                condition=Q(state__in=[state.value for state in OPEN_STATES], reminded__lt=2),
                name="feedback_complaints_to_remind",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def kind(self) -> Category:
        """What it is about."""
        return BY_KEY[self.category]

    @property
    def is_open(self) -> bool:
        """The office still owes an end."""
        return self.state in OPEN_STATES


class ComplaintEvent(models.Model):
    """Append-only history of a complaint, as of an application."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="events")
    position = models.PositiveIntegerField()
    verb = models.CharField(max_length=10, choices=Verb)
    state = models.CharField(max_length=10, choices=State, help_text="after the event")
    actor = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    actor_label = models.CharField(max_length=160)
    words = models.TextField(help_text="what both sides read")
    internal_note = models.TextField(blank=True, help_text="never leaves the office")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("complaint", "position"), name="feedback_event_order"),)


class ComplaintFile(models.Model):
    """A photo or PDF that belongs to a complaint."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="files")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
