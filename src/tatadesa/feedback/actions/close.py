"""The office ends a complaint with its result."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import staff_label
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput
from tatadesa.feedback.history import record
from tatadesa.feedback.locking import lock_for_staff, required_words
from tatadesa.feedback.models import Complaint
from tatadesa.feedback.permissions import require_holder
from tatadesa.feedback.states import Outcome, Verb


@transaction.atomic
def close(staff: StaffMember, number: str, *, seen: int, outcome: str, words: str) -> Complaint:
    """``outcome`` is a key of ``Outcome``, ``words`` what was found and done.

    Raises ``NotFound``, ``NotAllowed``, ``Conflict``, ``InvalidInput`` under ``hasil`` and ``penutup``.
    """
    complaint = lock_for_staff(staff, number, seen)
    require_holder(staff, complaint)
    if outcome not in Outcome.values:
        raise InvalidInput({"hasil": "Pilih hasil penanganannya."})
    said = required_words(words, "penutup", "Tulis apa yang ditemukan dan apa yang sudah dilakukan.")
    complaint.outcome = outcome
    complaint.closed_at = now()
    words = f"{Outcome(outcome).label}. {said}"
    record(complaint, Verb.CLOSE, actor=staff.account, label=staff_label(staff), words=words)
    return complaint
