"""What one person wants: which channels, when, and to what they agreed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tatadesa.core.ids import uuid7


class Preference(models.Model):
    """A person's own choices; somebody without a row has the office's."""

    class Quiet(models.TextChoices):
        OFFICE = "office", "Jam tenang desa"
        OWN = "own", "Jam tenang sendiri"
        NEVER = "never", "Boleh kapan saja"

    account = models.OneToOneField("accounts.Account", on_delete=models.CASCADE, primary_key=True, related_name="+")
    channels = ArrayField(models.CharField(max_length=10), default=list, help_text="in the order to be tried")
    quiet = models.CharField(max_length=6, choices=Quiet, default=Quiet.OFFICE)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    even_at_night = ArrayField(models.CharField(max_length=24), default=list, help_text="kinds that do not wait")
    language = models.CharField(max_length=8, default="id")
    telegram_chat = models.CharField(max_length=24, blank=True)
    telegram_code = models.CharField(max_length=40, blank=True, help_text="what /start must say to tie a chat")
    has_digest = models.BooleanField(default=True, help_text="of an officer: one message in the morning")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("telegram_code",), condition=~models.Q(telegram_code=""), name="notices_telegram"),
        )


class Consent(models.Model):
    """That a person agreed to be written to on a channel, when, and until when. Rows are never deleted singly."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("account", "channel"),
                condition=models.Q(withdrawn_at=None),
                name="notices_consent_once",
            ),
        )
