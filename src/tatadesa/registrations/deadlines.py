"""When a registration that nobody decides on ends by itself, and from when on the officers are reminded of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from tatadesa.core.clock import now
from tatadesa.offices.models import Office
from tatadesa.registrations.models import Registration

REMIND_BEFORE = timedelta(days=7)


def due(office_days: int) -> datetime:
    """What has been waiting since then or longer is over, at an office that gives itself ``office_days``."""
    return now() - timedelta(days=office_days)


def ending(office: Office) -> datetime:
    """What has been waiting at ``office`` since then or longer is over within a week."""
    return due(office.registration_days) + REMIND_BEFORE


def end_of(registration: Registration, office: Office) -> datetime | None:
    """When a waiting ``registration`` of ``office`` ends by itself; None where that is not near.

    Counted from its last change: what a person has mended is new to the officer.
    """
    if registration.state != Registration.State.WAITING or registration.updated_at > ending(office):
        return None
    return registration.updated_at + timedelta(days=office.registration_days)
