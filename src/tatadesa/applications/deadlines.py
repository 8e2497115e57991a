"""When the service standard promises an answer."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lokal import holidays

from tatadesa.core.clock import local
from tatadesa.offices.models import Office

_CLOSING = time(15, 0)


def due_at(submitted: datetime, work_days: int, zone: str) -> datetime:
    """The closing hour of the ``work_days``-th working day after ``submitted``, as the office's calendar counts.

    National holidays are known for the years the library carries (SKB); for others only weekends count.
    """
    day = local(submitted, zone).date()
    return datetime.combine(_add_working_days(day, work_days), _CLOSING, ZoneInfo(zone)).astimezone(UTC)


def _add_working_days(day: date, count: int) -> date:
    while count > 0:
        day += timedelta(days=1)
        if _is_working_day(day):
            count -= 1
    return day


def _is_working_day(day: date) -> bool:
    try:
        return bool(holidays.is_working_day(day))
    except ValueError:
        return day.weekday() < 5


def after_hours(office: Office, start: datetime, hours: int) -> datetime:
    """The moment after so many working hours of ``office`` (UTC)."""
    return due_at(start, -(-hours // 7), office.timezone)
