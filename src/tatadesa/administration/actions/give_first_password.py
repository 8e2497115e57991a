"""A new first password for an office whose administrator has never come in."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tatadesa.accounts import history, own_secret, setbacks
from tatadesa.accounts.actions.sign_in_staff import name_key
from tatadesa.accounts.models import Account, AccountEvent, StaffMember
from tatadesa.accounts.passwords import random_password
from tatadesa.administration.actions.create_office import Made
from tatadesa.administration.new_offices import GOOD_FOR
from tatadesa.administration.overview import first_administrator
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict


def give_first_password(staff: StaffMember, code: str, *, own_password: str) -> Made:
    """Replace the first password of an office in the own region, where nobody has used it yet.

    Once an administrator has a password of his own, the office is in its own hands and this ends (``Conflict``). Raises
    ``NotFound``, ``InvalidInput`` at ``rahasia``.
    """
    first_administrator(staff, code)
    own_secret.confirm(staff.account, own_password, field="rahasia")
    password = random_password()
    hashed = make_password(password)
    with transaction.atomic():
        first = first_administrator(staff, code)
        account = Account.objects.select_for_update(of=("self",)).get(pk=first.pk)
        if account.temporary_until is None:
            raise Conflict("Administrator kantor ini sudah masuk dengan kata sandinya sendiri.")
        account.password, account.temporary_until = hashed, now() + GOOD_FOR
        account.save(update_fields=["password", "temporary_until"])
        setbacks.forgive(name_key(account.login))
        words = f"Kata sandi pertama diganti oleh {staff.name}, {staff.office.full_name}."
        account.staff_member = first
        history.record(account, AccountEvent.Kind.SECRET_GIVEN, words, actor=staff.account)
    return Made(first.office, account.login, password)
