"""Tells an office by e-mail that the time for a complaint is nearly over, and once more when it is."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tatadesa.accounts.messages import available_channels, queue_message
from tatadesa.accounts.ports import Channel, Message
from tatadesa.core.clock import now
from tatadesa.feedback.models import Complaint
from tatadesa.feedback.states import OPEN_STATES

_BEFORE = timedelta(hours=24)
_AT_ONCE = 200
_SOON, _LATE = 1, 2
_SAYS = {
    _SOON: "Satu pengaduan warga belum selesai dan batas waktunya kurang dari sehari lagi.",
    _LATE: "Satu pengaduan warga sudah lewat batas waktunya dan belum selesai.",
}


def remind() -> int:
    """Queue what is due for open complaints: a day before the end, and at it; gives how many were told of.

    A message names neither the complaint nor anybody.
    """
    if Channel.EMAIL not in available_channels():
        return 0
    moment = now()
    due = Q(reminded=0, due_at__lt=moment + _BEFORE) | Q(reminded__lt=_LATE, due_at__lt=moment)
    with transaction.atomic():
        held = Complaint.objects.select_for_update(of=("self",), skip_locked=True).select_related("office")
        rows = held.filter(due, state__in=OPEN_STATES).select_related("office", "about_staff").order_by("due_at")
        return sum(_tell(complaint, moment) for complaint in rows[:_AT_ONCE])


def _tell(complaint: Complaint, moment: datetime) -> bool:
    stage = _LATE if complaint.due_at < moment else _SOON
    address = complaint.office.email
    about = complaint.about_staff
    # An officer whom a complaint names may read the office's mailbox: to the office no word goes out of that one.
    is_told = bool(address) and (about is None or about.office_id != complaint.office_id)
    if is_told:
        text = f"{_SAYS[stage]} Buka meja perangkat, menu Pengaduan."
        queue_message(Message(Channel.EMAIL, address, "pengaduan", "Pengaduan warga menunggu", text))
    complaint.reminded = stage
    complaint.save(update_fields=["reminded"])
    return is_told
