"""The citizen adds something, or answers what the office asked."""

from django.db import transaction

from tatadesa.accounts.models import Account
from tatadesa.accounts.throttle import spend
from tatadesa.core.errors import Conflict
from tatadesa.feedback.history import FILER, record
from tatadesa.feedback.locking import lock_for_citizen, required_words
from tatadesa.feedback.models import Complaint
from tatadesa.feedback.states import Verb


def reply(account: Account, number: str, words: str) -> Complaint:
    """Until it is closed; raises ``NotFound``, ``Conflict``, ``InvalidInput`` under ``isi``."""
    said = required_words(words, "isi", "Tulis balasan Anda.")
    spend("complaint-reply", str(account.pk), capacity=30, per_seconds=24 * 3600)
    with transaction.atomic():
        complaint = lock_for_citizen(account, number)
        if not complaint.is_open:
            raise Conflict("Pengaduan ini sudah selesai. Dalam 7 hari Anda masih boleh membukanya lagi satu kali.")
        record(complaint, Verb.REPLY, actor=account, label=FILER, words=said)
        return complaint
