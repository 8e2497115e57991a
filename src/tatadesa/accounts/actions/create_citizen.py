"""Open an account for a citizen."""

import re
from itertools import pairwise

from django.db import transaction

from tatadesa.accounts.models import Account, Citizen
from tatadesa.core.errors import InvalidInput
from tatadesa.offices.models import Office

_PIN = re.compile(r"[0-9]{6}")


def is_weak_pin(pin: str) -> bool:
    """One repeated digit or a plain run, like 111111 or 123456: the first ones anybody tries."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return steps in ({0}, {1}, {-1})


@transaction.atomic
def create_citizen(office: Office, nik: str, pin: str, name: str, phone: str | None = None) -> Account:
    """Make the account; the caller ties it to a resident. ``nik`` is checked by the caller, ``phone`` is 62..."""
    if not _PIN.fullmatch(pin):
        raise InvalidInput({"pin": "PIN harus 6 angka."})
    if is_weak_pin(pin):
        raise InvalidInput({"pin": "PIN ini mudah ditebak. Pilih angka lain."})
    account = Account(kind=Account.Kind.CITIZEN, login=nik)
    account.set_password(pin)
    account.save()
    Citizen.objects.create(account=account, office=office, name=name, phone=phone)
    return account
