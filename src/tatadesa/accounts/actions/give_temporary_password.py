"""An administrator gives a colleague who forgot the password one for a single sign-in."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tatadesa.accounts import devices, history, own_secret, setbacks, staff_of_office
from tatadesa.accounts.actions.sign_in_staff import name_key
from tatadesa.accounts.models import AccountEvent, StaffMember
from tatadesa.accounts.passwords import random_password
from tatadesa.core.clock import now

GOOD_FOR = timedelta(days=3)


@dataclass(frozen=True)
class Given:
    """Whose password is new, and what it is."""

    colleague: StaffMember
    password: str


def give_temporary_password(staff: StaffMember, colleague_id: UUID, *, own_password: str) -> Given:
    """Replace the password of a colleague by a random one, sign them out everywhere and write down who did it.

    The password is returned to be shown once; it works for three days and has to be changed at the first sign-in. The
    second factor stays. ``own_password`` is the administrator's: an open desk must not be enough. Raises
    ``InvalidInput`` at ``rahasia``, ``Conflict`` for oneself, ``NotFound`` to other roles and for other offices.
    """
    staff_of_office.colleague(staff, colleague_id)
    own_secret.confirm(staff.account, own_password, field="rahasia")
    password = random_password()
    hashed = make_password(password)
    with transaction.atomic():
        colleague = staff_of_office.locked(staff, colleague_id)
        account = colleague.account
        account.password = hashed
        account.temporary_until = now() + GOOD_FOR
        account.save(update_fields=["password", "temporary_until"])
        devices.end_all(account)
        setbacks.forgive(name_key(account.login))
        words = f"Kata sandi diganti administrator {staff.name} dengan yang sementara. Semua perangkat dikeluarkan."
        history.record(account, AccountEvent.Kind.SECRET_GIVEN, words, actor=staff.account)
    return Given(colleague, password)
