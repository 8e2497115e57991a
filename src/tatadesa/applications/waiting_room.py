"""Who waits at the counter today: numbers given, called, and still waiting."""

from dataclasses import dataclass

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import QueueTicket
from tatadesa.core.clock import office_today

_LAST_CALLED = 3


@dataclass(frozen=True)
class WaitingRoom:
    """``called`` are the latest numbers called, the newest first; ``waiting`` how many still wait, ``last`` given."""

    called: tuple[QueueTicket, ...]
    waiting: int
    next: int | None
    last: int

    @property
    def is_used(self) -> bool:
        """Numbers were given today."""
        return self.last > 0


def waiting_room(staff: StaffMember) -> WaitingRoom:
    """Of the officer's office, on its date today. Two queries."""
    rows = QueueTicket.objects.filter(office=staff.office_id, day=office_today(staff.office.timezone))
    called = rows.exclude(called_at=None).select_related("called_by").order_by("-called_at", "-number")[:_LAST_CALLED]
    numbers = list(rows.order_by("number").values_list("number", "called_at"))
    left = [number for number, moment in numbers if moment is None]
    last = numbers[-1][0] if numbers else 0
    return WaitingRoom(tuple(called), len(left), left[0] if left else None, last)
