"""When an office works: its hours, its closures and the national holidays. All moments are UTC, in and out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tatadesa.core.clock import local
from tatadesa.core.errors import Conflict
from tatadesa.offices.hours import Week, read_week
from tatadesa.offices.models import Closure, Office
from tatadesa.offices.national_days import national_days

# Ten years: further than any promise; an office that is not open in them never is.
_HORIZON_DAYS = 3660
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """The working time of one office. Made by ``of``, which reads everything it needs in one query."""

    zone: str
    week: Week
    closures: Mapping[date, str]
    works_through_joint_leave: bool = False

    @classmethod
    def of(cls, office: Office) -> Calendar:
        """The calendar of ``office``, with its closures as they are now. One query."""
        closures = dict(Closure.objects.filter(office=office).values_list("day", "reason"))
        return cls(office.timezone, read_week(office.working_hours), closures, office.works_through_joint_leave)

    def after_hours(self, start: datetime, hours: float) -> datetime:
        """The moment at which ``hours`` of working time have passed since ``start``; ``start`` itself for none.

        Raises ``ValueError`` for a negative number, ``Conflict`` where the office is not open for so long in the next
        ten years.
        """
        left = _span(hours)
        if not left:
            return start.astimezone(UTC)
        for opening, closing in self._spans_from(start):
            begin = max(opening, start)
            if left <= closing - begin:
                return begin + left
            left -= max(closing - begin, timedelta())
        raise self._never()

    def after_days(self, start: datetime, days: int) -> datetime:
        """The closing hour of the ``days``-th working day after the day of ``start``; with 0 the first one to come.

        Raises ``ValueError`` for a negative number, ``Conflict`` where there are not so many in the next ten years.
        """
        if days < 0:
            raise ValueError("working days cannot be negative")
        if days == 0:
            return self._next_closing(start)
        today, left = local(start, self.zone).date(), days
        for day in self._days_from(start):
            left -= day > today and bool(self.spans(day))
            if left == 0:
                return self.spans(day)[-1][1]
        raise self._never()

    def hours_between(self, start: datetime, end: datetime) -> float:
        """Working hours from ``start`` to ``end``; 0 where ``end`` is not later."""
        total, day, last = timedelta(), local(start, self.zone).date(), local(end, self.zone).date()
        while day <= last:
            for opening, closing in self.spans(day):
                total += max(min(closing, end) - max(opening, start), timedelta())
            day += _DAY
        return total / timedelta(hours=1)

    def is_open(self, moment: datetime) -> bool:
        """True while somebody is at work; the closing hour itself is no longer."""
        spans = self.spans(local(moment, self.zone).date())
        return any(opening <= moment < closing for opening, closing in spans)

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """From when to when the office works on its date ``day``, in UTC; none on a day off."""
        if self.closed_because(day):
            return []
        zone = ZoneInfo(self.zone)
        return [(_moment(day, begin, zone), _moment(day, end, zone)) for begin, end in self.week[day.weekday()]]

    def closed_because(self, day: date) -> str:
        """Why a day is off for the whole office (closure, national holiday); empty on every other, also a Sunday."""
        if day in self.closures:
            return self.closures[day]
        holiday = national_days(day.year).get(day)
        if holiday is None or (holiday.is_joint_leave and self.works_through_joint_leave):
            return ""
        return holiday.name

    def _next_closing(self, start: datetime) -> datetime:
        for day in self._days_from(start):
            spans = self.spans(day)
            if spans and spans[-1][1] >= start:
                return spans[-1][1]
        raise self._never()

    def _spans_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        for day in self._days_from(start):
            yield from (span for span in self.spans(day) if span[1] > start)

    def _days_from(self, start: datetime) -> Iterator[date]:
        first = local(start, self.zone).date()
        # The last years of time itself have no horizon beyond them.
        room = min(_HORIZON_DAYS, (date.max - first).days)
        return (first + timedelta(days=offset) for offset in range(room))

    @staticmethod
    def _never() -> Conflict:
        return Conflict(
            "Kantor ini tidak punya cukup hari kerja untuk batas waktu itu. Periksa jam kerja dan hari tutup."
        )


def _span(hours: float) -> timedelta:
    if not hours >= 0:
        raise ValueError("working hours cannot be negative")
    try:
        return timedelta(hours=hours)
    except OverflowError:
        return timedelta.max


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
