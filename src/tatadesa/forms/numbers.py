"""Numbers as people write them in Indonesia: ``1.500.000`` and ``1,5``."""

import re

from tatadesa.forms.errors import Invalid
from tatadesa.forms.messages import say

MAX_DIGITS = 15
_WHOLE = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)")
_DOTTED = re.compile(r"-?[0-9]+\.[0-9]{1,2}")
_DIGITS = re.compile(r"[0-9]+")
_SWAPPED = str.maketrans(",.", ".,")


def parse_whole(text: str) -> int:
    """The number in ``text``, dots between thousands allowed; raises ``Invalid``."""
    if not _WHOLE.fullmatch(text):
        raise Invalid(say("number.whole"))
    digits = text.replace(".", "")
    if len(digits.lstrip("-")) > MAX_DIGITS:
        raise Invalid(say("number.digits", most=MAX_DIGITS))
    return int(digits)


def parse_decimal(text: str, decimals: int) -> int | float:
    """``1.500,5`` (or ``1.5``, which cannot mean thousands) with up to ``decimals`` digits; raises ``Invalid``.

    A whole number is an integer.
    """
    whole, comma, rest = text.partition(",")
    if not comma and _DOTTED.fullmatch(text):
        whole, _, rest = text.partition(".")
    if not _WHOLE.fullmatch(whole) or len(rest) > decimals or (comma and not _DIGITS.fullmatch(rest)):
        raise Invalid(say("number.decimal", decimals=decimals))
    digits = whole.replace(".", "")
    if len(digits.lstrip("-")) + len(rest) > MAX_DIGITS:
        raise Invalid(say("number.digits", most=MAX_DIGITS))
    number = float(f"{digits}.{rest or 0}")
    return int(number) if number.is_integer() else number


def grouped(number: int | float) -> str:
    """``1500000`` as ``1.500.000``, ``1500.5`` as ``1.500,5``."""
    return f"{number:,}".translate(_SWAPPED)
