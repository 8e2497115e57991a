"""Open an account for a citizen."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tatadesa.accounts.models import Account, Citizen
from tatadesa.accounts.passwords import hash_pin
from tatadesa.offices.models import Office


@transaction.atomic
def create_citizen(  # noqa: PLR0913 - what a registration has gathered, in one row
    office: Office,
    nik: str,
    pin: str | None,
    name: str,
    phone: str | None = None,
    *,
    email: str = "",
    pin_hash: str | None = None,
    phone_confirmed_at: datetime | None = None,
    email_confirmed_at: datetime | None = None,
) -> Account:
    """Make the account; the caller ties it to a resident. ``nik`` is checked by the caller, ``phone`` is 62...

    The secret is ``pin``, or ``pin_hash`` as ``hash_pin`` made it earlier; with neither nothing opens the account.
    """
    if pin is not None:
        pin_hash = hash_pin(pin)
    account = Account(kind=Account.Kind.CITIZEN, login=nik, password=pin_hash or make_password(None))
    account.save()
    Citizen.objects.create(
        account=account,
        office=office,
        name=name,
        phone=phone or None,
        email=email,
        phone_confirmed_at=phone_confirmed_at,
        email_confirmed_at=email_confirmed_at,
    )
    return account
