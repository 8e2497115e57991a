"""Sign a citizen in with NIK or phone and PIN."""

import re

from django.http import HttpRequest

from tatadesa.accounts import setbacks
from tatadesa.accounts.addresses import client_address
from tatadesa.accounts.known_browsers import own_allowance
from tatadesa.accounts.models import Account
from tatadesa.accounts.opening import Proof, open_session
from tatadesa.accounts.passwords import matches
from tatadesa.accounts.secrets import fingerprint
from tatadesa.accounts.throttle import spend
from tatadesa.core.errors import InvalidInput

_WRONG = "NIK/nomor HP atau PIN tidak cocok. Periksa lagi angkanya."


def sign_in_citizen(request: HttpRequest, identity: str, pin: str) -> Account:
    """Open a session for the account behind ``identity``; raises ``InvalidInput`` with one and the same answer for
    an unknown identity and a wrong PIN, and ``TooMany`` after wrong tries: with growing delay per identity, and after
    60 in 15 minutes from one address. A browser that has opened this account before has an allowance of its own.
    """
    digits = _digits(identity)
    errors = {}
    if not digits:
        errors["identitas"] = "Isi NIK (16 angka) atau nomor HP Anda."
    if not re.fullmatch(r"[0-9]{6}", pin):
        errors["pin"] = "PIN harus 6 angka."
    if errors:
        raise InvalidInput(errors)
    account = _find(digits)
    key = _begin_try(request, account, digits)
    if not matches(account, pin) or account is None or account.is_temporary_over:
        raise InvalidInput({"identitas": _WRONG})
    setbacks.forgive(key)
    open_session(request, account, Proof.SECRET)
    return account


def identity_key(nik: str) -> str:
    """What counts the tries at a NIK in browsers nobody knows."""
    return f"pin:{fingerprint(nik)}"


def _begin_try(request: HttpRequest, account: Account | None, digits: str) -> str:
    """The count goes by what was typed, not by the account: else a wait would tell that a phone and a NIK belong
    together.
    """
    allowance = own_allowance(request, account)
    if not allowance:
        spend("sign-in-address", client_address(request), capacity=60, per_seconds=900)
    key = f"pin:{allowance}" if allowance else identity_key(digits)
    setbacks.begin_try(key)
    return key


def _digits(identity: str) -> str:
    """One spelling for one person, so that another way to write a phone number brings no further tries."""
    digits = re.sub(r"[^0-9]", "", identity)
    return digits if len(digits) == 16 else re.sub(r"^0+", "62", digits)


def _find(digits: str) -> Account | None:
    """By NIK, or by a phone that exactly one account has: a family's shared one could be anybody's."""
    citizens = Account.objects.filter(kind=Account.Kind.CITIZEN, is_active=True)
    if len(digits) == 16:
        return citizens.filter(login=digits).first()
    found = list(citizens.filter(citizen__phone=digits)[:2])
    return found[0] if len(found) == 1 else None
