"""A new PIN for somebody who has forgotten the old one and has proven who they are another way."""

from django.db import transaction

from tatadesa.accounts import contacts, devices, history, setbacks
from tatadesa.accounts.actions.sign_in_citizen import identity_key
from tatadesa.accounts.models import Account, AccountEvent
from tatadesa.accounts.passwords import hash_pin


@transaction.atomic
def reset_pin(account: Account, pin: str) -> None:
    """Replace the PIN, sign the account out everywhere and tell its owner; raises ``InvalidInput`` at ``pin``."""
    hashed = hash_pin(pin)
    Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    account.password = hashed
    account.temporary_until = None
    account.save(update_fields=["password", "temporary_until"])
    devices.end_all(account)
    setbacks.forgive(identity_key(account.login))
    history.record(account, AccountEvent.Kind.SECRET_RESET, "PIN diganti dengan kode. Semua perangkat dikeluarkan.")
    contacts.tell_owner(
        account,
        purpose="pin_diganti",
        subject="PIN Anda diganti",
        text="PIN akun TataDesa Anda baru saja diganti. Bukan Anda yang melakukannya? Segera hubungi kantor desa.",
    )
