"""When a parcel may be expected. An estimate from the courier's own days, never a promise, and called so on screens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Protocol

from tatadesa.core.clock import local
from tatadesa.core.text import MONTHS, date_words, day_name
from tatadesa.deliveries.models import Shipment
from tatadesa.deliveries.ports import ParcelState
from tatadesa.offices.national_days import national_days

_SUNDAY = 6
_LONGEST = 60
"""Days; what a courier says beyond that is no estimate."""
_MOVING = (ParcelState.ACCEPTED, ParcelState.IN_TRANSIT)
_EXPECTED = (ParcelState.REQUESTED, *_MOVING, ParcelState.UNKNOWN)


class _Happening(Protocol):
    @property
    def at(self) -> datetime: ...
    @property
    def state(self) -> str: ...


def plan(shipment: Shipment, events: Iterable[_Happening] = ()) -> None:
    """Set ``expected_from`` and ``expected_to`` of a parcel with a waybill, from all its ``events``; the caller saves.

    The product's days count from the day the courier first had it, and until that is known from the day of the waybill.
    On its way to the door it is that day. Where nobody can say (a failed attempt, a problem, the end, a courier without
    days) there is no estimate.
    """
    shipment.expected_from = shipment.expected_to = None
    zone = shipment.office.timezone
    if shipment.state == ParcelState.OUT_FOR_DELIVERY and shipment.state_at is not None:
        shipment.expected_from = shipment.expected_to = local(shipment.state_at, zone).date()
        return
    begun = min((event.at for event in events if event.state in _MOVING), default=shipment.waybill_at)
    days = _days(shipment)
    if begun is None or days is None or shipment.state not in _EXPECTED or not shipment.is_under_way:
        return
    start = local(begun, zone).date()
    shipment.expected_from, shipment.expected_to = after(start, days[0]), after(start, days[1])


def after(start: date, days: int) -> date:
    """The ``days``-th day after ``start`` on which letters are brought: neither a Sunday nor a national day off."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() != _SUNDAY and day not in national_days(day.year)
    return day


def words(shipment: Shipment, today: date) -> str:
    """``Perkiraan tiba 2–4 Desember 2026``, or that the day has passed; empty where there is no estimate."""
    first, last = shipment.expected_from, shipment.expected_to
    if first is None or last is None:
        return ""
    if last < today:
        return f"Lewat dari perkiraan tiba {date_words(last)}."
    if first == last:
        when = "hari ini" if last == today else f"{day_name(last)}, {date_words(last)}"
    else:
        when = _span(first, last)
    return f"Perkiraan tiba {when}."


def _span(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {date_words(last)}"
    return f"{date_words(first)} – {date_words(last)}"


def _days(shipment: Shipment) -> tuple[int, int] | None:
    said = [days for days in shipment.days or () if isinstance(days, int)]
    if not said or not 0 <= min(said) <= max(said) <= _LONGEST:
        return None
    return min(said), max(said)
