"""Letter numbers: the pattern of an office and the counter behind it.

The pattern is the office's own (Permendagri 83/2022 leaves it open); the running number restarts each year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tatadesa.core.errors import InvalidInput
from tatadesa.core.text import roman_month
from tatadesa.letters.models import NumberCounter
from tatadesa.offices.models import Office

MAX_LENGTH = 120
FIELD = "number_pattern"
_PART = re.compile(r"\{([a-z_]+)(?::0([1-6]))?\}")
_NAMES = ("klasifikasi", "nomor", "kode", "bulan", "bulan_romawi", "tahun", "keamanan", "layanan")
_LITERAL = re.compile(r"[0-9A-Za-z./ -]*")


@dataclass(frozen=True)
class NumberParts:
    """What a number is made of: ``running`` counts within a year, ``security`` is B, T, R or SR, ``service`` the short
    code of the kind of letter.
    """

    classification: str
    running: int
    code: str
    dated: date
    security: str = "B"
    service: str = ""


def names_in(pattern: str) -> set[str]:
    """The parts that ``pattern`` uses."""
    return {match[1] for match in _PART.finditer(pattern)}


def check_pattern(pattern: str) -> None:
    """Raise ``InvalidInput`` unless ``pattern`` can give every letter of a year a number of its own.

    Allowed parts: klasifikasi, nomor (nomor:03 for leading zeros), kode, bulan, bulan_romawi, tahun,
    keamanan and layanan.
    """
    names = [match[1] for match in _PART.finditer(pattern)]
    unknown = [name for name in names if name not in _NAMES]
    message = ""
    if len(pattern) > MAX_LENGTH:
        message = f"Pola nomor paling panjang {MAX_LENGTH} huruf."
    elif unknown:
        message = f"Bagian {{{unknown[0]}}} tidak dikenal. Pakai: {', '.join(_NAMES)}."
    elif any(match[2] and match[1] != "nomor" for match in _PART.finditer(pattern)):
        message = "Lebar angka seperti :03 hanya untuk {nomor}."
    elif names.count("nomor") != 1:
        message = "Pola nomor harus memuat {nomor} tepat satu kali."
    elif "tahun" not in names:
        message = "Pola nomor harus memuat {tahun}, sebab nomor urut mulai lagi tiap tahun."
    elif re.search(r"\}\{", pattern):
        message = "Beri pemisah di antara bagian, misalnya garis miring."
    elif not _LITERAL.fullmatch(_PART.sub("", pattern)):
        message = "Di luar bagian hanya boleh ada huruf, angka, titik, garis miring, spasi dan tanda hubung."
    if message:
        raise InvalidInput({FIELD: message}, message)


def format_number(pattern: str, parts: NumberParts) -> str:
    """The number as printed: ``400.9.14.1/007/KRS/XI/2026``; raises ``InvalidInput`` for a bad pattern."""
    check_pattern(pattern)
    values = {
        "klasifikasi": parts.classification,
        "kode": parts.code,
        "bulan": f"{parts.dated.month:02d}",
        "bulan_romawi": roman_month(parts.dated.month),
        "tahun": f"{parts.dated.year:04d}",
        "keamanan": parts.security,
        "layanan": parts.service,
    }

    def part(match: re.Match[str]) -> str:
        if match[1] == "nomor":
            return str(parts.running).zfill(int(match[2] or 1))
        return values[match[1]]

    number = _PART.sub(part, pattern)
    if len(number) > MAX_LENGTH:
        raise InvalidInput({FIELD: "Nomor surat menjadi terlalu panjang. Pendekkan pola atau kode kantor."})
    return number


def held(office: Office, counter: str, year: int) -> NumberCounter:
    """The counter's row, held until the caller's transaction ends; made when there is none, also by two at once."""
    NumberCounter.objects.bulk_create([NumberCounter(office=office, counter=counter, year=year)], ignore_conflicts=True)
    return NumberCounter.objects.select_for_update().get(office=office, counter=counter, year=year)


def take(office: Office, counter: str, year: int) -> int:
    """The next running number, held under a row lock until the caller's transaction ends.

    A rollback gives the number back, so there are no gaps; call it inside the issuing transaction only.
    """
    row = held(office, counter, year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
