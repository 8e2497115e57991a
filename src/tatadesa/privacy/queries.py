"""Reads on requests about personal data. Each begins at the owner: the citizen's account, or the office."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.core import keyset
from tatadesa.core.errors import NotFound
from tatadesa.privacy.models import Acknowledgement, DataRequest
from tatadesa.privacy.permissions import may_read

COUNT_CAP = 99


@dataclass(frozen=True)
class Page:
    """Requests of a list, and the key where the next page begins (empty at the end)."""

    rows: list[DataRequest]
    next: str


def of_citizen(account: Account, limit: int = 30) -> list[DataRequest]:
    """The citizen's own requests, newest first."""
    own = DataRequest.objects.filter(account=account).select_related("answered_by")
    return list(own.order_by("-created_at", "-id")[:limit])


def acknowledged(account: Account) -> list[Acknowledgement]:
    """Which versions of the privacy statement the account has read, newest first."""
    return list(Acknowledgement.objects.filter(account=account).order_by("-at"))


def of_office(staff: StaffMember, *, is_open: bool, after: str = "", limit: int = 25) -> Page:
    """The office's requests: open ones by their deadline, answered ones newest first; empty for roles without them."""
    if not may_read(staff):
        raise NotFound
    rows = DataRequest.objects.filter(office=staff.office_id).select_related("account__citizen", "answered_by")
    if is_open:
        rows, order = rows.filter(state=DataRequest.State.OPEN), ("created_at", "id")
    else:
        rows, order = rows.exclude(state=DataRequest.State.OPEN), ("-created_at", "-id")
    if after:
        moment, identity = keyset.decode(after)
        beyond = Q(created_at__gt=moment) | Q(created_at=moment, id__gt=identity)
        before = Q(created_at__lt=moment) | Q(created_at=moment, id__lt=identity)
        rows = rows.filter(beyond if is_open else before)
    found = list(rows.order_by(*order)[: limit + 1])
    shown = found[:limit]
    return Page(shown, keyset.encode(shown[-1].created_at, shown[-1].pk) if len(found) > limit else "")


def request_of_office(staff: StaffMember, request_id: UUID) -> DataRequest:
    """One request of the officer's own office with who made it; raises ``NotFound``."""
    rows = DataRequest.objects.select_related("account__citizen", "resident__family", "answered_by")
    found = rows.filter(office=staff.office_id, pk=request_id).first() if may_read(staff) else None
    if found is None:
        raise NotFound
    return found


def open_count(staff: StaffMember) -> int:
    """How many wait for an answer, counted up to ``COUNT_CAP`` + 1; none for roles that do not see them."""
    if not may_read(staff):
        return 0
    waiting = DataRequest.objects.filter(office=staff.office_id, state=DataRequest.State.OPEN)
    return waiting.order_by()[: COUNT_CAP + 1].count()
