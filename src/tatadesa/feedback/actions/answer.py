"""The office writes to the citizen about a complaint: an answer, or a question back."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import staff_label
from tatadesa.feedback.history import record
from tatadesa.feedback.locking import lock_for_staff, required_words
from tatadesa.feedback.models import Complaint
from tatadesa.feedback.permissions import require_holder
from tatadesa.feedback.states import Verb


@transaction.atomic
def answer(staff: StaffMember, number: str, *, seen: int, words: str, asks: bool = False) -> Complaint:
    """``asks`` waits for the citizen's reply; the clock goes on, as the rule knows no pause.

    Raises ``NotFound``, ``NotAllowed``, ``Conflict``, ``InvalidInput`` under ``isi``.
    """
    complaint = lock_for_staff(staff, number, seen)
    require_holder(staff, complaint)
    said = required_words(words, "isi", "Tulis jawaban atau pertanyaan Anda untuk warga.")
    verb = Verb.ASK if asks else Verb.ANSWER
    record(complaint, verb, actor=staff.account, label=staff_label(staff), words=said)
    return complaint
