"""How an office counts its letters, and every number that was ever given."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


class CounterScheme(models.TextChoices):
    """What one counter counts."""

    ALL = "all", "Satu hitungan untuk semua surat"
    CLASSIFICATION = "classification", "Satu hitungan untuk setiap kode klasifikasi"
    SERVICE = "service", "Satu hitungan untuk setiap jenis surat"


class NumberSettings(models.Model):
    """How one office counts; an office without a row has one counter for all."""

    office = models.OneToOneField("offices.Office", on_delete=models.CASCADE, primary_key=True, related_name="+")
    scheme = models.CharField(max_length=16, choices=CounterScheme, default=CounterScheme.ALL)
    edition = models.PositiveIntegerField(default=0, help_text="grows when the scheme changes")


class ServiceNumbering(models.Model):
    """What one office writes into the numbers of one letter instead of the template's and the office's own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="+")
    service = models.ForeignKey("catalogue.Service", on_delete=models.CASCADE, related_name="+")
    classification = models.CharField(max_length=30, blank=True)
    pattern = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=30, blank=True, help_text="{layanan} in the pattern")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "service"), name="letters_service_numbering"),)


class NumberCounter(models.Model):
    """The last running number of one counter of one office in one year; its row is the lock."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    counter = models.CharField(max_length=40, default="semua")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)
    edition = models.PositiveIntegerField(default=0, help_text="of the settings when it was last used")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "counter", "year"), name="letters_counter_unique"),)


class TakenNumber(models.Model):
    """A number that was given, for good: no other letter of the office will ever carry it."""

    class Kind(models.TextChoices):
        LETTER = "letter", "Surat dari aplikasi"
        PAPER = "paper", "Surat kertas"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    counter = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    running = models.PositiveIntegerField()
    number = models.CharField(max_length=120)
    classification = models.CharField(max_length=30, blank=True)
    service_code = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.LETTER)
    subject = models.CharField(max_length=160, blank=True)
    person = models.CharField(max_length=120, blank=True, help_text="to whom or about whom")
    dated = models.DateField()
    taken_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey("accounts.StaffMember", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("office", "counter", "year", "running"), name="letters_taken_running"),
            models.UniqueConstraint(fields=("office", "number"), name="letters_taken_number"),
        )
        indexes = (
            models.Index(fields=("office", "-taken_at", "-id"), name="letters_taken_at"),
            models.Index(
                fields=("office", "-taken_at", "-id"),
                condition=models.Q(kind="paper") | models.Q(cancelled_at__isnull=False),
                name="letters_taken_apart",
            ),
        )

    def __str__(self) -> str:
        return self.number


class SkippedNumbers(models.Model):
    """Running numbers that a counter has jumped over, and why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    counter = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    reason = models.CharField(max_length=240)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("office", "year"), name="letters_skipped"),)
