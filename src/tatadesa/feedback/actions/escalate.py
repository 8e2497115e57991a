"""A complaint goes up to those who lead the office."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import staff_label
from tatadesa.core.errors import Conflict
from tatadesa.feedback.history import record
from tatadesa.feedback.locking import lock_for_staff, required_words
from tatadesa.feedback.models import Complaint
from tatadesa.feedback.permissions import require_handler
from tatadesa.feedback.states import Verb


@transaction.atomic
def escalate(staff: StaffMember, number: str, *, seen: int, note: str) -> Complaint:
    """From now on only the head or the secretary decide; ``note`` says why and stays in the office.

    Raises ``NotFound``, ``NotAllowed``, ``Conflict``, ``InvalidInput`` under ``catatan``.
    """
    complaint = lock_for_staff(staff, number, seen)
    require_handler(staff, complaint)
    if complaint.is_escalated:
        raise Conflict("Pengaduan ini sudah diteruskan ke pimpinan.")
    said = required_words(note, "catatan", "Tulis mengapa pimpinan yang harus memutuskan.")
    complaint.is_escalated = True
    complaint.taken_by = None
    words = "Diteruskan ke pimpinan kantor."
    record(complaint, Verb.ESCALATE, actor=staff.account, label=staff_label(staff), words=words, note=said)
    return complaint
