"""What happened to an account: the history its owner reads."""

from __future__ import annotations

from django.db import models

from tatadesa.core.ids import uuid7


class AccountEvent(models.Model):
    """One entry. Append-only: who takes an account over cannot hide it."""

    class Kind(models.TextChoices):
        CREATED = "created", "Akun dibuat"
        NEW_BROWSER = "new_browser", "Masuk dari perangkat baru"
        SECRET_CHANGED = "secret_changed", "PIN atau kata sandi diganti"
        SECRET_RESET = "secret_reset", "PIN diganti dengan kode"
        SECRET_GIVEN = "secret_given", "PIN atau kata sandi sementara"
        LOGIN_CHANGED = "login_changed", "NIK untuk masuk diganti"
        CONTACT_CHANGED = "contact_changed", "Nomor HP atau e-mail diganti"
        PASSKEY_ADDED = "passkey_added", "Kunci sandi ditambah"
        PASSKEY_REMOVED = "passkey_removed", "Kunci sandi dihapus"
        SIGNED_OUT = "signed_out", "Perangkat dikeluarkan"
        SWITCHED_OFF = "switched_off", "Akun dimatikan"
        SWITCHED_ON = "switched_on", "Akun dihidupkan"
        FACTOR_SET = "factor_set", "Kode masuk dipasang"
        FACTOR_RESET = "factor_reset", "Kode masuk dilepas"
        RECOVERY_MADE = "recovery_made", "Kode cadangan dibuat"
        RECOVERY_USED = "recovery_used", "Kode cadangan dipakai"
        STAFF_CHANGED = "staff_changed", "Jabatan, peran, atau hak diubah"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=16, choices=Kind)
    actor = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=300, help_text="what the owner reads")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("account", "-at", "-id"), name="accounts_event_of"),)
