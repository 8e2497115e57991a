"""How an office asks Dukcapil, and what it has asked: matched or not, never what Dukcapil knows."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from tatadesa.core.ids import uuid7


def default_elements() -> list[str]:
    """What every agreement seen answers."""
    return ["name", "birth_place", "birth_date", "sex", "no_kk"]


class PopulationSettings(models.Model):
    """The agreement of one office with Dukcapil, and how the line has been lately. Off until somebody sets it up."""

    class Family(models.TextChoices):
        VERIFY = "verify", "Mencocokkan saja (CALL_VERIFY_BY_ELEMEN)"
        READ = "read", "Membaca data, dicocokkan di sini (call_nik)"

    class DateFormat(models.TextChoices):
        DAY_FIRST = "dmy", "HH-BB-TTTT (31-12-1990)"
        YEAR_FIRST = "ymd", "TTTT-BB-HH (1990-12-31)"

    office = models.OneToOneField("offices.Office", on_delete=models.CASCADE, primary_key=True, related_name="+")
    is_on = models.BooleanField(default=False)
    family = models.CharField(max_length=6, choices=Family, default=Family.VERIFY)
    base_url = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=120, blank=True)
    method = models.CharField(max_length=60, default="CALL_VERIFY_BY_ELEMEN")
    user_id = models.CharField(max_length=100, blank=True)
    password = models.TextField(blank=True, help_text="encrypted")
    client_ip = models.CharField(max_length=45, blank=True)
    nik_key = models.CharField(max_length=30, default="NIK")
    user_key = models.CharField(max_length=30, default="USER_ID")
    password_key = models.CharField(max_length=30, default="PASSWORD")
    ip_key = models.CharField(max_length=30, default="IP_USER")
    threshold_key = models.CharField(max_length=30, default="TRESHOLD", help_text="really spelled so")
    threshold = models.PositiveSmallIntegerField(default=90, validators=(MinValueValidator(1), MaxValueValidator(100)))
    threshold_as_text = models.BooleanField(default=True)
    date_format = models.CharField(max_length=3, choices=DateFormat, default=DateFormat.DAY_FIRST)
    sends_transaction_id = models.BooleanField(default=False)
    elements = ArrayField(models.CharField(max_length=20), default=default_elements)
    basic_user = models.CharField(max_length=100, blank=True)
    basic_password = models.TextField(blank=True, help_text="encrypted")
    timeout_seconds = models.PositiveSmallIntegerField(
        default=10, validators=(MinValueValidator(1), MaxValueValidator(30))
    )
    verifies_tls = models.BooleanField(default=True)
    ca_certificate = models.TextField(blank=True, help_text="PEM, when the authority is none of the public ones")
    edition = models.PositiveIntegerField(default=1, help_text="grows with each change: older answers no longer count")
    changed_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0, help_text="questions in a row without an answer")
    paused_until = models.DateTimeField(null=True, help_text="after too many failures nobody is asked until then")


class PopulationQuery(models.Model):
    """One question to Dukcapil. Append-only, for its audit; fingerprints stand for the person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    actor_id = models.UUIDField(null=True, help_text="account that asked; empty for a registration's own check")
    purpose = models.CharField(max_length=40)
    nik_fingerprint = models.CharField(max_length=32)
    question_fingerprint = models.CharField(max_length=32, help_text="of NIK, elements and settings together")
    elements = ArrayField(models.CharField(max_length=20), help_text="names of what was asked")
    status = models.CharField(max_length=12)
    is_repeat = models.BooleanField(help_text="answered from the same question within a day, without asking")
    is_complete = models.BooleanField(help_text="every element that was asked was answered")
    milliseconds = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("office", "-at", "-id"), name="residents_query_office"),
            models.Index(
                fields=("office", "question_fingerprint", "-at"),
                name="residents_query_matched",
                condition=models.Q(status="matched", is_repeat=False, is_complete=True),
            ),
        )
