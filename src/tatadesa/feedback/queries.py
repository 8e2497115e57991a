"""Reads on complaints. Each begins at the owner: the citizen's account, or what the officer may know of."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.core import keyset
from tatadesa.core.clock import now
from tatadesa.core.errors import NotFound
from tatadesa.feedback.models import Complaint, ComplaintEvent, ComplaintFile
from tatadesa.feedback.permissions import may_open_list, readable, sees_filer
from tatadesa.feedback.states import OPEN_STATES, State
from tatadesa.files.models import StoredFile
from tatadesa.offices.models import Office

COUNT_CAP = 99
TABS = {"baru": "Baru", "diproses": "Diproses", "terlambat": "Terlambat", "selesai": "Selesai"}


@dataclass(frozen=True)
class Page:
    """Complaints of a list, and the key where the next page begins (empty at the end)."""

    rows: list[Complaint]
    next: str


def list_of_citizen(account: Account, after: str = "", limit: int = 20) -> Page:
    """The citizen's own, newest first."""
    return _page(Complaint.objects.filter(account=account), newest_first=True, after=after, limit=limit)


def of_citizen(account: Account, number: str) -> Complaint:
    """One of the citizen's own with history and files; raises ``NotFound``."""
    found = _whole().filter(account=account, number=number).first()
    if found is None:
        raise NotFound
    return found


def file_of_citizen(account: Account, number: str, file_id: UUID) -> StoredFile:
    """A file of one of the citizen's own; raises ``NotFound``."""
    rows = ComplaintFile.objects.select_related("file")
    found = rows.filter(complaint__account=account, complaint__number=number, pk=file_id).first()
    if found is None:
        raise NotFound
    return found.file


def of_office(staff: StaffMember, *, tab: str, after: str = "", limit: int = 25) -> Page:
    """One page of what the officer may know of: open tabs oldest first, closed ones newest first.

    Raises ``NotFound`` for a tab there is not, and for roles without complaints.
    """
    if tab not in TABS or not may_open_list(staff):
        raise NotFound
    rows = Complaint.objects.filter(readable(staff), _tab(tab), office=staff.office_id).select_related("taken_by")
    return _page(rows, newest_first=tab == "selesai", after=after, limit=limit)


def complaint_of_office(staff: StaffMember, number: str) -> Complaint:
    """One the officer may know of, with history and files; raises ``NotFound``."""
    found = _whole().filter(readable(staff), office=staff.office_id, number=number).first()
    if found is None:
        raise NotFound
    return found


def file_of_office(staff: StaffMember, number: str, file_id: UUID) -> ComplaintFile:
    """A file of one whose filer the officer may see; raises ``NotFound``."""
    complaint = complaint_of_office(staff, number)
    found = complaint.files.select_related("file", "complaint").filter(pk=file_id).first()
    if found is None or not sees_filer(staff, complaint):
        raise NotFound
    return found


def tab_counts(staff: StaffMember) -> dict[str, int]:
    """How many lie in each open tab, counted up to ``COUNT_CAP`` + 1. A query for each."""
    return {tab: _count(staff, _tab(tab)) for tab in TABS if tab != "selesai"}


def waiting_count(staff: StaffMember) -> int:
    """How many wait for the office (not for the citizen), up to ``COUNT_CAP`` + 1; none for roles without them."""
    if not may_open_list(staff):
        return 0
    return _count(staff, Q(state__in=(State.NEW, State.WORKING)))


def officers_of(office: Office) -> list[StaffMember]:
    """Whom a citizen of the office can name: everybody who works there now, by name."""
    return list(StaffMember.objects.filter(office=office, account__is_active=True).order_by("name", "pk")[:200])


def _count(staff: StaffMember, part: Q) -> int:
    rows = Complaint.objects.filter(readable(staff), part, office=staff.office_id)
    return rows.order_by()[: COUNT_CAP + 1].count()


def _tab(tab: str) -> Q:
    match tab:
        case "baru":
            return Q(state=State.NEW)
        case "diproses":
            return Q(state__in=(State.WORKING, State.WAITING))
        case "terlambat":
            return Q(state__in=OPEN_STATES, due_at__lt=now())
        case _:
            return Q(state=State.CLOSED)


def _whole() -> QuerySet[Complaint]:
    events = ComplaintEvent.objects.order_by("position")
    files = ComplaintFile.objects.select_related("file").order_by("pk")
    return Complaint.objects.select_related(
        "office", "application__version", "about_staff__office", "taken_by"
    ).prefetch_related(Prefetch("events", events), Prefetch("files", files))


def _page(rows: QuerySet[Complaint], *, newest_first: bool, after: str, limit: int) -> Page:
    order, beyond = (("-created_at", "-id"), "lt") if newest_first else (("created_at", "id"), "gt")
    if after:
        moment, identity = keyset.decode(after)
        place = Q(**{f"created_at__{beyond}": moment}) | Q(**{"created_at": moment, f"id__{beyond}": identity})
        rows = rows.filter(place, **{f"created_at__{beyond}e": moment})
    found = list(rows.order_by(*order)[: limit + 1])
    shown = found[:limit]
    return Page(shown, keyset.encode(shown[-1].created_at, shown[-1].pk) if len(found) > limit else "")
