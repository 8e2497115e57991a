"""A complaint on which nobody at its office can decide any more goes to the office above, by itself."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tatadesa.feedback import deciders
from tatadesa.feedback.categories import CATEGORIES
from tatadesa.feedback.history import BY_ITSELF, record
from tatadesa.feedback.models import Complaint
from tatadesa.feedback.states import OPEN_STATES, Verb

_AT_ONCE = 200
_ABOUT_OFFICERS = [category.key for category in CATEGORIES if category.is_about_officer]


def route_stranded() -> int:
    """Look through the open complaints that only leaders decide on: one may have left. Gives how many went on."""
    only_leaders = Q(about_staff__isnull=False) | Q(is_escalated=True) | Q(category__in=_ABOUT_OFFICERS)
    rows = Complaint.objects.filter(only_leaders, state__in=OPEN_STATES, is_for_administrator=False)
    return sum(route_above(pk) for pk in rows.order_by("created_at").values_list("pk", flat=True)[:_AT_ONCE])


@transaction.atomic
def route_above(complaint_id: UUID) -> bool:
    """Hand the complaint over if nobody can decide on it where it lies; whether that was so."""
    held = Complaint.objects.select_for_update(of=("self",)).select_related("office", "about_staff")
    complaint = held.get(pk=complaint_id)
    way = deciders.route(complaint) if complaint.is_open else None
    if way is None:
        return False
    words = deciders.route_words(complaint, way)
    complaint.office, complaint.is_for_administrator = way.office, way.for_administrator
    complaint.taken_by = None
    record(complaint, Verb.ROUTE, actor=None, label=BY_ITSELF, words=words)
    return True
