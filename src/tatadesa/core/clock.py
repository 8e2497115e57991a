"""Time: stored in UTC, shown in the zone of an office (WIB, WITA or WIT)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

ZONE_LABELS = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _pretended.get() or timezone.now()


@contextmanager
def pretend(moment: datetime) -> Iterator[None]:
    """Let it be ``moment`` inside: the demo lives through its past by the same actions as everybody."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)


def local(moment: datetime, zone: str) -> datetime:
    """``moment`` as the clock on the wall of an office in ``zone`` (an IANA name) shows it."""
    return moment.astimezone(ZoneInfo(zone))


def office_today(zone: str) -> date:
    """The date a letter signed now carries in ``zone``."""
    return local(now(), zone).date()
