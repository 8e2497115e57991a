"""How an office tells people: its rules, its words, and its account at each provider."""

from datetime import time

from django.db import models

from tatadesa.core.ids import uuid7

EVENING, MORNING = time(21, 0), time(6, 0)


class NoticeSettings(models.Model):
    """The office's rules. An office without a row has the defaults."""

    office = models.OneToOneField("offices.Office", on_delete=models.CASCADE, primary_key=True, related_name="+")
    providers = models.JSONField(default=dict, help_text="{channel: provider}; a channel not named has its default")
    rules = models.JSONField(default=dict, help_text="{kind: {channels: [...], staff: [...]}} where not as usual")
    wait_minutes = models.PositiveSmallIntegerField(
        default=30, help_text="not delivered so long, the next channel has its turn"
    )
    quiet_from = models.TimeField(default=EVENING)
    quiet_until = models.TimeField(default=MORNING)
    digest_at = models.TimeField(default=time(7, 0), help_text="when officers get their morning message")
    has_digest = models.BooleanField(default=True)
    digest_on = models.DateField(null=True, help_text="the last morning it was sent")
    edition = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)


class NoticeWords(models.Model):
    """What one kind of notice says in one language at one office, where that is not the usual text."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=8, default="id")
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=60)
    body = models.CharField(max_length=160)
    changed_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "language", "kind"), name="notices_words_once"),)


class ChannelAccount(models.Model):
    """How one office reaches one provider of messages."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="+")
    provider = models.CharField(max_length=16)
    sealed = models.TextField(blank=True, help_text="the values typed in, encrypted JSON")
    hook_key = models.CharField(max_length=64, unique=True, help_text="names the account in its callbacks' address")
    last_failure = models.CharField(max_length=240, blank=True)
    failed_at = models.DateTimeField(null=True)
    edition = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "provider"), name="notices_account_once"),)
