"""Further ways to prove who one is, and where one is signed in."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


class ConfirmationCode(models.Model):
    """A six-digit code sent to a phone or an e-mail address. Only its hash is kept."""

    class Purpose(models.TextChoices):
        REGISTER = "register", "Pendaftaran"
        FORGOTTEN_PIN = "forgotten_pin", "Lupa PIN"
        NEW_CONTACT = "new_contact", "Ganti nomor atau e-mail"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.CharField(max_length=16, choices=Purpose)
    subject = models.CharField(max_length=64, help_text="what the code belongs to: an account's or a registration's id")
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=254, help_text="where it was sent")
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("purpose", "subject", "-created_at"), name="accounts_code_latest"),)


class Passkey(models.Model):
    """A WebAuthn credential of an account."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.BinaryField(unique=True, max_length=1024)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)


class RecoveryCode(models.Model):
    """A one-time code for a staff member who has lost the phone with the second factor."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "code_hash"), name="accounts_recovery_unique"),)


class Device(models.Model):
    """A browser in which an account is signed in; ending it ends its session."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, unique=True)
    label = models.CharField(max_length=80, help_text="browser and system in words: Chrome di Android")
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("account", "-last_seen_at"), name="accounts_device_of"),)
