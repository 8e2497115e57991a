"""Who has a request open now, and what is new in it since an officer's last visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import Application, ApplicationLook, Event
from tatadesa.core.clock import now

HERE_FOR = timedelta(seconds=60)
VISIT_ENDS_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Since:
    """An officer's last visit before this one: the last event seen, and when."""

    position: int
    at: datetime


def since(staff: StaffMember, application: Application) -> Since | None:
    """What ``staff`` has seen before this visit, None at the first one. One query."""
    look = ApplicationLook.objects.filter(application=application, staff=staff).first()
    if look is None:
        return None
    if now() - look.at > VISIT_ENDS_AFTER:
        return Since(look.position, look.at)
    return Since(look.before_position, look.before_at)


def also_here(staff: StaffMember, application: Application) -> list[str]:
    """Names of colleagues who have the application open now. One query."""
    looks = ApplicationLook.objects.filter(application=application, at__gt=now() - HERE_FOR).exclude(staff=staff)
    return list(looks.order_by("staff__name").values_list("staff__name", flat=True))


def changed_before(events: list[Event], position: int) -> dict[str, Any]:
    """What the answers that were changed after event ``position`` were before, by field id."""
    before: dict[str, Any] = {}
    for event in events:
        if event.position > position:
            for name, value in event.data.get("before", {}).items():
                before.setdefault(name, value)
    return before
