"""National holidays and cuti bersama.

The years whose joint decree (SKB Tiga Menteri) is out come from ``lokal-id``, which copies the decree with its number.
Other years come from the calendar of ``holidays`` (dates of the moon are estimates until the decree), loaded when such
a year is asked for first: it costs 14 MB per process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from lokal import holidays as decrees

FIRST_YEAR, LAST_YEAR = 1946, 2100


@dataclass(frozen=True)
class NationalDay:
    """A day off for the whole country. ``is_joint_leave`` is cuti bersama, which an office may work through."""

    name: str
    is_joint_leave: bool
    is_estimate: bool = False


@lru_cache(maxsize=16)
def national_days(year: int) -> Mapping[date, NationalDay]:
    """The days off of ``year``; none outside the years any calendar knows."""
    if year in decrees.HOLIDAY_YEARS:
        return _decreed(year)
    return _calculated(year) if FIRST_YEAR <= year <= LAST_YEAR else {}


def _decreed(year: int) -> dict[date, NationalDay]:
    found: dict[date, NationalDay] = {}
    for day in decrees.get_holidays(year).holidays:
        is_leave = day.type == "cuti_bersama"
        words = f"Cuti bersama {day.name}" if is_leave else day.name
        moment = date.fromisoformat(day.date)
        # A holiday on a day of joint leave stays a holiday for those who work through joint leave.
        if moment not in found or found[moment].is_joint_leave:
            found[moment] = NationalDay(words, is_leave)
    return found


def _calculated(year: int) -> dict[date, NationalDay]:
    from holidays.countries.indonesia import Indonesia

    public = Indonesia(years=year, categories=("public",), language="id")
    leave = Indonesia(years=year, categories=("government",), language="id")
    days = {day: NationalDay(name, is_joint_leave=True) for day, name in leave.items()}
    for day, name in public.items():
        days[day] = NationalDay(name, is_joint_leave=False, is_estimate="perkiraan" in name)
    return days
