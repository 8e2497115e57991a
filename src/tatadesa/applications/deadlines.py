"""When the service standard promises an answer, and when a step's target is reached."""

from datetime import datetime

from tatadesa.offices.calendar import Calendar
from tatadesa.offices.models import Office


def due_at(submitted: datetime, work_days: int, office: Office) -> datetime:
    """The closing hour of the ``work_days``-th working day of ``office`` after ``submitted``. One query."""
    return Calendar.of(office).after_days(submitted, work_days)


def after_hours(office: Office, start: datetime, hours: int) -> datetime:
    """The moment at which ``office`` has worked for so many ``hours`` since ``start``. One query."""
    return Calendar.of(office).after_hours(start, hours)
