"""Tells open screens that something changed. Carries ids and states only, never personal data."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import connection

CHANNEL = "tatadesa_live"
# The event that closes the streams of a topic, and keeps tokens made before from opening them again.
ENDED = "ended"


def application_topic(application_id: UUID) -> str:
    """Everybody who looks at one application."""
    return f"a:{application_id}"


def office_topic(office_id: UUID) -> str:
    """The inbox of one office."""
    return f"o:{office_id}"


def citizen_topic(account_id: UUID) -> str:
    """The lists of one citizen."""
    return f"c:{account_id}"


def device_topic(device_id: UUID) -> str:
    """One browser in which somebody is signed in."""
    return f"d:{device_id}"


def publish(topics: list[str], event: str, data: Mapping[str, str | int]) -> None:
    """Notify each topic. PostgreSQL delivers at commit, and not at all after a rollback."""
    with connection.cursor() as cursor:
        for topic in topics:
            message = json.dumps({"topic": topic, "event": event, "data": dict(data)})
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, message])
