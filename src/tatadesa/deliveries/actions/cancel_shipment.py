"""Take a parcel back before the courier has it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import announce
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.deliveries import couriers, telling
from tatadesa.deliveries.models import Shipment, ShipmentAnswer
from tatadesa.deliveries.ports import Cancelled, Capability, Outcome, ParcelState
from tatadesa.deliveries.shipping import lock_shipment

_WITH_COURIER = (ParcelState.REQUESTED, ParcelState.PROBLEM)
Request = Shipment.Request


def cancel_shipment(staff: StaffMember, shipment_id: UUID) -> Shipment:
    """Ask the courier to forget the order, where it can be asked, and end the parcel here.

    An order the courier cannot be asked to forget (POS takes no cancellations) ends here as long as it has not been
    handed over; a parcel whose request is just going out cannot be stopped. Raises ``NotFound``, ``NotAllowed``,
    ``Conflict`` with the courier's reason.
    """
    shipment = _may_end(staff, shipment_id)
    answer = None
    courier = couriers.known(shipment.provider)
    if shipment.reference and courier is not None and Capability.CANCEL in courier.capabilities:
        answer = _ask(shipment)
        if answer.outcome is not Outcome.DONE:
            _keep(shipment, answer)
            raise Conflict(f"Kurir belum membatalkan: {answer.reason or 'tidak ada jawaban yang jelas'}")
    return _end(staff, shipment_id, answer)


@transaction.atomic
def _may_end(staff: StaffMember, shipment_id: UUID) -> Shipment:
    _, shipment = lock_shipment(staff, shipment_id)
    _require_endable(shipment)
    return shipment


def _require_endable(shipment: Shipment) -> None:
    if not shipment.is_under_way:
        raise Conflict("Kiriman ini sudah berakhir.")
    if shipment.request == Request.ASKING:
        raise Conflict("Permintaan sedang dikirim ke kurir. Tunggu sebentar, lalu coba lagi.")
    if shipment.state not in _WITH_COURIER:
        raise Conflict("Surat sudah di tangan kurir, jadi tidak bisa dibatalkan.")


def _ask(shipment: Shipment) -> Cancelled:
    try:
        return couriers.ask(
            shipment.office_id,
            shipment.provider,
            lambda courier, account: courier.cancel(
                account, shipment.reference, shipment.waybill, "Dibatalkan kantor pengirim"
            ),
        )
    except couriers.Paused:
        return Cancelled(Outcome.RETRY, reason="kurir sedang tidak menjawab, coba lagi nanti")


@transaction.atomic
def _end(staff: StaffMember, shipment_id: UUID, answer: Cancelled | None) -> Shipment:
    application, shipment = lock_shipment(staff, shipment_id)
    _require_endable(shipment)
    had_waybill = bool(shipment.waybill)
    shipment.request, shipment.ended_at, shipment.next_look_at = Request.CANCELLED, now(), None
    shipment.save()
    if answer is not None:
        _keep(shipment, answer)
    if had_waybill:
        telling.tell_cancelled(application, shipment, staff)
    else:
        announce(application)
    return shipment


def _keep(shipment: Shipment, answer: Cancelled) -> None:
    if not Shipment.objects.filter(pk=shipment.pk).exists():
        raise NotFound
    ShipmentAnswer.objects.create(
        office_id=shipment.office_id,
        shipment=shipment,
        about="cancel",
        outcome=answer.outcome,
        raw=answer.raw.replace("\0", "")[:20_000],
        at=now(),
    )
