"""Call whoever waits the longest at the counter."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.counter import require_counter_role
from tatadesa.applications.models import QueueTicket
from tatadesa.core import live
from tatadesa.core.clock import now, office_today
from tatadesa.core.errors import Conflict


@transaction.atomic
def call_queue_number(staff: StaffMember) -> QueueTicket:
    """The lowest number that nobody has called today; two officers at once call two people.

    Raises ``NotAllowed``, and ``Conflict`` when nobody waits.
    """
    require_counter_role(staff)
    today = office_today(staff.office.timezone)
    waiting = QueueTicket.objects.filter(office=staff.office_id, day=today, called_at=None)
    ticket = waiting.select_for_update(skip_locked=True).order_by("number").first()
    if ticket is None:
        raise Conflict("Tidak ada yang menunggu.")
    ticket.called_at, ticket.called_by = now(), staff
    ticket.save(update_fields=["called_at", "called_by"])
    live.publish([live.office_topic(staff.office_id)], "application", {"number": "antrean"})
    return ticket
