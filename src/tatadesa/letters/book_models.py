"""The books of an office (Permendagri 47/2016, A.7 and A.8), its own classification codes, and the archive."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F

from tatadesa.core.ids import uuid7


class Direction(models.TextChoices):
    """Which way a letter goes."""

    IN = "masuk", "Surat masuk"
    OUT = "keluar", "Surat keluar"


class AgendaEntry(models.Model):
    """One letter that came or went: a line of the buku agenda (A.7), and what the archive searches."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=6, choices=Direction)
    year = models.PositiveSmallIntegerField()
    running = models.PositiveIntegerField(help_text="of the book, within its year and direction")
    entered_on = models.DateField(help_text="the day it came or went")
    number = models.CharField(max_length=120, blank=True, help_text="as printed on the letter")
    dated = models.DateField()
    party = models.CharField(max_length=160, help_text="from whom, or to whom")
    subject = models.CharField(max_length=200)
    classification = models.CharField(max_length=30, blank=True)
    disposition = models.CharField(max_length=400, blank=True)
    note = models.CharField(max_length=240, blank=True)
    letter = models.OneToOneField("letters.Letter", on_delete=models.PROTECT, null=True, related_name="agenda")
    taken = models.OneToOneField("letters.TakenNumber", on_delete=models.PROTECT, null=True, related_name="agenda")
    scan = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    words = models.TextField(help_text="what a search looks through, in capitals")
    fate = models.CharField(max_length=8, blank=True, help_text="what was decided at the end of its term")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("office", "direction", "year", "running"), name="letters_agenda_running"),
        )
        indexes = (
            models.Index(fields=("office", "direction", "-entered_on", "-id"), name="letters_agenda_days"),
            models.Index(fields=("office", "-entered_on", "-id"), name="letters_archive_days"),
            models.Index(fields=("office", "classification", "dated"), name="letters_archive_class"),
            GinIndex(OpClass(F("words"), name="gin_trgm_ops"), name="letters_agenda_words"),
        )


class DispatchEntry(models.Model):
    """One letter that left the office: a line of the buku ekspedisi (A.8)."""

    class Way(models.TextChoices):
        COLLECTED = "diambil", "Diambil di kantor"
        COURIER = "diantar", "Diantar petugas"
        POST = "pos", "Pos atau kurir"
        DISTRICT = "opendk", "Dikirim ke kecamatan (OpenDK)"
        OTHER = "lain", "Cara lain"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    running = models.PositiveIntegerField()
    sent_on = models.DateField()
    number = models.CharField(max_length=120, blank=True)
    dated = models.DateField()
    subject = models.CharField(max_length=200)
    recipient = models.CharField(max_length=160)
    way = models.CharField(max_length=8, choices=Way)
    proof = models.CharField(max_length=160, blank=True, help_text="who took it, or the courier's number")
    letter = models.ForeignKey("letters.Letter", on_delete=models.PROTECT, null=True, related_name="dispatches")
    occasion = models.CharField(max_length=80, blank=True, help_text="written once for each")
    written_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    words = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("office", "year", "running"), name="letters_dispatch_running"),
            models.UniqueConstraint(
                fields=("office", "occasion"), condition=~models.Q(occasion=""), name="letters_dispatch_once"
            ),
        )
        indexes = (
            models.Index(fields=("office", "-sent_on", "-id"), name="letters_dispatch_days"),
            GinIndex(OpClass(F("words"), name="gin_trgm_ops"), name="letters_dispatch_words"),
        )


class OfficeClassification(models.Model):
    """A classification code as one office has it: added, renamed, hidden, or kept for other years."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=30)
    title = models.CharField(max_length=240, blank=True, help_text="empty: the shipped one")
    is_hidden = models.BooleanField(default=False)
    active_years = models.PositiveSmallIntegerField(null=True)
    inactive_years = models.PositiveSmallIntegerField(null=True)
    fate = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "code"), name="letters_office_classification"),)


class ArchiveDecision(models.Model):
    """Append-only: what a person decided about a letter whose term had ended."""

    class Fate(models.TextChoices):
        DESTROYED = "musnah", "Dimusnahkan"
        PERMANENT = "permanen", "Disimpan selamanya"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(AgendaEntry, on_delete=models.PROTECT, related_name="decisions")
    fate = models.CharField(max_length=8, choices=Fate)
    note = models.CharField(max_length=240)
    decided_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, related_name="+")
    decided_label = models.CharField(max_length=260)
    decided_at = models.DateTimeField()
