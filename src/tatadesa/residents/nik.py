"""NIK and No. KK: what makes one impossible, and what only looks odd. Pure functions.

Structure alone never proves that a number exists; only Dukcapil can. A NIK keeps the region code and,
often, the birth date and sex of its first issue, so disagreement with those is a warning for an officer,
never a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lokal.nik import parse_nik
from lokal.provinces import PROVINCES

from tatadesa.residents import codes

_SEPARATORS = re.compile(r"[\s.-]")
_SIXTEEN_DIGITS = re.compile(r"[0-9]{16}")


@dataclass(frozen=True)
class NikCheck:
    """``nik`` holds the clean 16 digits (empty when they are not); store it, not what was typed.

    ``errors`` block, ``warnings`` inform an officer. ``sex`` and ``birth_date`` are what the number itself
    says, the century taken from the stated birth date where that fits and otherwise the nearest past one.
    """

    nik: str
    errors: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    sex: int | None = None
    birth_date: date | None = None


def check_nik(
    typed: str,
    *,
    sex: int | None = None,
    birth_date: date | None = None,
    region_name: Callable[[str], str | None] | None = None,
) -> NikCheck:
    """Judge ``typed``; ``sex`` (a code of ``codes.SEX``) and ``birth_date`` are what the person states.

    ``region_name`` looks a region code up; without it the region is not looked at.
    """
    parsed = parse_nik(typed, lookup_wilayah=region_name)
    if parsed.errors or parsed.nik is None or parsed.birth_date is None:
        return NikCheck(parsed.nik or "", tuple(issue.message for issue in parsed.errors))
    warnings = [issue.message for issue in parsed.warnings]
    says_sex = codes.FEMALE if parsed.gender == "P" else codes.MALE
    says_date = date.fromisoformat(parsed.birth_date)
    if sex is not None and sex != says_sex:
        warnings.append("Jenis kelamin tidak sama dengan yang tertulis di NIK.")
    if birth_date is not None:
        if f"{birth_date:%d%m%y}" == f"{says_date:%d%m%y}":
            says_date = birth_date
        else:
            warnings.append("Tanggal lahir tidak sama dengan yang tertulis di NIK.")
    return NikCheck(parsed.nik, (), tuple(warnings), says_sex, says_date)


def no_kk_errors(typed: str, *, nik: str = "") -> tuple[str, ...]:
    """Why ``typed`` cannot be a family card number; empty when it can.

    16 digits: region, the card's date of issue (never + 40 as in a NIK), serial. ``nik`` is the holder's.
    """
    number = clean_no_kk(typed)
    if not _SIXTEEN_DIGITS.fullmatch(number):
        return ("Nomor KK harus terdiri dari 16 digit angka.",)
    errors = []
    if number[:2] not in PROVINCES or "00" in (number[2:4], number[4:6]):
        errors.append("Kode wilayah di nomor KK tidak dikenal.")
    try:
        date(2000 + int(number[10:12]), int(number[8:10]), int(number[6:8]))
    except ValueError:
        errors.append("Tanggal di nomor KK tidak valid.")
    if number.endswith("0000"):
        errors.append("Nomor urut KK tidak boleh 0000.")
    if number == nik:
        errors.append("Nomor KK tidak boleh sama dengan NIK.")
    return tuple(errors)


def clean_no_kk(typed: str) -> str:
    """``typed`` without the spaces, dots and dashes people write into it."""
    return _SEPARATORS.sub("", typed)
