"""Dates as people type them, and bounds that move with the day."""

import re
from datetime import date, timedelta

from tatadesa.core.text import date_words
from tatadesa.forms.errors import Invalid, SchemaError
from tatadesa.forms.messages import say

EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)
EXAMPLE = "31-12-2026"
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_LOCAL = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_SHIFT = re.compile(r"([+-])([0-9]{1,4})d")


def parse_date(text: str) -> date:
    """``2026-12-31``, ``31-12-2026`` or ``31/12/2026``; raises ``Invalid``, also for 31 February."""
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _LOCAL.fullmatch(text):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
    else:
        raise Invalid(say("date.form"))
    try:
        found = date(year, month, day)
    except ValueError:
        raise Invalid(say("date.calendar")) from None
    if not EARLIEST <= found <= LATEST:
        raise Invalid(say("date.year"))
    return found


def bound(option: str, today: date) -> date:
    """The day that ``today``, ``+7d``, ``-30d`` or an ISO date stands for; raises ``SchemaError``."""
    if option == "today":
        return today
    if match := _SHIFT.fullmatch(option):
        days = int(match[2])
        return today + timedelta(days=days if match[1] == "+" else -days)
    try:
        return date.fromisoformat(option)
    except ValueError:
        raise SchemaError("batas tanggal ditulis “today”, “+7d”, “-30d” atau seperti “2026-12-31”.") from None


def age_in(day: str, born: str) -> int:
    """Whole years on ``day``, both ISO dates; somebody born on 29 February grows older on 1 March."""
    return int(day[:4]) - int(born[:4]) - (day[5:] < born[5:])


def bound_words(option: str, today: date) -> str:
    """The bound in words: ``hari ini`` or the date."""
    return "hari ini" if option == "today" else date_words(bound(option, today))
