"""NIK and No. KK: what makes one impossible, and what only looks odd. Pure functions.

Structure alone never proves that a number exists; only Dukcapil can. A NIK keeps the region code and,
often, the birth date and sex of its first issue, so disagreement with those is a warning for an officer,
never a refusal. So is a region that nobody knows today: codes have been retired and will be again.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lokal.nik import parse_nik
from lokal.provinces import PROVINCES

from tatadesa.core.clock import now
from tatadesa.residents import codes

_SEPARATORS = re.compile(r"[\s.-]")
_SIXTEEN_DIGITS = re.compile(r"[0-9]{16}")
# No province ever had a lower code, which is why no number begins with a zero.
_FIRST_PROVINCE = 11
_UNKNOWN_PROVINCE = "province"
# Days that a month has in every year.
_SHORTEST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NO_KK_WORDS = {
    "digits": "Nomor KK harus terdiri dari 16 digit angka.",
    "region": "Kode wilayah di nomor KK tidak mungkin.",
    "date": "Tanggal di dalam nomor KK ini tidak ada di kalender. Periksa lagi angkanya.",
    "serial": "Nomor urut KK tidak boleh 0000.",
}
_TEMPORARY = re.compile(r"0[0-9]{15}")


@dataclass(frozen=True)
class NikCheck:
    """``nik`` holds the clean 16 digits (empty when they are not); store it, not what was typed.

    ``errors`` block, ``warnings`` inform an officer. ``sex`` and ``birth_date`` are what the number itself
    says, the century taken from the stated birth date where that fits and otherwise the latest that has begun.
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
    unknown: list[str] = []
    errors: list[str] = []
    for issue in parsed.errors:
        only_warns = issue.code == _UNKNOWN_PROVINCE and parsed.nik is not None and _may_be_region(parsed.nik)
        (unknown if only_warns else errors).append(issue.message)
    if errors or parsed.nik is None or parsed.birth_date is None:
        return NikCheck(parsed.nik or "", tuple(errors))
    warnings = [*unknown, *(issue.message for issue in parsed.warnings)]
    says_sex = codes.FEMALE if parsed.gender == "P" else codes.MALE
    says_date = _past(date.fromisoformat(parsed.birth_date))
    if sex is not None and sex != says_sex:
        warnings.append("Jenis kelamin tidak sama dengan yang tertulis di NIK.")
    if birth_date is not None:
        if f"{birth_date:%d%m%y}" == f"{says_date:%d%m%y}":
            says_date = birth_date
        else:
            warnings.append("Tanggal lahir tidak sama dengan yang tertulis di NIK.")
    return NikCheck(parsed.nik, (), tuple(warnings), says_sex, says_date)


def is_faultless(number: str) -> bool:
    """True for 16 digits that ``check_nik`` has no error for; a sheet asks for every row, and nearly all are.

    False decides nothing: 29 February, and everything typed with blanks or dots, is left to ``check_nik``.
    """
    if len(number) != 16 or not number.isascii() or not number.isdigit():
        return False
    day, month = int(number[6:8]) % 40, int(number[8:10])
    return (
        number[:2] in PROVINCES
        and number[2:4] != "00"
        and number[4:6] != "00"
        and number[12:] != "0000"
        and number[6] <= "7"
        and 1 <= month <= 12
        and 1 <= day <= _SHORTEST[month - 1]
    )


def no_kk_errors(typed: str, *, nik: str = "") -> tuple[str, ...]:
    """Why ``typed`` cannot be a family card number; empty when it can.

    16 digits: region, the card's date of issue (never + 40 as in a NIK), serial. ``nik`` is the holder's.
    """
    number = clean_no_kk(typed)
    errors = [_NO_KK_WORDS[fault] for fault in no_kk_faults(number)]
    if number and number == nik:
        errors.append("Nomor KK tidak boleh sama dengan NIK.")
    return tuple(errors)


def no_kk_faults(number: str) -> tuple[str, ...]:
    """What is wrong with a clean family card number: ``digits`` alone, or some of ``region``, ``date``, ``serial``."""
    if not _SIXTEEN_DIGITS.fullmatch(number):
        return ("digits",)
    faults = [] if _may_be_region(number) else ["region"]
    try:
        date(2000 + int(number[10:12]), int(number[8:10]), int(number[6:8]))
    except ValueError:
        faults.append("date")
    return (*faults, "serial") if number.endswith("0000") else tuple(faults)


def no_kk_warnings(
    number: str, *, today: date, region_name: Callable[[str], str | None] | None = None
) -> tuple[str, ...]:
    """What looks odd about ``number``, a clean family card number without errors."""
    warnings = []
    district = f"{number[:2]}.{number[2:4]}.{number[4:6]}"
    if number[:2] not in PROVINCES or (region_name is not None and not region_name(district)):
        warnings.append("Kode wilayah di nomor KK tidak ada di data Kemendagri terbaru.")
    if date(2000 + int(number[10:12]), int(number[8:10]), int(number[6:8])) > today:
        warnings.append("Tanggal terbit di nomor KK belum terjadi.")
    return tuple(warnings)


def clean_no_kk(typed: str) -> str:
    """``typed`` without the spaces, dots and dashes people write into it."""
    return _SEPARATORS.sub("", typed)


def temporary_nik() -> str:
    """A number for somebody who has no NIK yet. It begins with a zero, so it can never be somebody's real one.

    By chance, not counted: two offices, or two imports, never wait for each other.
    """
    return f"0{secrets.randbelow(10**15):015}"


def is_temporary(nik: str) -> bool:
    """True for what ``temporary_nik`` makes."""
    return _TEMPORARY.fullmatch(nik) is not None


def _may_be_region(number: str) -> bool:
    return int(number[:2]) >= _FIRST_PROVINCE and "00" not in (number[2:4], number[4:6])


def _past(born: date) -> date:
    """``born``, or the same day a century before where it has not come yet."""
    return born if born <= now().date() else born.replace(year=born.year - 100)
