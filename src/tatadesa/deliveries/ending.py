"""Taking a parcel back before the courier has it: what cancelling and another address have in common."""

from __future__ import annotations

from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.deliveries import couriers
from tatadesa.deliveries.models import Shipment, ShipmentAnswer
from tatadesa.deliveries.ports import Cancelled, Capability, Outcome, ParcelState

_BEFORE = (ParcelState.REQUESTED, ParcelState.PROBLEM)
Request = Shipment.Request


def require_endable(shipment: Shipment) -> None:
    """Raise ``Conflict`` for a parcel that has ended, is just being asked for, or is with the courier."""
    if not shipment.is_under_way:
        raise Conflict("Kiriman ini sudah berakhir.")
    if shipment.request == Request.ASKING:
        raise Conflict("Permintaan sedang dikirim ke kurir. Tunggu sebentar, lalu coba lagi.")
    if shipment.state not in _BEFORE:
        raise Conflict("Surat sudah di tangan kurir, jadi tidak bisa dibatalkan.")


def ask_courier(shipment: Shipment) -> Cancelled | None:
    """Ask the courier to forget the order, outside any transaction; None where it cannot be asked (POS takes no
    cancellations). Raises ``Conflict`` with the courier's reason when it does not.
    """
    courier = couriers.known(shipment.provider)
    if not shipment.reference or courier is None or Capability.CANCEL not in courier.capabilities:
        return None
    answer = _ask(shipment)
    if answer.outcome is not Outcome.DONE:
        _keep(shipment, answer)
        raise Conflict(f"Kurir belum membatalkan: {answer.reason or 'tidak ada jawaban yang jelas'}")
    return answer


def end(shipment: Shipment, answer: Cancelled | None) -> None:
    """The locked parcel is over; ``answer`` is what the courier said."""
    shipment.request, shipment.ended_at, shipment.next_look_at = Request.CANCELLED, now(), None
    shipment.expected_from = shipment.expected_to = None
    shipment.save()
    if answer is not None:
        _keep(shipment, answer)


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
