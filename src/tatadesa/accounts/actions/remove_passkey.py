"""Remove a passkey from one's account."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts import history
from tatadesa.accounts.models import Account, AccountEvent, Passkey
from tatadesa.core.errors import NotFound


@transaction.atomic
def remove_passkey(account: Account, passkey_id: UUID) -> Passkey:
    """Delete one of the account's own keys; raises ``NotFound`` for anybody else's."""
    key = Passkey.objects.select_for_update(of=("self",)).filter(account=account, pk=passkey_id).first()
    if key is None:
        raise NotFound("Kunci sandi ini sudah tidak ada.")
    key.delete()
    history.record(account, AccountEvent.Kind.PASSKEY_REMOVED, f"Kunci sandi dihapus: {key.name}.", actor=account)
    return key
