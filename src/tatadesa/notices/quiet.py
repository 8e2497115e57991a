"""Quiet hours: when a phone is left alone. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from tatadesa.core.clock import local
from tatadesa.notices.models import NoticeSettings, Preference


def hours_of(settings: NoticeSettings, wish: Preference) -> tuple[time, time] | None:
    """From when until when ``wish``'s person is left alone; None for somebody who takes messages at any time."""
    match wish.quiet:
        case Preference.Quiet.NEVER:
            return None
        case Preference.Quiet.OWN if wish.quiet_from is not None and wish.quiet_until is not None:
            return wish.quiet_from, wish.quiet_until
        case _:
            return settings.quiet_from, settings.quiet_until


def earliest(moment: datetime, hours: tuple[time, time] | None, zone: str) -> datetime:
    """``moment`` itself, or the end of the quiet hours it lies in; ``hours`` on the wall clock of ``zone``.

    Hours that begin and end at the same time are none. 21 to 6 goes over midnight.
    """
    if hours is None or hours[0] == hours[1]:
        return moment
    begin, end = hours
    here = local(moment, zone)
    clock = here.time()
    is_quiet = begin <= clock < end if begin < end else clock >= begin or clock < end
    if not is_quiet:
        return moment
    morning = here.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return morning if morning > here else morning + timedelta(days=1)


def is_quiet(moment: datetime, settings: NoticeSettings, wish: Preference, kind: str, zone: str) -> bool:
    """Whether something of this ``kind`` has to be silent at ``moment``."""
    if kind in wish.even_at_night:
        return False
    return earliest(moment, hours_of(settings, wish), zone) > moment


def read_hour(text: str) -> time | None:
    """``21.00``, ``21:00``, ``2100`` or ``21``; None for anything else."""
    plain = text.strip().replace(".", ":")
    hour, _, minute = plain.partition(":")
    if not (hour.isascii() and hour.isdecimal() and len(hour) <= 2) or (minute and not minute.isdecimal()):
        return None
    minutes = int(minute or 0) if len(minute) <= 2 else 60
    return time(int(hour), minutes) if int(hour) < 24 and minutes < 60 else None
