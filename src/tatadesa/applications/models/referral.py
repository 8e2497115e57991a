"""A question put to another office, or a hand-over, with what was shared, its answer and the links it went out by."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q

from tatadesa.core.clock import now
from tatadesa.core.ids import uuid7
from tatadesa.offices.models import Office

READABLE_FOR = timedelta(days=30)
"""After its answer an agency still reads what was shared with it, for so long."""


class AgencyContact(models.Model):
    """How a village reaches an agency that has no account here."""

    class Kind(models.TextChoices):
        KECAMATAN = "kecamatan", "Kecamatan"
        KUA = "kua", "KUA"
        POLSEK = "polsek", "Polsek"
        PUSKESMAS = "puskesmas", "Puskesmas"
        DINSOS = "dinsos", "Dinas Sosial"
        DUKCAPIL = "dukcapil", "Dinas Dukcapil"
        DINAS = "dinas", "Dinas lain"
        OTHER = "lain", "Instansi lain"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", help_text="whose it is")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=16, blank=True, help_text="62..., mobile, for WhatsApp")
    is_active = models.BooleanField(default=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "name"), name="applications_contact_name"),)

    def __str__(self) -> str:
        return self.name


class Referral(models.Model):
    """What the asking ``office`` wants to know of one application, or lets another office decide.

    It goes to another office, a contact without account, or a role of the own office; to none of them while nobody has
    said which office of ``wanted_kind`` is meant.
    """

    class Kind(models.TextChoices):
        OPINION = "opinion", "Minta pendapat"
        HANDOVER = "handover", "Serahkan keputusan"

    class State(models.TextChoices):
        OPEN = "open", "Menunggu jawaban"
        ANSWERED = "answered", "Dijawab"
        WITHDRAWN = "withdrawn", "Ditarik"
        LAPSED = "lapsed", "Lewat waktu"

    class Decision(models.TextChoices):
        AGREED = "agreed", "Setuju"
        CONDITIONS = "conditions", "Setuju dengan syarat"
        REFUSED = "refused", "Tidak setuju"
        NOT_COMPETENT = "not_ours", "Bukan kewenangan kami"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+", help_text="who asks")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="referrals")
    step = models.ForeignKey("applications.Step", on_delete=models.PROTECT, null=True, related_name="referrals")
    rule = models.CharField(max_length=40, blank=True, help_text="which rule of the step asked; empty: an officer did")
    kind = models.CharField(max_length=8, choices=Kind)
    is_blocking = models.BooleanField(default=True, help_text="approval waits for its answer")
    to_office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, null=True, related_name="+")
    to_contact = models.ForeignKey(AgencyContact, on_delete=models.PROTECT, null=True, related_name="+")
    to_role = models.CharField(max_length=20, blank=True, help_text="a role of the own office")
    wanted_kind = models.CharField(max_length=12, blank=True, help_text="what kind of agency a rule asked for")
    to_label = models.CharField(max_length=120, help_text="whom people read: Polsek Sumpiuh")
    question = models.TextField()
    documents = models.JSONField(default=list, help_text="ids of the attachments that may be seen")
    shares = models.JSONField(default=list, help_text="ids of the fields whose answers may be seen")
    shows_nik = models.BooleanField(default=False)
    asked_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    note = models.TextField(blank=True, help_text="of the answer, or why it was withdrawn; for officers")
    answered_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")
    answered_label = models.CharField(max_length=160, blank=True)
    answered_at = models.DateTimeField(null=True, help_text="answered, withdrawn or lapsed")
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True, help_text="reminded by itself a day before the deadline")
    overdue_at = models.DateTimeField(null=True, help_text="reminded by itself at the deadline")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("step", "rule"), condition=~Q(rule=""), name="applications_rule_once"),
        )
        indexes = (
            models.Index(fields=("application", "asked_at"), name="applications_referrals"),
            models.Index(
                fields=("to_office", "asked_at", "id"), condition=Q(state="open"), name="applications_refer_open"
            ),
            models.Index(
                fields=("to_office", "-asked_at", "-id"),
                condition=Q(state__in=("answered", "lapsed")),
                name="applications_refer_done",
            ),
            models.Index(fields=("due_at",), condition=Q(state="open"), name="applications_refer_due"),
        )

    @property
    def is_open(self) -> bool:
        """Still waits for an answer."""
        return self.state == self.State.OPEN

    @property
    def is_unaddressed(self) -> bool:
        """Nobody has it yet: an officer has to say whom it is for."""
        return self.to_office_id is None and self.to_contact_id is None and not self.to_role

    @property
    def is_handover(self) -> bool:
        """The other side decides, instead of giving an opinion."""
        return self.kind == self.Kind.HANDOVER

    @property
    def is_late(self) -> bool:
        """Open past its deadline."""
        return self.is_open and self.due_at < now()

    @property
    def shows_data(self) -> bool:
        """The asked side may read what was shared: while it is asked, and for a time after its answer."""
        if self.state == self.State.ANSWERED and self.answered_at is not None:
            return self.answered_at > now() - READABLE_FOR
        return self.is_open

    @property
    def wanted_label(self) -> str:
        """The kind of agency a rule asked for, in words."""
        known = dict(Office.Kind.choices) | dict(AgencyContact.Kind.choices)
        return str(known.get(self.wanted_kind, self.wanted_kind))


class ReferralFile(models.Model):
    """A file of the answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="files")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")


class ReferralLink(models.Model):
    """One one-time link to a referral for who has no account. Of the token only a hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    channel = models.CharField(max_length=10, blank=True, help_text="its notice went by; empty: copied by an officer")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("referral", "made_at"), name="applications_links"),)


class ReferralLinkUse(models.Model):
    """What was done with a link, when, from about where. Append-only."""

    class Act(models.TextChoices):
        OPEN = "open", "Permintaan dibuka"
        DOCUMENT = "document", "Berkas dibuka"
        ANSWER = "answer", "Jawaban dikirim"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(ReferralLink, on_delete=models.PROTECT, related_name="uses")
    act = models.CharField(max_length=8, choices=Act)
    place = models.CharField(max_length=45, blank=True, help_text="the network of the address, not the address")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("link", "at"), name="applications_link_uses"),)
