"""An officer starts to work on a complaint."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import staff_label
from tatadesa.core.errors import Conflict
from tatadesa.feedback.history import record
from tatadesa.feedback.locking import lock_for_staff
from tatadesa.feedback.models import Complaint
from tatadesa.feedback.permissions import decides_on, require_handler
from tatadesa.feedback.states import Verb


@transaction.atomic
def take(staff: StaffMember, number: str, *, seen: int) -> Complaint:
    """Make it the officer's; those who lead the office (``decides_on``) may take over a colleague's.

    Raises ``NotFound``, ``NotAllowed``, and ``Conflict`` when a colleague has it or it has changed.
    """
    complaint = lock_for_staff(staff, number, seen)
    require_handler(staff, complaint)
    if complaint.taken_by_id == staff.pk:
        return complaint
    if complaint.taken_by is not None and not decides_on(staff, complaint):
        raise Conflict(f"Pengaduan ini sedang dikerjakan oleh {complaint.taken_by.name}.")
    complaint.taken_by = staff
    words = "Pengaduan sedang diproses."
    record(complaint, Verb.TAKE, actor=staff.account, label=staff_label(staff), words=words)
    return complaint
