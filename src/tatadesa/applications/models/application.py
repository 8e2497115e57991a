"""An application and the files that belong to it."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from tatadesa.applications.states import DECIDED_STATES, FINAL_STATES, OPEN_STATES, State
from tatadesa.core.ids import uuid7


class Application(models.Model):
    """One request about one resident at one office. Answers are one document, read through ``version``.

    ``resident`` is the applicant. ``author`` is the account that filled it in: the applicant's own, that of somebody
    of the same family, or an officer's at the counter. ``citizen`` is the account that owns it on the portal: the
    author, or the applicant's when it was made at the counter (none while the applicant has no account).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="applications")
    number = models.CharField(max_length=12, help_text="public; shows a status, never data")
    service = models.ForeignKey("catalogue.Service", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("catalogue.ServiceVersion", on_delete=models.PROTECT, related_name="+")
    citizen = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="applications")
    author = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    author_label = models.CharField(max_length=160, blank=True, help_text="who filled it in, if not the applicant")
    resident = models.ForeignKey("residents.Resident", on_delete=models.PROTECT, related_name="+")
    applicant_name = models.CharField(max_length=120)
    applicant_account = models.ForeignKey(
        "accounts.Account",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the applicant's own, where somebody else owns the application: it may read",
    )
    relation = models.CharField(max_length=30, blank=True, help_text="what the applicant is to the author: anak")
    draft_key = models.UUIDField(help_text="made with the draft; a repeated submission finds the first one")
    state = models.CharField(max_length=12, choices=State, default=State.SUBMITTED)
    answers = models.JSONField(default=dict)
    on_paper = models.JSONField(default=list, help_text="file fields whose paper was shown at the counter")
    to_bring = models.JSONField(default=list, help_text="file fields whose paper the citizen will bring to the office")
    register_data = models.JSONField(default=dict, help_text="what the register said at submission")
    correction = models.JSONField(null=True, help_text="{fields: [...], message: ...} while correction is asked")
    taken_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")
    dusun = models.CharField(max_length=60, blank=True, help_text="of the applicant at submission; lists filter by it")
    turn_label = models.CharField(max_length=80, blank=True, help_text="the step whose turn it is, or empty")
    turn_roles = ArrayField(
        models.CharField(max_length=20), default=list, help_text="who may do that step; lists find one's own work by it"
    )
    turn_due_at = models.DateTimeField(null=True, help_text="when that step's target is reached")
    officer_answers = models.JSONField(default=dict, help_text="what officers filled in, by the version's officer form")
    rejection_code = models.CharField(max_length=30, blank=True, help_text="see catalogue.reject_reasons")
    awaits_reply_since = models.DateTimeField(null=True, help_text="officers wait for the citizen's answer")
    citizen_wrote_at = models.DateTimeField(null=True, help_text="the citizen's last message that no officer has seen")
    submitted_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="promised by the service standard")
    decided_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(auto_now=True)
    event_count = models.PositiveIntegerField(default=0, help_text="the last event's place in the history")
    open_referrals = models.PositiveSmallIntegerField(default=0, help_text="questions to others without an answer yet")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("office", "number"), name="applications_number_unique"),
            models.UniqueConstraint(fields=("office", "author", "draft_key"), name="applications_submit_once"),
        )
        indexes = (
            models.Index(fields=("office", "state", "submitted_at", "id"), name="applications_inbox"),
            models.Index(
                fields=("office", "submitted_at", "id"),
                condition=Q(state__in=[state.value for state in OPEN_STATES]),
                include=("state", "turn_roles", "taken_by", "turn_due_at", "due_at"),
                name="applications_open",
            ),
            models.Index(fields=("citizen", "-submitted_at", "-id"), name="applications_citizen"),
            models.Index(fields=("number",), name="applications_number"),
            models.Index(fields=("office", "-submitted_at", "-id"), name="applications_office"),
            models.Index(
                fields=("office", "-submitted_at", "-id"),
                condition=Q(state__in=[state.value for state in FINAL_STATES]),
                name="applications_final",
            ),
            models.Index(
                fields=("taken_by", "submitted_at", "id"),
                condition=Q(state=State.IN_REVIEW.value),
                name="applications_taken",
            ),
            models.Index(fields=("resident", "submitted_at"), name="applications_resident"),
            # What a quota counts, and how long the last ones of a service took.
            models.Index(fields=("office", "service", "submitted_at"), name="applications_service"),
            models.Index(
                fields=("office", "service", "-decided_at"),
                condition=Q(state__in=[state.value for state in DECIDED_STATES]),
                name="applications_decided",
            ),
            # Across all offices: who is to be reminded of something after the end.
            models.Index(
                fields=("decided_at",),
                condition=Q(state__in=[state.value for state in DECIDED_STATES]),
                name="applications_decided_at",
            ),
            models.Index(
                fields=("applicant_account", "-submitted_at", "-id"),
                condition=Q(applicant_account__isnull=False),
                name="applications_applicant",
            ),
            # What figures are counted from (insight): the indexes hold all they need, the rows are too wide to visit.
            models.Index(
                fields=("office", "submitted_at"),
                include=("service", "resident"),
                name="applications_received",
            ),
            models.Index(
                fields=("office", "decided_at"),
                include=("service", "submitted_at", "due_at", "state"),
                condition=Q(decided_at__isnull=False),
                name="applications_finished",
            ),
            models.Index(
                fields=("office", "due_at"),
                include=("service", "taken_by"),
                condition=Q(state__in=[state.value for state in OPEN_STATES]),
                name="applications_running",
            ),
            # The inbox's counts and choices look at open requests only, however many are closed.
            models.Index(
                fields=("office", "submitted_at", "id"),
                condition=Q(state=State.CORRECTION.value) | Q(awaits_reply_since__isnull=False),
                name="applications_awaiting",
            ),
            models.Index(
                fields=("office", "submitted_at", "id"),
                condition=Q(open_referrals__gt=0),
                name="applications_referred",
            ),
            models.Index(
                fields=("office", "dusun"),
                condition=Q(state__in=[state.value for state in OPEN_STATES]),
                name="applications_hamlets",
            ),
            models.Index(
                fields=("office", "turn_label"),
                condition=Q(state__in=[state.value for state in OPEN_STATES]),
                name="applications_turns",
            ),
            # The search compares UPPER(name), so that is what the index holds.
            GinIndex(OpClass(Upper("applicant_name"), name="gin_trgm_ops"), name="applications_name_trgm"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def reader_ids(self) -> list[UUID]:
        """The citizens' accounts that may read it: the owner's, and the applicant's own."""
        return [account_id for account_id in (self.citizen_id, self.applicant_account_id) if account_id is not None]

    @property
    def is_from_counter(self) -> bool:
        """An officer made it: on the portal whoever fills in is also the owner."""
        return self.citizen_id != self.author_id


class Attachment(models.Model):
    """A file of an application, under the field it answers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="attachments")
    field_id = models.CharField(max_length=60)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("application", "field_id", "file"), name="applications_attach_once"),
        )
