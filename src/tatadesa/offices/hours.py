"""Working hours of a week, as data and in words. Pure functions."""

from __future__ import annotations

from datetime import time
from itertools import groupby, pairwise
from typing import Any

from tatadesa.core.errors import InvalidInput
from tatadesa.core.text import DAYS

Span = tuple[time, time]
Week = tuple[tuple[Span, ...], ...]

_OFFICE_DAY = [["08.00", "15.00"]]


def usual_week() -> list[list[list[str]]]:
    """What a new office begins with: Monday to Friday, 08.00 to 15.00. Seven days from Monday, each a list of spans."""
    return [[list(span) for span in _OFFICE_DAY] for _ in range(5)] + [[], []]


def read_week(stored: Any) -> Week:
    """The week as times from what is stored: seven days from Monday, spans of ``["08.00", "12.00"]`` in their order.

    Raises ``InvalidInput`` at the day's name where a span ends before it begins or spans overlap, and at ``jam`` where
    the office would never be open.
    """
    days, errors = [], {}
    for name, spans in zip(DAYS, stored, strict=True):
        day = tuple((clock(opening), clock(closing)) for opening, closing in spans)
        edges = [edge for span in day for edge in span]
        if any(before >= after for before, after in pairwise(edges)):
            errors[name.lower()] = "Jam tutup harus setelah jam buka, dan jam kedua setelah jam pertama."
        days.append(day)
    if not errors and not any(days):
        errors["jam"] = "Isi jam kerja paling sedikit satu hari, supaya batas waktu layanan bisa dihitung."
    if errors:
        raise InvalidInput(errors)
    return tuple(days)


def clock(words: str) -> time:
    """``08.00`` or ``08:00`` as a time; raises ``ValueError``."""
    return time.fromisoformat(words.replace(".", ":"))


def clock_words(moment: time) -> str:
    """``08.00``, as Indonesian clocks are written."""
    return f"{moment:%H.%M}"


def week_words(week: Week) -> str:
    """``Senin-Kamis 08.00-15.00, Jumat 08.00-11.00 dan 13.00-15.00``: neighbouring days of equal hours together."""
    parts = []
    for spans, days in groupby(range(len(week)), key=lambda day: week[day]):
        if spans:
            parts.append(f"{_days_words(list(days))} {_spans_words(spans)}")
    return ", ".join(parts)


def _days_words(days: list[int]) -> str:
    first, last = DAYS[days[0]], DAYS[days[-1]]
    return first if first == last else f"{first}-{last}"


def _spans_words(spans: tuple[Span, ...]) -> str:
    return " dan ".join(f"{clock_words(opening)}-{clock_words(closing)}" for opening, closing in spans)
