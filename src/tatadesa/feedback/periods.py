"""Periods of a report: a month, a quarter, half a year, a year, or a span of months. Pure.

Spans are of whole months only: by two spans that differ by one day anybody could read off what one person answered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tatadesa.core.days import Days
from tatadesa.core.errors import InvalidInput
from tatadesa.core.text import MONTHS

OWN = "sendiri"
_KEY = re.compile(
    r"(?P<year>20[0-9]{2})(?:-(?:(?P<month>0[1-9]|1[0-2])|T(?P<quarter>[1-4])|S(?P<half>[12])))?", re.ASCII
)
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)
_UNREADABLE = "Pilih periode dari daftar."
_UNREADABLE_MONTH = "Tulis bulan sebagai tahun-bulan, misalnya 2026-01."


@dataclass(frozen=True)
class Period(Days):
    """Whole months; ``key`` names it in addresses."""

    key: str
    label: str


def period_of(key: str) -> Period:
    """``2026``, ``2026-11``, ``2026-T4`` (quarter) or ``2026-S2`` (half); raises ``InvalidInput`` under ``periode``."""
    found = _KEY.fullmatch(key)
    if found is None:
        raise InvalidInput({"periode": _UNREADABLE})
    year = int(found["year"])
    if found["month"]:
        month = int(found["month"])
        return _span(key, f"{MONTHS[month - 1]} {year}", year, month, 1)
    if found["quarter"]:
        number = int(found["quarter"])
        return _span(key, f"Triwulan {number} {year}", year, 3 * number - 2, 3)
    if found["half"]:
        number = int(found["half"])
        return _span(key, f"Semester {number} {year}", year, 6 * number - 5, 6)
    return _span(key, f"Tahun {year}", year, 1, 12)


def own_period(first: str, last: str) -> Period:
    """From the month ``first`` to the month ``last`` (``2026-01``); raises ``InvalidInput`` under both names."""
    begun, ended = _MONTH.fullmatch(first), _MONTH.fullmatch(last)
    errors = {name: _UNREADABLE_MONTH for name, found in (("dari", begun), ("sampai", ended)) if found is None}
    if begun is None or ended is None:
        raise InvalidInput(errors)
    start, end = period_of(first), period_of(last)
    if end.first < start.first:
        raise InvalidInput({"sampai": "Bulan terakhir tidak boleh sebelum bulan pertama."})
    label = start.label if first == last else f"{start.label} sampai {end.label}"
    return Period(start.first, end.last, OWN, label)


def choices(today: date) -> list[tuple[str, list[Period]]]:
    """What a list offers on ``today``, newest first: 12 months, 8 quarters, 4 halves, 3 years."""
    months = [divmod(today.year * 12 + today.month - 1 - back, 12) for back in range(12)]
    quarters = [divmod(today.year * 4 + (today.month - 1) // 3 - back, 4) for back in range(8)]
    halves = [divmod(today.year * 2 + (today.month - 1) // 6 - back, 2) for back in range(4)]
    return [
        ("Bulan", [period_of(f"{year}-{month + 1:02d}") for year, month in months]),
        ("Triwulan", [period_of(f"{year}-T{number + 1}") for year, number in quarters]),
        ("Semester", [period_of(f"{year}-S{number + 1}") for year, number in halves]),
        ("Tahun", [period_of(str(today.year - back)) for back in range(3)]),
    ]


def present(today: date) -> Period:
    """The quarter that ``today`` lies in: long enough for answers to come together."""
    return period_of(f"{today.year}-T{(today.month + 2) // 3}")


def _span(key: str, label: str, year: int, month: int, length: int) -> Period:
    after = date(year + (month - 1 + length) // 12, (month - 1 + length) % 12 + 1, 1)
    return Period(date(year, month, 1), after - timedelta(days=1), key, label)
