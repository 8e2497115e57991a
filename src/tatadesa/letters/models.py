"""Letters; the tables of their numbers and books are in files of their own."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7
from tatadesa.letters.book_models import AgendaEntry, ArchiveDecision, Direction, DispatchEntry, OfficeClassification
from tatadesa.letters.hand_off_models import HandOffEntry, HandOffSettings
from tatadesa.letters.number_models import (
    CounterScheme,
    NumberCounter,
    NumberSettings,
    ServiceNumbering,
    SkippedNumbers,
    TakenNumber,
)
from tatadesa.letters.signing_models import PreparedLetter, SignerProfile, SigningMethod, SigningSettings

__all__ = [
    "AgendaEntry",
    "ArchiveDecision",
    "CounterScheme",
    "Direction",
    "DispatchEntry",
    "HandOffEntry",
    "HandOffSettings",
    "Letter",
    "NumberCounter",
    "NumberSettings",
    "OfficeClassification",
    "PreparedLetter",
    "ServiceNumbering",
    "SignerProfile",
    "SigningMethod",
    "SigningSettings",
    "SkippedNumbers",
    "TakenNumber",
]


class Letter(models.Model):
    """An issued letter: numbered, rendered, hashed; the file is never written again."""

    class State(models.TextChoices):
        ISSUED = "issued", "Berlaku"
        WITHDRAWN = "withdrawn", "Dicabut"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="letters")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="letters")
    version = models.ForeignKey("catalogue.ServiceVersion", on_delete=models.PROTECT, related_name="+")
    counter = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    running = models.PositiveIntegerField()
    number = models.CharField(max_length=120)
    subject = models.CharField(max_length=160)
    resident_name = models.CharField(max_length=120)
    signer = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=120)
    signer_position = models.CharField(max_length=160)
    dated = models.DateField(help_text="the office's date at issuing")
    valid_until = models.DateField(null=True)
    issued_at = models.DateTimeField()
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, db_index=True)
    verification_code = models.CharField(max_length=20, unique=True, help_text="in the QR; unguessable")
    state = models.CharField(max_length=10, choices=State, default=State.ISSUED)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=240, blank=True)
    signed_by = models.CharField(max_length=8, choices=SigningMethod, default=SigningMethod.PLAIN)
    certificate = models.CharField(max_length=160, blank=True, help_text="whose certificate the signature carries")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("office", "counter", "year", "running"), name="letters_number_unique"),
            models.UniqueConstraint(
                fields=("office", "application"), condition=models.Q(state="issued"), name="letters_one_valid"
            ),
        )
        indexes = (models.Index(fields=("office", "-issued_at"), name="letters_office"),)

    def __str__(self) -> str:
        return self.number
