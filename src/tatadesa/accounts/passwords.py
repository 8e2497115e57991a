"""PINs and passwords: which are good enough, and checking them so that time tells nothing."""

import re
import secrets as random
from functools import cache
from itertools import pairwise

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from tatadesa.accounts.models import Account
from tatadesa.core.errors import InvalidInput
from tatadesa.core.ids import random_code

MIN_PASSWORD = 10
MAX_PASSWORD = 128
_PIN = re.compile(r"[0-9]{6}")


def hash_pin(pin: str) -> str:
    """``pin`` as it is stored (Argon2); raises ``InvalidInput`` at ``pin`` when it is misshapen or easily guessed."""
    check_pin(pin)
    return make_password(pin)


def check_pin(pin: str) -> None:
    """Raise ``InvalidInput`` at ``pin`` unless it is six digits that are not easily guessed."""
    if not _PIN.fullmatch(pin):
        raise InvalidInput({"pin": "PIN harus 6 angka."})
    if is_weak_pin(pin):
        raise InvalidInput({"pin": "PIN ini mudah ditebak. Pilih angka lain."})


def is_weak_pin(pin: str) -> bool:
    """One repeated digit, a plain run or a repeated pair or triple, like 111111, 123456, 121212: tried by anybody."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return steps in ({0}, {1}, {-1}) or pin == pin[:2] * 3 or pin == pin[:3] * 2


def random_pin() -> str:
    """Six digits nobody can foresee, none of the weak ones."""
    while is_weak_pin(pin := f"{random.randbelow(1_000_000):06d}"):
        pass
    return pin


def random_password() -> str:
    """Twelve characters nobody can foresee (60 bits), in groups that can be read out: ``k7qm-3xpd-94tz``."""
    code = random_code(12).lower()
    return "-".join(code[at : at + 4] for at in (0, 4, 8))


def check_new_password(password: str, *, username: str) -> None:
    """Raise ``InvalidInput`` at ``baru`` unless ``password`` is long enough and not among those everybody tries."""
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise InvalidInput({"baru": f"Pakai {MIN_PASSWORD} sampai {MAX_PASSWORD} huruf atau angka. Boleh kalimat."})
    try:
        _common().validate(password)
    except ValidationError as error:
        raise InvalidInput({"baru": "Kata sandi ini sering dipakai orang. Pilih yang lain."}) from error
    if username.lower() in password.lower() or len(set(password)) < 4:
        raise InvalidInput({"baru": "Kata sandi ini mudah ditebak. Pilih yang lain."})


@cache
def _common() -> CommonPasswordValidator:
    return CommonPasswordValidator()


@cache
def _nobody() -> str:
    return make_password("tidak-ada")


def matches(account: Account | None, secret: str) -> bool:
    """True when ``secret`` opens ``account``. Nobody's account costs one hash as well: both answers take as long."""
    # Made before the choice, so that the first try of a process costs the same for everybody.
    nobody = _nobody()
    right = check_password(secret, account.password if account else nobody)
    return right and account is not None
