"""Give the next number to somebody who comes to the counter."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.counter import require_counter_role
from tatadesa.applications.models import QueueDay, QueueTicket
from tatadesa.core import live
from tatadesa.core.clock import now, office_today


@transaction.atomic
def give_queue_number(staff: StaffMember) -> QueueTicket:
    """The next number of the office's day, from 1; two officers at once get two numbers. Raises ``NotAllowed``."""
    require_counter_role(staff)
    today = office_today(staff.office.timezone)
    QueueDay.objects.get_or_create(office_id=staff.office_id, day=today)
    row = QueueDay.objects.select_for_update().get(office=staff.office_id, day=today)
    row.last += 1
    row.save(update_fields=["last"])
    ticket = QueueTicket.objects.create(office_id=staff.office_id, day=today, number=row.last, given_at=now())
    live.publish([live.office_topic(staff.office_id)], "application", {"number": "antrean"})
    return ticket
