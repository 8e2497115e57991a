"""Tells an office by e-mail when a request about personal data is about to run out of time."""

from datetime import timedelta

from django.db import transaction

from tatadesa.accounts.messages import available_channels, queue_message
from tatadesa.accounts.ports import Channel, Message
from tatadesa.core.clock import now
from tatadesa.privacy.models import DataRequest

# A working day before the end: enough for somebody to act, late enough not to be ignored.
_BEFORE = timedelta(hours=24)


def remind() -> int:
    """Queue one e-mail for each open request with less than a day left that has had none; gives their number."""
    if Channel.EMAIL not in available_channels(None):
        return 0
    told = 0
    with transaction.atomic():
        due = DataRequest.objects.select_for_update(of=("self",), skip_locked=True).filter(
            state=DataRequest.State.OPEN, reminded_at=None, due_at__lt=now() + _BEFORE
        )
        for request in due.exclude(office__email="").select_related("office").order_by("due_at")[:200]:
            text = (
                "Satu permintaan warga tentang data pribadinya belum dijawab dan batas waktunya (3 × 24 jam) hampir "
                "habis. Buka meja perangkat, menu Data pribadi."
            )
            subject = "Permintaan data hampir lewat"
            message = Message(Channel.EMAIL, request.office.email, "permintaan_data", subject, text)
            queue_message(message, request.office_id)
            request.reminded_at = now()
            request.save(update_fields=["reminded_at"])
            told += 1
    return told
