"""The code of a letter's public page: made at issuing, printed, typed back in."""

from django.conf import settings
from django.urls import reverse

from tatadesa.core.ids import normalise_code, random_code

# 12 characters of 5 bits: 2^60 codes behind a rate limit cannot be searched, and a person can still type one.
_LENGTH = 12
_GROUP = 4


def new_code() -> str:
    """A fresh code as it is stored: ``K7QM3XPD9ABC``."""
    return random_code(_LENGTH)


def shown(code: str) -> str:
    """The code as it is printed and put in addresses: ``K7QM-3XPD-9ABC``."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def normalise(typed: str) -> str:
    """What somebody typed, as it would be stored; anything that cannot be a code gives an empty string."""
    code = normalise_code(typed).replace("-", "")
    return code if len(code) == _LENGTH and code.isascii() and code.isalnum() else ""


def address(code: str) -> str:
    """The full address of the letter's page, for the QR."""
    return str(settings.BASE_URL) + reverse("verify:letter", args=[shown(code)])


def entrance_url() -> str:
    """The full address of the page that takes a code or a file."""
    return str(settings.BASE_URL) + reverse("verify:check")


def entrance() -> str:
    """The same without the scheme, as a person would type it."""
    return entrance_url().split("://", 1)[-1]
