"""The citizen does not accept how a complaint ended."""

from datetime import timedelta

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.applications.deadlines import due_at
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict
from tatadesa.feedback.categories import WORK_DAYS
from tatadesa.feedback.history import FILER, record
from tatadesa.feedback.locking import lock_for_citizen, required_words
from tatadesa.feedback.models import Complaint
from tatadesa.feedback.states import Verb

TIME_TO_REOPEN = timedelta(days=7)


def may_reopen(complaint: Complaint) -> bool:
    """Once, within seven days of its end."""
    is_recent = complaint.closed_at is not None and now() - complaint.closed_at <= TIME_TO_REOPEN
    return not complaint.is_open and not complaint.is_reopened and is_recent


@transaction.atomic
def reopen(account: Account, number: str, words: str) -> Complaint:
    """Put it back to work with a new clock; raises ``NotFound``, ``Conflict``, ``InvalidInput`` under ``isi``."""
    said = required_words(words, "isi", "Tulis apa yang belum selesai.")
    complaint = lock_for_citizen(account, number)
    if not may_reopen(complaint):
        raise Conflict("Pengaduan hanya dapat dibuka lagi satu kali, paling lama 7 hari setelah selesai.")
    complaint.is_reopened = True
    complaint.outcome = ""
    complaint.closed_at = None
    complaint.due_at = due_at(now(), WORK_DAYS[complaint.term], complaint.office)
    complaint.reminded = 0
    record(complaint, Verb.REOPEN, actor=account, label=FILER, words=said)
    return complaint
