"""Notices: one message to one person on one channel, and the devices that take push."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from tatadesa.core.ids import uuid7


class Notice(models.Model):
    """A message with a life of its own."""

    class Channel(models.TextChoices):
        IN_APP = "in_app", "Di aplikasi"
        WEB_PUSH = "web_push", "Push"
        WHATSAPP = "whatsapp", "WhatsApp"
        TELEGRAM = "telegram", "Telegram"
        EMAIL = "email", "E-mail"
        SMS = "sms", "SMS"

    class State(models.TextChoices):
        QUEUED = "queued", "Antre"
        SENDING = "sending", "Sedang dikirim"
        SENT = "sent", "Terkirim"
        DELIVERED = "delivered", "Sampai"
        READ = "read", "Dibaca"
        FAILED = "failed", "Gagal"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, null=True, related_name="notices")
    recipient = models.CharField(
        max_length=80,
        blank=True,
        help_text="who it is where that is no account: referral:<id>, office:<id>, address:<hash>",
    )
    event = models.ForeignKey("applications.Event", on_delete=models.CASCADE, null=True, related_name="notices")
    occasion = models.CharField(
        max_length=80, blank=True, help_text="what it is about when that is no event of an application: survey:<id>"
    )
    message = models.ForeignKey("applications.Message", on_delete=models.CASCADE, null=True, related_name="notices")
    channel = models.CharField(max_length=10, choices=Channel)
    subscription = models.ForeignKey("PushSubscription", on_delete=models.SET_NULL, null=True, related_name="+")
    target = models.CharField(max_length=64, blank=True, help_text="what makes a channel's message unique: a device")
    title = models.CharField(max_length=120)
    body = models.CharField(max_length=240)
    link = models.CharField(max_length=120)
    round = models.ForeignKey("Round", on_delete=models.SET_NULL, null=True, related_name="notices")
    provider = models.CharField(max_length=16, blank=True)
    provider_id = models.CharField(max_length=200, blank=True, help_text="the provider's own name for the message")
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    failure = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("account", "event", "channel", "target"), name="notices_once"),
            models.UniqueConstraint(
                fields=("account", "occasion", "channel", "target"),
                condition=~models.Q(occasion=""),
                name="notices_once_per_occasion",
            ),
            models.UniqueConstraint(
                fields=("account", "message", "channel", "target"),
                condition=models.Q(message__isnull=False),
                name="notices_message_once",
            ),
            models.UniqueConstraint(
                fields=("recipient", "event", "channel", "target"),
                condition=models.Q(account=None, event__isnull=False),
                name="notices_event_once_outside",
            ),
            models.UniqueConstraint(
                fields=("recipient", "occasion", "channel", "target"),
                condition=models.Q(account=None, event=None),
                name="notices_occasion_once_outside",
            ),
            models.CheckConstraint(
                condition=models.Q(account__isnull=False, recipient="")
                | models.Q(account=None) & ~models.Q(recipient=""),
                name="notices_to_one",
            ),
            models.CheckConstraint(
                condition=models.Q(event__isnull=False, message=None, occasion="")
                | models.Q(event=None, message__isnull=False, occasion="")
                | models.Q(event=None, message=None) & ~models.Q(occasion=""),
                name="notices_about_one_thing",
            ),
        )
        indexes = (
            models.Index(fields=("account", "-created_at", "-id"), name="notices_account"),
            models.Index(
                fields=("account",),
                condition=models.Q(channel="in_app", state="sent"),
                name="notices_unread",
            ),
            models.Index(fields=("created_at",), condition=models.Q(state="queued"), name="notices_queued"),
            models.Index(
                fields=("created_at",), condition=models.Q(account=None, event=None), name="notices_to_addresses"
            ),
            models.Index(fields=("recipient", "created_at"), condition=models.Q(account=None), name="notices_outside"),
            models.Index(
                fields=("provider", "provider_id"), condition=~models.Q(provider_id=""), name="notices_provider_id"
            ),
        )

    @property
    def state_since(self) -> datetime:
        """When it came into its state; of one that failed, when it was last under way."""
        return self.read_at or self.delivered_at or self.sent_at or self.created_at


class PushSubscription(models.Model):
    """A browser that agreed to take push messages."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="push_subscriptions")
    endpoint = models.URLField(max_length=600, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    device = models.CharField(max_length=120, blank=True)
    key = models.CharField(max_length=100, blank=True, help_text="the public key it was made with; empty: the first")
    signed_in_device = models.UUIDField(null=True, help_text="the device of accounts that it ends with")
    created_at = models.DateTimeField(auto_now_add=True)
