"""Reads one cell of a sheet: text as people type it, or the numbers and dates a spreadsheet makes of it.

Every function raises ``Unreadable`` with Indonesian words that say what to do.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from tatadesa.residents.nik import check_nik, clean_no_kk, is_faultless, no_kk_errors

Value = str | int | date | Decimal | None

EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2199, 12, 31)
DATE_EXAMPLE: Final = "31-12-1990"
# A spreadsheet keeps fifteen digits of a number; anything longer has lost its end.
MAX_EXACT: Final = 10**15
AS_TEXT: Final = (
    "{what} tersimpan sebagai angka, sehingga digit terakhirnya bisa hilang. "
    "Ubah format kolom menjadi Teks, lalu ketik ulang {what}."
)


class Unreadable(ValueError):
    """A cell that cannot be kept; its text tells the person at the sheet what to do."""


_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_LOCAL = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_SERIAL = re.compile(r"[0-9]{4,5}(?:[.,]0+)?")
# Day 0 of the sheets; right from 1 March 1900 on, as the sheets count a 29 February 1900 that never was.
_SERIAL_ZERO = date(1899, 12, 30)
_FIRST_SERIAL = 61
_SPOILT = re.compile(r"[0-9]+[.,]0+|[0-9](?:[.,][0-9]*)?[eE]\+?[0-9]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+")
_APOSTROPHES = str.maketrans("’‘`´ʼ", "'''''")
_MARKS = frozenset("'’‘`´ʼ")
_NOT_IN_NAMES = re.compile(r"[^\w .,'-]|[0-9_]")
_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]{1,15})?")
_MICRO = Decimal("0.000001")


def tidy(typed: str) -> str:
    """``typed`` in composed letters, without control characters, with single blanks."""
    if typed.isascii() and typed.isprintable():
        return typed if typed.strip() == typed and "  " not in typed else " ".join(typed.split())
    return " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", typed)).split())


def text(cell: object, max_length: int) -> str:
    """Plain text; a number gives its digits, a date its day."""
    if type(cell) is str:
        found = cell
    elif isinstance(cell, bool):
        raise Unreadable("Isi dengan teks, bukan BENAR/SALAH.")
    elif isinstance(cell, int | float):
        found = _number_text(cell)
    elif isinstance(cell, datetime | date):
        found = words(cell.date() if isinstance(cell, datetime) else cell)
    else:
        raise Unreadable("Isi dengan teks.")
    if len(found) > max_length:
        raise Unreadable(f"Terlalu panjang: paling banyak {max_length} huruf.")
    return found


def name(cell: object, max_length: int) -> str:
    """A person's name: letters, blanks, full stop, comma, apostrophe and hyphen."""
    if type(cell) is not str:
        raise Unreadable("Nama harus berupa huruf.")
    found = cell.translate(_APOSTROPHES)
    if not found.isascii() or not found.replace(" ", "").isalpha():
        if wrong := _NOT_IN_NAMES.search(found):
            raise Unreadable(f"Nama hanya boleh berisi huruf, titik, koma, petik dan tanda hubung, bukan “{wrong[0]}”.")
        if not any(letter.isalpha() for letter in found):
            raise Unreadable("Nama harus berisi huruf.")
    return text(found, max_length)


def day(cell: object) -> date:
    """A date, a sheet's serial number of one, or text: 31-12-1990, 31/12/1990, 1990-12-31."""
    if isinstance(cell, datetime):
        found = cell.date()
    elif isinstance(cell, date):
        found = cell
    elif type(cell) is str:
        return _day_of_text(cell)
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        found = _day_of_serial(float(cell))
    else:
        raise Unreadable(f"Isi tanggal seperti {DATE_EXAMPLE}.")
    return _within(found)


def nik(cell: object) -> str:
    """The 16 digits of a NIK; never from a number, which has lost its last digit."""
    typed = _digits_as_text(cell, "NIK")
    if is_faultless(typed):
        return typed
    check = check_nik(typed)
    if check.errors:
        raise Unreadable(" ".join(check.errors))
    return check.nik


def no_kk(cell: object) -> str:
    """The 16 digits of a family card number; never from a number."""
    typed = _digits_as_text(cell, "Nomor KK")
    errors = no_kk_errors(typed)
    if errors:
        raise Unreadable(" ".join(errors))
    return clean_no_kk(typed)


def digits(cell: object, length: int) -> str:
    """RT or RW: ``3``, ``3.0`` and ``RT 03`` are 003; a dash is 000, as family cards have it where there is none."""
    if cell == "-":
        return "0" * length
    found = text(cell, 20)
    if not found.isdigit():
        found = re.sub(r"(?i)^(rt|rw)[ .:]*|[.,]0+$", "", found)
    if not re.fullmatch(r"[0-9]+", found) or len(found.lstrip("0")) > length:
        raise Unreadable(f"Isi dengan angka, paling banyak {length} digit, misalnya 003.")
    return found.lstrip("0").rjust(length, "0")


def degrees(cell: object, limit: int) -> Decimal:
    """A coordinate in degrees with six decimals (about 10 cm), within ±``limit``; a decimal comma is read too."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | Decimal):
        raise Unreadable("Isi dengan angka desimal, misalnya -7.428912.")
    typed = cell.replace("−", "-") if isinstance(cell, str) else f"{cell:f}"
    if not _DEGREES.fullmatch(typed):
        raise Unreadable("Isi dengan angka desimal, misalnya -7.428912.")
    found = Decimal(typed.replace(",", "."))
    if abs(found) > limit:
        raise Unreadable(f"Harus di antara -{limit} dan {limit} derajat.")
    return found.quantize(_MICRO)


def words(value: str | int | date | Decimal) -> str:
    """A value as it is typed into a cell."""
    if isinstance(value, date):
        return f"{value.day:02}-{value.month:02}-{value.year:04}"
    return str(value)


def as_json(value: object) -> Any:
    """A value or a cell as JSON keeps it: dates and exact numbers as text."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def has_leading_apostrophe(cell: object) -> bool:
    """True for ``'3302...``: a sheet's mark for text that has become part of the text itself."""
    return isinstance(cell, str) and cell.lstrip()[:1] in _MARKS


def _digits_as_text(cell: object, what: str) -> str:
    if type(cell) is not str:
        raise Unreadable(AS_TEXT.format(what=what))
    if _SPOILT.fullmatch(cell):
        raise Unreadable(AS_TEXT.format(what=what))
    return cell.translate(_APOSTROPHES).lstrip("'").strip() if has_leading_apostrophe(cell) else cell


def _number_text(number: int | float) -> str:
    if abs(number) >= MAX_EXACT:
        raise Unreadable("Angka sepanjang ini kehilangan digit terakhirnya. Ubah format kolom menjadi Teks.")
    if math.isnan(number):
        raise Unreadable("Isi dengan teks.")
    return f"{number:.0f}" if number == int(number) else str(number)


def _day_of_text(typed: str) -> date:
    if match := _LOCAL.fullmatch(typed):
        day_, _, month, year = match.groups()
    elif match := _ISO.fullmatch(typed):
        year, month, day_ = match.groups()
    elif _SERIAL.fullmatch(typed):
        return _within(_day_of_serial(float(typed.replace(",", "."))))
    else:
        raise Unreadable(f"Isi tanggal seperti {DATE_EXAMPLE}.")
    try:
        found = date(int(year), int(month), int(day_))
    except ValueError:
        raise Unreadable(f"Tanggal ini tidak ada di kalender. Isi tanggal seperti {DATE_EXAMPLE}.") from None
    return _within(found)


def _day_of_serial(serial: float) -> date:
    if not _FIRST_SERIAL <= serial <= 120_000:
        raise Unreadable(f"Isi tanggal seperti {DATE_EXAMPLE}.")
    return _SERIAL_ZERO + timedelta(days=int(serial))


def _within(found: date) -> date:
    if not EARLIEST <= found <= LATEST:
        raise Unreadable(f"Periksa tahunnya. Isi tanggal seperti {DATE_EXAMPLE}.")
    return found
