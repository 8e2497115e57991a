"""Sign a citizen in with NIK or phone and PIN."""

import re

from django.contrib.auth import login
from django.http import HttpRequest

from tatadesa.accounts.addresses import client_address
from tatadesa.accounts.models import Account
from tatadesa.accounts.passwords import matches
from tatadesa.accounts.secrets import fingerprint
from tatadesa.accounts.throttle import spend
from tatadesa.core.errors import InvalidInput

_WRONG = "NIK/nomor HP atau PIN tidak cocok. Periksa lagi angkanya."


def sign_in_citizen(request: HttpRequest, identity: str, pin: str) -> Account:
    """Open a session for the account behind ``identity``; raises ``InvalidInput`` with one and the same answer for
    an unknown identity and a wrong PIN, and ``TooMany`` after 8 tries per account or 60 per address in 15 minutes.
    """
    digits = _digits(identity)
    errors = {}
    if not digits:
        errors["identitas"] = "Isi NIK (16 angka) atau nomor HP Anda."
    if not re.fullmatch(r"[0-9]{6}", pin):
        errors["pin"] = "PIN harus 6 angka."
    if errors:
        raise InvalidInput(errors)
    spend("sign-in-address", client_address(request), capacity=60, per_seconds=900)
    spend("sign-in-citizen", fingerprint(digits), capacity=8, per_seconds=900)
    account = _find(digits)
    if not matches(account, pin) or account is None:
        raise InvalidInput({"identitas": _WRONG})
    login(request, account, backend="tatadesa.accounts.backend.AccountBackend")
    return account


def _digits(identity: str) -> str:
    """One spelling for one person, so that another way to write a phone number brings no further tries."""
    digits = re.sub(r"[^0-9]", "", identity)
    return digits if len(digits) == 16 else re.sub(r"^0+", "62", digits)


def _find(digits: str) -> Account | None:
    citizens = Account.objects.filter(kind=Account.Kind.CITIZEN, is_active=True)
    if len(digits) == 16:
        return citizens.filter(login=digits).first()
    return citizens.filter(citizen__phone=digits).first()
