"""Reads on parcels of an office, for its desk, and on what a citizen wishes before there is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import Draft
from tatadesa.applications.states import State
from tatadesa.core import keyset
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.deliveries import waybills
from tatadesa.deliveries.models import DeliveryChoice, DeliverySettings, DraftWish, Shipment
from tatadesa.deliveries.permissions import require_sender
from tatadesa.deliveries.ports import ParcelState
from tatadesa.deliveries.wishes import Wish

_BAD = (ParcelState.RETURNING, ParcelState.RETURNED, ParcelState.PROBLEM, ParcelState.FAILED_ATTEMPT)
_OVER = (Shipment.Request.CANCELLED, Shipment.Request.FAILED)
_PRICE_GAP = 500
"""Rupiah by which a bill may differ from the estimate before somebody should look."""
_PATIENCE = timedelta(hours=1)
"""So long a request may wait for a courier that does not answer before somebody should know."""
RECENT = timedelta(days=60)


class Part(Enum):
    """The parts of the list of parcels."""

    WAITING = "menunggu"
    """A letter is there and wants to be sent."""
    COLLECT = "diambil"
    """A letter is there and somebody will come for it."""
    UNDER_WAY = "jalan"
    TROUBLE = "periksa"
    ENDED = "selesai"


@dataclass(frozen=True)
class Page:
    """Rows of a list, and the key where the next page begins (empty at the end)."""

    rows: list[Shipment]
    next: str


@dataclass(frozen=True)
class Trouble:
    """A parcel and why somebody should look at it; ``may_check_off`` where nothing but looking is left to do."""

    shipment: Shipment
    words: str
    may_check_off: bool


def wish_beside(draft: Draft | None) -> Wish | None:
    """What its author has typed about the way of the letter so far; None for nothing. One query."""
    kept = DraftWish.objects.filter(draft=draft).first() if draft is not None else None
    return Wish(kept.method, kept.address, kept.product) if kept is not None else None


def waiting(staff: StaffMember, limit: int = 100) -> list[DeliveryChoice]:
    """Letters to be sent that are not on their way, the oldest decision first. Raises ``NotAllowed``."""
    return list(_waiting(staff).order_by("application__decided_at", "pk")[:limit])


def to_collect(staff: StaffMember, limit: int = 100) -> list[DeliveryChoice]:
    """Letters somebody said they would come for and has not. Raises ``NotAllowed``."""
    require_sender(staff)
    rows = DeliveryChoice.objects.filter(
        office=staff.office_id,
        method=DeliveryChoice.Method.COLLECT,
        collected_at=None,
        application__state=State.COMPLETED,
    )
    found = rows.select_related("application__version", "payment")
    return list(found.order_by("application__decided_at", "pk")[:limit])


def under_way(staff: StaffMember, after: str = "", limit: int = 25) -> Page:
    """Parcels that something may still happen to, the newest first. Raises ``NotAllowed``."""
    return _page(_own(staff).filter(ended_at=None).exclude(request__in=_OVER), after, limit)


def ended(staff: StaffMember, after: str = "", limit: int = 25) -> Page:
    """The others. Raises ``NotAllowed``."""
    return _page(_own(staff).filter(Q(ended_at__isnull=False) | Q(request__in=_OVER)), after, limit)


def troubles(staff: StaffMember, limit: int = 100) -> list[Trouble]:
    """What does not come by itself: no waybill, no news, comes back, was not answered, costs more. One query.

    Raises ``NotAllowed``.
    """
    settings = DeliverySettings.objects.filter(office=staff.office_id).first() or DeliverySettings()
    silent = now() - timedelta(days=settings.stuck_days)
    rows = _own(staff).select_related("application__delivery_choice").filter(_trouble(silent))
    rows = rows.order_by("asked_at", "pk")[:limit]
    return [Trouble(row, _why(row, settings.stuck_days), may_check_off(row)) for row in rows]


def may_check_off(shipment: Shipment) -> bool:
    """True for what is over but came back, was refused or cost more, and for what only costs more."""
    has_waybill = bool(shipment.waybill) and shipment.state not in _BAD
    return not shipment.is_under_way or (has_waybill and _costs_more(shipment))


def counts(staff: StaffMember) -> dict[Part, int]:
    """How many letters wait to be sent, and how many ``troubles`` there are. Three queries. Raises ``NotAllowed``."""
    settings = DeliverySettings.objects.filter(office=staff.office_id).first() or DeliverySettings()
    silent = now() - timedelta(days=settings.stuck_days)
    return {Part.WAITING: _waiting(staff).count(), Part.TROUBLE: _own(staff).filter(_trouble(silent)).count()}


def trouble_count(staff: StaffMember) -> int:
    """Both together: what the menu shows. Three queries. Raises ``NotAllowed``."""
    return sum(counts(staff).values())


def shipment_of_office(staff: StaffMember, shipment_id: UUID) -> Shipment:
    """A parcel of the officer's own office; raises ``NotFound``, ``NotAllowed``."""
    found = _own(staff).filter(pk=shipment_id).first()
    if found is None:
        raise NotFound("Kiriman ini tidak ditemukan.")
    return found


def number_of_waybill(staff: StaffMember, typed: str) -> str:
    """The number of the application whose letter has this waybill, at the officer's own office; empty for any other
    text. No query for what cannot be one.
    """
    try:
        waybill = waybills.read(typed)
    except InvalidInput:
        return ""
    rows = Shipment.objects.filter(office=staff.office_id, waybill=waybill)
    return rows.values_list("application__number", flat=True).first() or ""


def shipments_of_office(staff: StaffMember, ids: list[UUID]) -> list[Shipment]:
    """Those of ``ids`` that are the office's own, in the order they were asked for. Raises ``NotAllowed``."""
    return list(_own(staff).filter(pk__in=ids).order_by("asked_at", "pk"))


def _own(staff: StaffMember) -> QuerySet[Shipment]:
    require_sender(staff)
    rows = Shipment.objects.filter(office=staff.office_id)
    return rows.select_related("application__version", "letter", "office")


def _waiting(staff: StaffMember) -> QuerySet[DeliveryChoice]:
    require_sender(staff)
    sent = Shipment.objects.filter(office=staff.office_id).exclude(request__in=_OVER)
    rows = DeliveryChoice.objects.filter(
        office=staff.office_id,
        method=DeliveryChoice.Method.POST,
        collected_at=None,
        application__state=State.COMPLETED,
    )
    return rows.exclude(application__in=sent.values("application")).select_related("application__version", "payment")


def _trouble(silent: object) -> Q:
    is_open = Q(ended_at=None) & ~Q(request__in=_OVER)
    no_answer = Q(request=Shipment.Request.UNSURE)
    not_taken = Q(request__in=(Shipment.Request.QUEUED, Shipment.Request.ASKING), asked_at__lt=now() - _PATIENCE)
    no_waybill = Q(request__in=(Shipment.Request.DONE, Shipment.Request.BY_HAND), waybill="")
    no_news = Q(silent_since__lt=silent)
    bad = Q(state__in=_BAD)
    wanted = Q(application__delivery_choice__wanted_at__isnull=False)
    back = Q(state=ParcelState.RETURNED, ended_at__gt=now() - RECENT)
    failed = Q(request=Shipment.Request.FAILED, asked_at__gt=now() - RECENT)
    costly = Q(price__gt=F("quoted") + _PRICE_GAP, asked_at__gt=now() - RECENT, checked_at=None)
    later = Shipment.objects.filter(application=OuterRef("application"), asked_at__gt=OuterRef("asked_at"))
    unseen = Q(checked_at=None) | Q(checked_at__lt=F("ended_at"))
    unsettled = unseen & ~Exists(later) & Q(application__delivery_choice__collected_at=None)
    is_past = (back | failed) & unsettled
    return (is_open & (no_answer | not_taken | no_waybill | no_news | bad | wanted)) | is_past | costly


def _why(shipment: Shipment, stuck_days: int) -> str:
    if shipment.is_under_way and shipment.application.delivery_choice.wanted_at is not None:
        return "Pemohon meminta alamat lain."
    if shipment.request == Shipment.Request.UNSURE:
        return f"Belum jelas apakah kurir menerimanya. Periksa di aplikasi kurir. {shipment.reason}".rstrip()
    if shipment.request in (Shipment.Request.QUEUED, Shipment.Request.ASKING):
        return f"Kurir belum menerima permintaannya; dicoba lagi sendiri. {shipment.reason}".rstrip()
    if shipment.request == Shipment.Request.FAILED:
        return shipment.reason or "Kurir menolak permintaan ini."
    if shipment.state in _BAD:
        return f"{shipment.get_state_display()}."
    if shipment.is_under_way and not shipment.waybill:
        return shipment.reason or "Belum ada nomor resi."
    if _costs_more(shipment):
        return f"Biaya Rp{shipment.price:,} lebih besar dari taksiran Rp{shipment.quoted:,}.".replace(",", ".")
    return f"Tidak ada kabar lebih dari {stuck_days} hari."


def _costs_more(shipment: Shipment) -> bool:
    price, quoted = shipment.price, shipment.quoted
    return price is not None and quoted is not None and price > quoted + _PRICE_GAP


def _page(rows: QuerySet[Shipment], after: str, limit: int) -> Page:
    if after:
        moment, identity = keyset.decode(after)
        rows = rows.filter(Q(asked_at__lt=moment) | Q(asked_at=moment, id__lt=identity), asked_at__lte=moment)
    found = list(rows.order_by("-asked_at", "-id")[: limit + 1])
    shown = found[:limit]
    return Page(shown, keyset.encode(shown[-1].asked_at, shown[-1].id) if len(found) > limit else "")
