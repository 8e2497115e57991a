"""Tells an office by e-mail that the time for a complaint is nearly over, and once more when it is."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tatadesa.accounts.messages import available_channels, queue_message
from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.ports import Channel, Message
from tatadesa.core.clock import now
from tatadesa.feedback.deciders import deciders_now
from tatadesa.feedback.models import Complaint
from tatadesa.feedback.permissions import is_for_leaders
from tatadesa.feedback.states import OPEN_STATES
from tatadesa.notices.actions.tell_staff import tell_staff
from tatadesa.notices.wording import Words

_BEFORE = timedelta(hours=24)
_AT_ONCE = 200
_SOON, _LATE = 1, 2
_SAYS = {
    _SOON: "Satu pengaduan warga belum selesai dan batas waktunya kurang dari sehari lagi.",
    _LATE: "Satu pengaduan warga sudah lewat batas waktunya dan belum selesai.",
}


def remind() -> int:
    """Say what is due for open complaints: a day before the end, and at it; gives for how many that was so.

    By e-mail to the office, naming neither the complaint nor anybody, and on the desks of those who have to act.
    """
    moment = now()
    due = Q(reminded=0, due_at__lt=moment + _BEFORE) | Q(reminded__lt=_LATE, due_at__lt=moment)
    with transaction.atomic():
        held = Complaint.objects.select_for_update(of=("self",), skip_locked=True).select_related(
            "office", "about_staff", "taken_by__account"
        )
        rows = held.filter(due, state__in=OPEN_STATES).order_by("due_at")[:_AT_ONCE]
        for complaint in rows:
            _tell(complaint, moment)
        return len(rows)


def _tell(complaint: Complaint, moment: datetime) -> None:
    stage = _LATE if complaint.due_at < moment else _SOON
    address = complaint.office.email
    about = complaint.about_staff
    # An officer whom a complaint names may read the office's mailbox: to the office no word goes out of that one.
    is_open_to_all = about is None or about.office_id != complaint.office_id
    if address and is_open_to_all and Channel.EMAIL in available_channels(complaint.office_id):
        text = f"{_SAYS[stage]} Buka meja perangkat, menu Pengaduan."
        message = Message(Channel.EMAIL, address, "pengaduan", "Pengaduan warga menunggu", text)
        queue_message(message, complaint.office_id)
    for person in _on_the_desk(complaint):
        said = Words(_SAYS[stage], f"Nomor {complaint.number}", f"/desk/pengaduan/{complaint.number}/")
        tell_staff(person, f"complaint-due:{complaint.pk}:{complaint.event_count}:{stage}", said)
    complaint.reminded = stage
    complaint.save(update_fields=["reminded"])


def _on_the_desk(complaint: Complaint) -> list[StaffMember]:
    """Who has taken it, else who leads where only leaders decide; what anybody may take is told to the mailbox only."""
    if complaint.taken_by is not None:
        return [complaint.taken_by] if complaint.taken_by.account.is_active else []
    return deciders_now(complaint) if is_for_leaders(complaint) else []
