"""The NIK of a card: letters read for digits put right, and checked against the rest of the card. Pure functions."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from tatadesa.gateways.ktp_reader.words import PROVINCES

_LOOKS_LIKE = {
    "0": "OoDQUC",
    "1": "IilLt|!",
    "2": "Zz",
    "3": "E",
    "4": "A",
    "5": "Ss",
    "6": "Gb",
    "7": "T?",
    "8": "B",
    "9": "gq",
}
_DIGITS = str.maketrans({char: digit for digit, chars in _LOOKS_LIKE.items() for char in chars})
_SIXTEEN = re.compile(r"[0-9]{16}")


def digits(text: str) -> str:
    """``text`` with the letters that are taken for digits put right, and everything else left out."""
    return "".join(char for char in text.translate(_DIGITS) if char in "0123456789")


def is_possible(nik: str) -> bool:
    """16 digits, a province that exists, a day that exists, a serial."""
    if not _SIXTEEN.fullmatch(nik) or nik[:2] not in PROVINCES or "00" in (nik[2:4], nik[4:6]) or nik.endswith("0000"):
        return False
    day = int(nik[6:8])
    return any(_is_day(century + int(nik[10:12]), int(nik[8:10]), day - 40 * (day > 40)) for century in (1900, 2000))


def agrees(nik: str, *, birth_date: str, sex: str) -> bool:
    """Whether the NIK carries this birth date (ISO) and sex ("1" or "2"): two women's days are + 40."""
    if not _SIXTEEN.fullmatch(nik) or len(birth_date) != 10 or sex not in ("1", "2"):
        return False
    year, month, day = birth_date.split("-")
    return nik[6:12] == f"{int(day) + (40 if sex == '2' else 0):02}{month}{year[2:]}"


def settle(readings: Sequence[tuple[str, float]], *, birth_date: str, sex: str) -> tuple[str, bool]:
    """The NIK of several readings (text, sureness of the least sure letter), and whether it may be trusted.

    Trusted is only what two readings say alike, what no other possible reading contradicts, and what agrees with birth
    date and sex of the same card. Empty when no reading has 16 digits.
    """
    seen = [(number, sure) for number, sure in ((digits(text), sure) for text, sure in readings) if len(number) == 16]
    if not seen:
        return "", False
    votes = Counter(number for number, _ in seen)

    def rank(number: str) -> tuple[bool, bool, int, float]:
        sureness = max(sure for read, sure in seen if read == number)
        return agrees(number, birth_date=birth_date, sex=sex), is_possible(number), votes[number], sureness

    best = max(votes, key=rank)
    is_sure = (
        votes[best] >= 2
        and all(number == best or not is_possible(number) for number in votes)
        and is_possible(best)
        and agrees(best, birth_date=birth_date, sex=sex)
    )
    return best, is_sure


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
