"""Time: stored in UTC, shown in the zone of an office (WIB, WITA or WIT)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

ZONE_LABELS = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def local(moment: datetime, zone: str) -> datetime:
    """``moment`` as the clock on the wall of an office in ``zone`` (an IANA name) shows it."""
    return moment.astimezone(ZoneInfo(zone))


def office_today(zone: str) -> date:
    """The date a letter signed now carries in ``zone``."""
    return local(now(), zone).date()
