"""Remove a passkey from one's account."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts import history, passkeys
from tatadesa.accounts.models import Account, AccountEvent, Passkey
from tatadesa.accounts.own_secret import confirm
from tatadesa.core.errors import NotFound


def remove_passkey(account: Account, passkey_id: UUID, secret: str) -> Passkey:
    """Delete one of the account's own keys, once ``secret`` (the PIN or password) has been typed again.

    Raises ``InvalidInput`` at ``rahasia``, and ``NotFound`` for anybody else's key.
    """
    passkeys.key_of(account, passkey_id)
    confirm(account, secret, field="rahasia")
    with transaction.atomic():
        key = Passkey.objects.select_for_update(of=("self",)).filter(account=account, pk=passkey_id).first()
        if key is None:
            raise NotFound(passkeys.GONE)
        key.delete()
        history.record(account, AccountEvent.Kind.PASSKEY_REMOVED, f"Kunci sandi dihapus: {key.name}.", actor=account)
    return key
