"""Whole numbers as people write them in Indonesia: ``1.500.000``."""

import re

from tatadesa.forms.errors import Invalid

MAX_DIGITS = 15
_WHOLE = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)")


def parse_whole(text: str) -> int:
    """The number in ``text``, dots between thousands allowed; raises ``Invalid``."""
    if not _WHOLE.fullmatch(text):
        raise Invalid("Isi dengan angka bulat saja, misalnya 12 atau 1.500.")
    digits = text.replace(".", "")
    if len(digits.lstrip("-")) > MAX_DIGITS:
        raise Invalid(f"Angkanya terlalu panjang. Isi paling banyak {MAX_DIGITS} angka.")
    return int(digits)


def grouped(number: int) -> str:
    """``1500000`` as ``1.500.000``."""
    return f"{number:,}".replace(",", ".")
