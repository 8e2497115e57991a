"""The office says that a complaint takes another kind of work than it looked like."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.deadlines import due_at
from tatadesa.applications.history import staff_label
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.feedback.categories import WORK_DAYS, Term
from tatadesa.feedback.history import record
from tatadesa.feedback.locking import lock_for_staff, required_words
from tatadesa.feedback.models import Complaint, ComplaintEvent
from tatadesa.feedback.permissions import require_holder
from tatadesa.feedback.states import Verb


@transaction.atomic
def change_term(staff: StaffMember, number: str, *, seen: int, term: str, reason: str) -> Complaint:
    """The clock runs from the same beginning with ``term``'s days; the citizen reads ``reason``.

    Raises ``NotFound``, ``NotAllowed``, ``Conflict``, ``InvalidInput`` under ``batas`` and ``alasan``.
    """
    complaint = lock_for_staff(staff, number, seen)
    require_holder(staff, complaint)
    if not complaint.is_open:
        raise Conflict("Pengaduan ini sudah selesai.")
    if term not in Term.values or term == complaint.term:
        raise InvalidInput({"batas": "Pilih batas waktu yang lain dari sekarang."})
    said = required_words(reason, "alasan", "Tulis alasannya. Warga berhak mengetahuinya.")
    complaint.term = term
    reopened = ComplaintEvent.objects.filter(complaint=complaint, verb=Verb.REOPEN).first()
    begun = reopened.at if reopened is not None else complaint.created_at
    complaint.due_at = due_at(begun, WORK_DAYS[term], complaint.office)
    complaint.reminded = 0
    words = f"Batas waktu menjadi: {Term(term).label}. {said}"
    record(complaint, Verb.TERM, actor=staff.account, label=staff_label(staff), words=words)
    return complaint
