"""Indonesian words for dates, money, ages and masked names. Pure functions."""

import re
from datetime import date, datetime, timedelta

from tatadesa.core.clock import ZONE_LABELS, local

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def date_words(day: date) -> str:
    """``24 November 2026``: the form used in letters (naskah dinas)."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_name(day: date) -> str:
    """``Selasa``."""
    return DAYS[day.weekday()]


def moment_words(moment: datetime, zone: str) -> str:
    """``24 November 2026, 14.05 WIB`` in the office's zone."""
    there = local(moment, zone)
    label = ZONE_LABELS.get(zone, there.tzname() or "")
    return f"{date_words(there.date())}, {there:%H.%M} {label}".rstrip()


def age_words(span: timedelta) -> str:
    """How long ago, coarsely: ``baru saja``, ``12 menit``, ``3 jam``, ``5 hari``."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return "baru saja"
    if minutes < 60:
        return f"{minutes} menit"
    if minutes < 48 * 60:
        return f"{minutes // 60} jam"
    return f"{minutes // (24 * 60)} hari"


def roman_month(month: int) -> str:
    """Month 1..12 as used in letter numbers: ``XI``."""
    return _ROMAN[month - 1]


def thousands(number: int) -> str:
    """``12.345``."""
    return f"{number:,}".replace(",", ".")


def rupiah(amount: int) -> str:
    """``Rp1.500.000``; money is whole rupiah."""
    return f"Rp{amount:,}".replace(",", ".").replace("Rp-", "-Rp")


def phone_words(number: str) -> str:
    """``6281234567890`` as people write it: ``0812-3456-7890``; what is no number kept that way stays as it is.

    A mobile number is cut in fours. Of a fixed line only the leading zero returns: area codes differ in length.
    """
    if not re.fullmatch(r"62[2-9][0-9]{6,11}", number):
        return number
    local_number = f"0{number[2:]}"
    if not local_number.startswith("08"):
        return local_number
    return "-".join(part for part in (local_number[:4], local_number[4:8], local_number[8:]) if part)


def mask_name(name: str) -> str:
    """``Siti Aminah`` as ``S*** A*****``: enough to recognise one's own letter, not enough to learn a name."""
    return re.sub(r"\S+", lambda word: word[0][0] + "*" * (len(word[0]) - 1), name)


def mask_nik(nik: str) -> str:
    """First six and last four digits stay (contracts: the mask allowed in logs)."""
    return f"{nik[:6]}******{nik[-4:]}" if len(nik) == 16 else "*" * len(nik)


def initials(name: str) -> str:
    """One or two capitals for an avatar."""
    words = [word for word in re.split(r"\s+", name.strip()) if word]
    return "".join(word[0] for word in words[:2]).upper()
