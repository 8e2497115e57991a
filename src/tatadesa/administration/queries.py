"""Reads for the settings of an office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tatadesa.accounts.models import StaffMember
from tatadesa.administration.permissions import require_office_manager
from tatadesa.core.clock import office_today
from tatadesa.offices.models import Closure
from tatadesa.offices.national_days import NationalDay, national_days

_AHEAD = timedelta(days=400)


@dataclass(frozen=True)
class Holiday:
    """A national day off, and whether this office works on it all the same."""

    day: date
    what: NationalDay
    is_worked: bool


def closures_of(staff: StaffMember) -> list[Closure]:
    """The days from today on that the own office is closed. One query. Raises ``NotAllowed``."""
    require_office_manager(staff)
    today = office_today(staff.office.timezone)
    return list(Closure.objects.filter(office=staff.office_id, day__gte=today).order_by("day"))


def holidays_ahead(staff: StaffMember) -> list[Holiday]:
    """The national days off of the next thirteen months, on days of the week on which the office works. No query."""
    office = staff.office
    today = office_today(office.timezone)
    days = {**national_days(today.year), **national_days(today.year + 1)}
    works = office.works_through_joint_leave
    return [
        Holiday(day, what, what.is_joint_leave and works)
        for day, what in sorted(days.items())
        if today <= day <= today + _AHEAD and office.working_hours[day.weekday()]
    ]
