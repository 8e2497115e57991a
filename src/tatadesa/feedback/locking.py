"""Fetch a complaint through its owner and hold its row: every action on one begins here."""

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.core.plain import many_lines
from tatadesa.feedback.models import Complaint
from tatadesa.feedback.permissions import readable

MAX_WORDS = 3000
_CHANGED = "Pengaduan ini baru saja berubah. Baca keadaan terbarunya, lalu putuskan lagi."


def lock_for_staff(staff: StaffMember, number: str, seen: int) -> Complaint:
    """A complaint the officer may know of, locked; ``seen`` is the history's length that the page showed.

    Raises ``NotFound``, and ``Conflict`` when the history has grown.
    """
    held = Complaint.objects.select_for_update(of=("self",)).select_related("office")
    complaint = held.filter(readable(staff), number=number).first()
    if complaint is None:
        raise NotFound
    if complaint.event_count != seen:
        raise Conflict(_CHANGED)
    return complaint


def lock_for_citizen(account: Account, number: str) -> Complaint:
    """The citizen's own complaint, locked; raises ``NotFound``."""
    held = Complaint.objects.select_for_update(of=("self",)).select_related("office")
    complaint = held.filter(account=account, number=number).first()
    if complaint is None:
        raise NotFound
    return complaint


def required_words(typed: str, field: str, missing: str) -> str:
    """``typed`` as it is kept; raises ``InvalidInput`` under ``field`` when it is empty or too long."""
    words = many_lines(typed)
    if not words:
        raise InvalidInput({field: missing})
    if len(words) > MAX_WORDS:
        raise InvalidInput({field: f"Terlalu panjang: paling banyak {MAX_WORDS} huruf."})
    return words
