"""An administrator gives somebody an account at the own office."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from tatadesa.accounts import history, own_secret
from tatadesa.accounts.actions.give_temporary_password import GOOD_FOR
from tatadesa.accounts.models import Account, AccountEvent, StaffMember
from tatadesa.accounts.passwords import random_password
from tatadesa.accounts.staff_form import Details, role_words
from tatadesa.accounts.staffing import require_manager
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput

TAKEN = "Nama pengguna ini sudah dipakai. Pilih yang lain, misalnya dengan nama desa di belakangnya."


@dataclass(frozen=True)
class Added:
    """Who is new, and the password for the first sign-in."""

    colleague: StaffMember
    password: str


def add_staff_member(staff: StaffMember, username: str, details: Details, *, own_password: str) -> Added:
    """Make the account with a random password, to be shown once and changed at the first sign-in within three days.

    ``username`` and ``details`` as ``staff_form`` reads them. Raises ``NotFound`` to other roles, ``InvalidInput`` at
    ``pengguna`` for a name that is taken and at ``rahasia`` for the administrator's own wrong password.
    """
    require_manager(staff)
    if Account.objects.filter(kind=Account.Kind.STAFF, login=username).exists():
        raise InvalidInput({"pengguna": TAKEN})
    own_secret.confirm(staff.account, own_password, field="rahasia")
    password = random_password()
    hashed = make_password(password)
    try:
        with transaction.atomic():
            account = Account(
                kind=Account.Kind.STAFF, login=username, password=hashed, temporary_until=now() + GOOD_FOR
            )
            account.save()
            colleague = StaffMember.objects.create(
                account=account,
                office=staff.office,
                name=details.name,
                position=details.position,
                employee_number=details.employee_number,
                roles=list(details.roles),
                rt=details.rt,
                rw=details.rw,
            )
            words = f"Akun dibuat administrator {staff.name}. Peran: {role_words(details.roles)}."
            history.record(account, AccountEvent.Kind.CREATED, words, actor=staff.account)
    except IntegrityError as error:
        raise InvalidInput({"pengguna": TAKEN}) from error
    return Added(colleague, password)
