"""Change when an office works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.administration import changes
from tatadesa.administration.models import OfficeChange
from tatadesa.core.errors import InvalidInput
from tatadesa.core.text import DAYS
from tatadesa.offices.hours import clock, clock_words, read_week, week_words

ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB (Kalimantan)",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


@dataclass(frozen=True)
class Hours:
    """For each day from Monday, the clocks as typed: opening and closing before the break, then after it."""

    days: Sequence[Sequence[str]]
    timezone: str
    works_through_joint_leave: bool


def read_days(days: Sequence[Sequence[str]]) -> list[list[list[str]]]:
    """The week as it is kept; a day with four empty clocks is off. Raises ``InvalidInput`` by the day's name."""
    week: list[list[list[str]]] = []
    errors = {}
    for name, clocks in zip(DAYS, days, strict=True):
        spans: list[list[str]] = []
        for opening, closing in zip(clocks[::2], clocks[1::2], strict=True):
            if not opening.strip() and not closing.strip():
                continue
            try:
                spans.append([clock_words(clock(opening.strip())), clock_words(clock(closing.strip()))])
            except ValueError:
                errors[name.lower()] = "Isi jam buka dan jam tutup, misalnya 08.00 dan 15.00, atau kosongkan keduanya."
        week.append(spans)
    if errors:
        raise InvalidInput(errors)
    read_week(week)
    return week


@transaction.atomic
def change_hours(staff: StaffMember, typed: Hours, *, seen: UUID | None) -> bool:
    """Make the hours hold for the officer's own office; gives whether anything changed.

    Promises already made keep their moment. ``seen`` as in ``changes.hold_office``. Raises ``NotAllowed``,
    ``InvalidInput`` (by day, or at ``jam`` when the office would never be open), ``Conflict``.
    """
    office = changes.hold_office(staff, seen)
    week = read_days(typed.days)
    if typed.timezone not in ZONES:
        raise InvalidInput({"zona": "Pilih salah satu."})
    words = []
    before, after = office.opening_hours, week_words(read_week(week))
    if before != after:
        words.append(f"Jam kerja: {before} → {after}.")
    if office.timezone != typed.timezone:
        words.append(f"Zona waktu: {ZONES.get(office.timezone, office.timezone)} → {ZONES[typed.timezone]}.")
    if office.works_through_joint_leave != typed.works_through_joint_leave:
        words.append(f"Cuti bersama: {'tetap buka' if typed.works_through_joint_leave else 'tutup'}.")
    office.working_hours, office.timezone = week, typed.timezone
    office.works_through_joint_leave = typed.works_through_joint_leave
    office.save()
    return changes.note(staff, OfficeChange.Topic.HOURS, words)
