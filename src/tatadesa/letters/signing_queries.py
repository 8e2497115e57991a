"""Reads on what waits for a signature. Each begins at the officer."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import can_act, readable
from tatadesa.applications.states import FINAL_STATES, State
from tatadesa.core import keyset
from tatadesa.core.errors import NotFound
from tatadesa.core.models import AccessLogEntry
from tatadesa.letters.drawing import page_picture
from tatadesa.letters.models import PreparedLetter, SigningMethod
from tatadesa.letters.signing import MOST_AT_ONCE, is_under_way
from tatadesa.offices.models import Office

_PICTURE_DPI = 110


@dataclass(frozen=True)
class Waiting:
    """An approved application whose letter ``staff`` may sign; ``prepared`` is its letter when it has pages already."""

    application: Application
    prepared: PreparedLetter | None

    @property
    def is_ready(self) -> bool:
        """Its pages are set, and the application has not changed since."""
        return self.prepared is not None and self.prepared.seen == self.application.event_count

    @property
    def broke_off(self) -> bool:
        """A signing was begun and never ended."""
        prepared = self.prepared
        return prepared is not None and prepared.attempted_at is not None and not is_under_way(prepared)


@dataclass(frozen=True)
class Page:
    """Rows of the list, and the key where the next page begins (empty at the end)."""

    rows: list[Waiting]
    next: str


@dataclass(frozen=True)
class Unissued:
    """A number without a letter, and why."""

    counter: str
    running: int
    number: str
    why: str


def waiting(staff: StaffMember, after: str | None = None, limit: int = MOST_AT_ONCE) -> Page:
    """What waits for the signature of ``staff``, oldest first."""
    turn = Q(turn_roles__overlap=[str(role) for role in staff.current_roles])
    rows = Application.objects.filter(readable(staff), turn, office=staff.office_id, state=State.APPROVED)
    if after:
        moment, identity = keyset.decode(after)
        rows = rows.filter(
            Q(submitted_at__gt=moment) | Q(submitted_at=moment, id__gt=identity), submitted_at__gte=moment
        )
    rows = rows.select_related("version").prefetch_related("steps").order_by("submitted_at", "id")
    found = list(rows[: limit + 1])
    shown = found[:limit]
    prepared = {one.application_id: one for one in _listed().filter(application__in=[row.pk for row in shown])}
    mine = [Waiting(row, prepared.get(row.pk)) for row in shown if can_act(staff, row)]
    return Page(mine, keyset.encode(shown[-1].submitted_at, shown[-1].pk) if len(found) > limit else "")


def prepared_for(staff: StaffMember) -> list[PreparedLetter]:
    """Letters whose pages are set for the signature of ``staff``, oldest first, as many as are signed at once."""
    rows = _listed().filter(office=staff.office_id, signer=staff, application__state=State.APPROVED)
    return list(rows.order_by("prepared_at", "id")[:MOST_AT_ONCE])


def on_paper(staff: StaffMember, limit: int = MOST_AT_ONCE) -> list[PreparedLetter]:
    """Letters of the office that were printed to be signed by hand and are not back yet, oldest first."""
    rows = _listed().filter(readable(staff, "application"), office=staff.office_id, method=SigningMethod.WET)
    return list(rows.filter(application__state=State.APPROVED).order_by("prepared_at", "id")[:limit])


def one(staff: StaffMember, prepared_id: UUID) -> PreparedLetter:
    """A prepared letter of the officer's own office, with its bytes; raises ``NotFound``."""
    rows = PreparedLetter.objects.select_related("application", "office", "signer")
    found = rows.filter(
        readable(staff, "application"), office=staff.office_id, pk=prepared_id, state="prepared"
    ).first()
    if found is None or found.content is None:
        raise NotFound("Surat ini tidak lagi menunggu tanda tangan.")
    return found


def waits_for_pen(application: Application) -> bool:
    """Whether the letter was printed to be signed by hand; the caller has fetched it through its owner. One query."""
    return _listed().filter(application=application, method=SigningMethod.WET).exists()


def unissued(office: Office, year: int) -> list[Unissued]:
    """Numbers of ``year`` that a prepared letter has and no issued one, with the reason; by number. One query."""
    rows = PreparedLetter.objects.filter(office=office, year=year).exclude(state=PreparedLetter.State.ISSUED)
    rows = rows.select_related("application").defer("content").order_by("counter", "running")
    return [Unissued(row.counter, row.running, row.number, _why(row)) for row in rows]


def _why(prepared: PreparedLetter) -> str:
    if prepared.state == PreparedLetter.State.ABANDONED:
        return f"Batal. {prepared.failure}"
    state = State(prepared.application.state)
    if state == State.APPROVED:
        return "Menunggu tanda tangan."
    if state in FINAL_STATES:
        return f"Batal. Permohonan berakhir tanpa surat ini: {state.label.lower()}."
    return "Menunggu: permohonannya diperiksa lagi."


def picture(prepared: PreparedLetter, page: int) -> bytes:
    """``page`` (from 1) of the very bytes that are signed, as PNG; raises ``NotFound``."""
    if not 1 <= page <= prepared.pages:
        raise NotFound
    return page_picture(bytes(prepared.content or b""), page, _PICTURE_DPI)


def purpose_of(page: int) -> str:
    """What the access log says when ``page`` of a letter to be signed was shown."""
    return f"surat yang ditandatangani, hal. {page}"


def unseen_pages(staff: StaffMember, prepared: PreparedLetter) -> set[int]:
    """Pages that ``staff`` has not been shown since they were set. One query, on the access log."""
    application = prepared.application
    rows = AccessLogEntry.objects.filter(
        resident_id=application.resident_id,
        at__gte=prepared.prepared_at,
        actor_id=staff.pk,
        about=application.number,
    )
    shown = set(rows.values_list("purpose", flat=True))
    return {page for page in range(1, prepared.pages + 1) if purpose_of(page) not in shown}


def _listed() -> QuerySet[PreparedLetter]:
    rows = PreparedLetter.objects.filter(state=PreparedLetter.State.PREPARED)
    return rows.select_related("application", "office", "signer").defer("content")
