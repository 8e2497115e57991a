"""Add a passkey to one's account."""

from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from tatadesa.accounts import history, passkeys
from tatadesa.accounts.models import Account, AccountEvent, Passkey
from tatadesa.accounts.opening import raise_proof
from tatadesa.accounts.own_secret import confirm
from tatadesa.core.errors import Conflict
from tatadesa.core.plain import one_line


def begin_add_passkey(request: HttpRequest, account: Account, secret: str) -> dict[str, Any]:
    """The options for the browser, once ``secret`` (the PIN or password) has been typed again."""
    confirm(account, secret, field="rahasia")
    return passkeys.options_to_add(request, account)


def add_passkey(request: HttpRequest, account: Account, answer: str, name: str) -> Passkey:
    """Store the key in the browser's ``answer`` as ``name``; raises ``InvalidInput`` or ``Conflict``."""
    key = passkeys.read_new(request, account, answer)
    key.name = one_line(name)[:60] or "Kunci sandi"
    with transaction.atomic():
        # The account's row is the lock, so that two tabs cannot both add the last one.
        Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
        if Passkey.objects.filter(account=account).count() >= passkeys.MAX_KEYS:
            raise Conflict(f"Paling banyak {passkeys.MAX_KEYS} kunci sandi. Hapus dahulu yang tidak dipakai.")
        try:
            with transaction.atomic():
                key.save(force_insert=True)
        except IntegrityError as error:
            raise Conflict("Kunci sandi ini sudah terpasang.") from error
        history.record(account, AccountEvent.Kind.PASSKEY_ADDED, f"Kunci sandi ditambah: {key.name}.", actor=account)
    raise_proof(request)
    return key
