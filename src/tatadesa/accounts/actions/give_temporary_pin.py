"""An officer gives a citizen at the counter a PIN for one sign-in."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from tatadesa.accounts import citizens_of_office, contacts, devices, history, setbacks
from tatadesa.accounts.actions.sign_in_citizen import identity_key
from tatadesa.accounts.models import AccountEvent, StaffMember
from tatadesa.accounts.passwords import hash_pin, random_pin
from tatadesa.core.clock import now

GOOD_FOR = timedelta(days=3)


@transaction.atomic
def give_temporary_pin(staff: StaffMember, account_id: UUID) -> str:
    """Replace the PIN by a random one, sign the account out everywhere and tell its owner who did it.

    The PIN is returned to be shown once; it works for three days and has to be changed at the first sign-in.
    """
    account = citizens_of_office.locked(staff, account_id)
    pin = random_pin()
    account.password = hash_pin(pin)
    account.temporary_until = now() + GOOD_FOR
    account.save(update_fields=["password", "temporary_until"])
    devices.end_all(account)
    setbacks.forgive(identity_key(account.login))
    words = f"PIN Anda diganti petugas {staff.name} dengan PIN sementara. Semua perangkat dikeluarkan."
    history.record(account, AccountEvent.Kind.SECRET_GIVEN, words, actor=staff.account)
    contacts.tell_owner(
        account,
        purpose="pin_diganti",
        subject="PIN Anda diganti petugas",
        text=f"PIN akun TataDesa Anda diganti petugas {staff.office.full_name}. Anda tidak memintanya? Segera hubungi "
        "kantor desa.",
    )
    return pin
