"""Reading the books: pages by key, narrowed by days and words; every read begins at the officer's own office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from tatadesa.accounts.models import StaffMember
from tatadesa.core import keyset
from tatadesa.core.errors import NotFound
from tatadesa.core.plain import one_line
from tatadesa.letters.models import AgendaEntry, Direction, DispatchEntry
from tatadesa.letters.permissions import require_keeper

_Row = TypeVar("_Row", bound=Model)
PAGE = 25
MOST_WORDS = 6


@dataclass(frozen=True)
class Narrowed:
    """What a list is narrowed by: ``since`` and ``until`` are days, both included; ``words`` must all be there."""

    since: date | None = None
    until: date | None = None
    words: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Page(Generic[_Row]):
    """Lines of a book, and the key where the next page begins (empty at the end)."""

    rows: list[_Row]
    next: str


def agenda(staff: StaffMember, narrowed: Narrowed, after: str = "", limit: int = PAGE) -> Page[AgendaEntry]:
    """One page of the agenda, latest first. One query. Raises ``NotAllowed``."""
    require_keeper(staff)
    rows = agenda_rows(staff, narrowed).select_related("letter", "scan", "taken")
    return _page(rows, "entered_on", after, limit)


def dispatches(staff: StaffMember, narrowed: Narrowed, after: str = "", limit: int = PAGE) -> Page[DispatchEntry]:
    """One page of the expedition book, latest first. One query. Raises ``NotAllowed``."""
    require_keeper(staff)
    return _page(dispatch_rows(staff, narrowed), "sent_on", after, limit)


def agenda_rows(staff: StaffMember, narrowed: Narrowed) -> QuerySet[AgendaEntry]:
    """Every line of the agenda that ``narrowed`` leaves."""
    rows = AgendaEntry.objects.filter(office=staff.office_id)
    if narrowed.direction in Direction.values:
        rows = rows.filter(direction=narrowed.direction)
    return _narrowed(rows, "entered_on", narrowed)


def dispatch_rows(staff: StaffMember, narrowed: Narrowed) -> QuerySet[DispatchEntry]:
    """Every line of the expedition book that ``narrowed`` leaves."""
    return _narrowed(DispatchEntry.objects.filter(office=staff.office_id), "sent_on", narrowed)


def agenda_entry(staff: StaffMember, entry_id: UUID) -> AgendaEntry:
    """One line of the own office's agenda; raises ``NotFound``, ``NotAllowed``."""
    require_keeper(staff)
    rows = AgendaEntry.objects.select_related("letter", "scan", "taken", "written_by")
    found = rows.filter(office=staff.office_id, pk=entry_id).first()
    if found is None:
        raise NotFound("Surat ini tidak ada di buku agenda.")
    return found


def in_order(rows: QuerySet[_Row], day: str) -> Iterator[_Row]:
    """``rows`` as a book is printed, oldest first; read in pieces."""
    return rows.order_by(day, "pk").iterator(chunk_size=2000)


def words_of(typed: str) -> list[str]:
    """The words to look for, in capitals as ``words`` keeps them."""
    return one_line(typed)[:100].upper().split()[:MOST_WORDS]


def after_day(token: str) -> tuple[date, UUID]:
    """The key of a page ordered by a day; raises ``InvalidInput``."""
    moment, identity = keyset.decode(token)
    return moment.date(), identity


def key_of(day: date, identity: UUID) -> str:
    """The same, made."""
    return keyset.encode(datetime.combine(day, time(), UTC), identity)


def _narrowed(rows: QuerySet[_Row], day: str, narrowed: Narrowed) -> QuerySet[_Row]:
    if narrowed.since:
        rows = rows.filter(**{f"{day}__gte": narrowed.since})
    if narrowed.until:
        rows = rows.filter(**{f"{day}__lte": narrowed.until})
    for word in words_of(narrowed.words):
        rows = rows.filter(words__contains=word)
    return rows


def _page(rows: QuerySet[_Row], day: str, after: str, limit: int) -> Page[_Row]:
    if after:
        on, identity = after_day(after)
        # The second condition is implied by the first, but lets the index begin at the key.
        rows = rows.filter(Q(**{f"{day}__lt": on}) | Q(**{day: on}, pk__lt=identity), **{f"{day}__lte": on})
    found = list(rows.order_by(f"-{day}", "-pk")[: limit + 1])
    shown = found[:limit]
    more = len(found) > limit
    return Page(shown, key_of(getattr(shown[-1], day), shown[-1].pk) if more else "")
