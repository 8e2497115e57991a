"""What the office reads about registrations. Each begins at the officer's office; what was never sent is nobody's."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from tatadesa.accounts.models import StaffMember
from tatadesa.core import keyset
from tatadesa.core.access_log import record_look
from tatadesa.core.errors import NotFound
from tatadesa.registrations.deadlines import ending
from tatadesa.registrations.models import IdentityPhoto, Registration, RegistrationEvent
from tatadesa.registrations.permissions import require_decider
from tatadesa.residents.models import Resident

COUNT_CAP = 99
TABS = {"menunggu": "Menunggu", "perbaikan": "Diminta perbaikan", "selesai": "Selesai"}
DECIDABLE = (Registration.State.WAITING, Registration.State.ASKED)
_OPEN_TABS = {"menunggu": Registration.State.WAITING, "perbaikan": Registration.State.ASKED}
_ENDED = (Registration.State.ACTIVE, Registration.State.REFUSED, Registration.State.EXPIRED)


@dataclass(frozen=True)
class Page:
    """Rows of the queue, and the key where the next page begins (empty at the end)."""

    rows: list[Registration]
    next: str


def queue(staff: StaffMember, *, tab: str, after: str = "", limit: int = 25) -> Page:
    """One page of the office's registrations: open ones oldest first, ended ones newest first. One query."""
    require_decider(staff)
    if tab not in TABS:
        raise NotFound
    newest_first = tab not in _OPEN_TABS
    rows = _sent(staff).filter(state__in=_ENDED) if newest_first else _sent(staff).filter(state=_OPEN_TABS[tab])
    if after:
        rows = _beyond(rows, *keyset.decode(after), newest_first=newest_first)
    found = list(_in_order(rows, newest_first=newest_first)[: limit + 1])
    shown = found[:limit]
    return Page(shown, keyset.encode(*_key(shown[-1])) if len(found) > limit else "")


def counts(staff: StaffMember) -> dict[str, int]:
    """How many lie in each open tab, counted up to ``COUNT_CAP`` + 1 so that the cost has a bound. Two queries."""
    require_decider(staff)
    return {tab: _count(staff, state) for tab, state in _OPEN_TABS.items()}


def waiting_count(staff: StaffMember) -> int:
    """How many wait for a decision, up to ``COUNT_CAP`` + 1. One query."""
    require_decider(staff)
    return _count(staff, Registration.State.WAITING)


def ending_count(staff: StaffMember) -> int:
    """How many of those that wait end by themselves within a week, up to ``COUNT_CAP`` + 1. One query."""
    require_decider(staff)
    rows = _sent(staff).filter(state=Registration.State.WAITING, updated_at__lte=ending(staff.office))
    return rows.order_by()[: COUNT_CAP + 1].count()


def registration_of_office(staff: StaffMember, registration_id: UUID) -> Registration:
    """One registration with the matched resident, the photo's row and who decided; raises ``NotFound``. One query."""
    require_decider(staff)
    whole = _sent(staff).select_related("office", "resident__family", "decided_by", "photo")
    found = whole.filter(pk=registration_id).first()
    if found is None:
        raise NotFound
    return found


def photo_of_office(staff: StaffMember, registration_id: UUID) -> IdentityPhoto:
    """The photo that is still there, with its registration; raises ``NotFound``. One query."""
    require_decider(staff)
    found = (
        IdentityPhoto.objects.select_related("registration", "office")
        .filter(
            office=staff.office_id,
            registration=registration_id,
            registration__office=staff.office_id,
            registration__sent_at__isnull=False,
            deleted_at=None,
        )
        .first()
    )
    if found is None:
        raise NotFound("Foto KTP ini sudah dihapus atau tidak ada.")
    return found


def resident_of_register(staff: StaffMember, resident_id: UUID) -> Resident:
    """A resident of the own register with the family, to tie an account to; raises ``NotFound``. One query."""
    require_decider(staff)
    rows = Resident.objects.select_related("family").filter(office=staff.office_id)
    found = rows.filter(pk=resident_id).first()
    if found is None:
        raise NotFound("Penduduk ini tidak ada di data penduduk desa Anda.")
    return found


def events_of(registration: Registration) -> list[RegistrationEvent]:
    """The history, oldest first, with who did it. One query."""
    return list(registration.events.select_related("actor__staff_member").order_by("at", "id"))


def neighbours(staff: StaffMember, registration: Registration) -> tuple[UUID | None, UUID | None]:
    """Who comes before and after in the queue of the same state, oldest first. Two queries."""
    key = _key(registration)
    rows = _sent(staff).filter(state=registration.state)
    before = _in_order(_beyond(rows, *key, newest_first=True), newest_first=True)
    after = _in_order(_beyond(rows, *key, newest_first=False), newest_first=False)
    return before.values_list("pk", flat=True).first(), after.values_list("pk", flat=True).first()


def next_waiting(staff: StaffMember, registration: Registration) -> UUID | None:
    """The one that waits longest after ``registration``, else the oldest at all: where an officer goes on."""
    waiting = _in_order(_sent(staff).filter(state=Registration.State.WAITING), newest_first=False)
    waiting = waiting.exclude(pk=registration.pk)
    later = _beyond(waiting, *_key(registration), newest_first=False).values_list("pk", flat=True).first()
    return later or waiting.values_list("pk", flat=True).first()


def log_look(staff: StaffMember, registration: Registration, purpose: str, resident: Resident | None = None) -> None:
    """Note that ``staff`` saw the registration ("pendaftaran") or its photo ("foto KTP")."""
    record_look(
        office_id=staff.office_id,
        actor_id=staff.pk,
        resident_id=resident.pk if resident else registration.resident_id,
        purpose=purpose,
        about=str(registration.pk),
    )


def _sent(staff: StaffMember) -> QuerySet[Registration]:
    return Registration.objects.filter(office=staff.office_id, sent_at__isnull=False)


def _count(staff: StaffMember, state: Registration.State) -> int:
    return _sent(staff).filter(state=state).order_by()[: COUNT_CAP + 1].count()


def _key(registration: Registration) -> keyset.Key:
    if registration.sent_at is None:
        raise NotFound
    return registration.sent_at, registration.pk


def _in_order(rows: QuerySet[Registration], *, newest_first: bool) -> QuerySet[Registration]:
    return rows.order_by("-sent_at", "-id") if newest_first else rows.order_by("sent_at", "id")


def _beyond(rows: QuerySet[Registration], at: object, identity: UUID, *, newest_first: bool) -> QuerySet[Registration]:
    beyond = "lt" if newest_first else "gt"
    return rows.filter(
        Q(**{f"sent_at__{beyond}": at}) | Q(**{"sent_at": at, f"id__{beyond}": identity}),
        # Redundant, but lets the index begin at the key instead of reading up to it.
        **{f"sent_at__{beyond}e": at},
    )
