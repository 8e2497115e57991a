"""Handing a request to the courier: one attempt, never twice for what may already have happened."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from tatadesa.applications.history import announce
from tatadesa.core.clock import now
from tatadesa.deliveries import arrival, couriers, looking, telling
from tatadesa.deliveries.fetching import CONTENT
from tatadesa.deliveries.models import DeliverySettings, Shipment, ShipmentAnswer
from tatadesa.deliveries.ports import Order, Ordered, Outcome, Parcel, Place, Rate

GIVE_UP = timedelta(days=2)
MAX_RAW = 20_000
_USUAL_PAUSE = 60
Request = Shipment.Request


def attempt(shipment_id: UUID) -> int | None:
    """Ask the courier once; gives the seconds to wait before the next try, None when there is none to make.

    Before the question goes out the row says ASKING. Whoever finds it so was killed in the middle: whether the courier
    has the order is not known, so a person decides.
    """
    shipment = _begin(shipment_id)
    if shipment is None:
        return None
    try:
        answer = couriers.ask(
            shipment.office_id,
            shipment.provider,
            lambda courier, account: courier.order(account, _order(shipment)),
        )
    except couriers.Paused as paused:
        return _finish(shipment_id, Ordered(Outcome.RETRY, reason="Kurir sedang tidak menjawab."), paused.seconds)
    return _finish(shipment_id, answer, answer.retry_after)


@transaction.atomic
def _begin(shipment_id: UUID) -> Shipment | None:
    shipment = Shipment.objects.select_for_update(of=("self",)).filter(pk=shipment_id).first()
    if shipment is None or shipment.request not in (Request.QUEUED, Request.ASKING):
        return None
    if shipment.request == Request.ASKING:
        shipment.request = Request.UNSURE
        shipment.reason = "Pengiriman permintaan terputus di tengah jalan. Periksa di aplikasi kurir."
        shipment.save(update_fields=["request", "reason"])
        return None
    shipment.request = Request.ASKING
    shipment.attempts += 1
    shipment.save(update_fields=["request", "attempts"])
    return shipment


def _order(shipment: Shipment) -> Order:
    return Order(
        # POS shows it to people, so it is short; the same in every attempt of this shipment.
        key=f"TD-{shipment.pk.hex[:8]}{shipment.pk.hex[-12:]}".upper(),
        product=shipment.product,
        product_name=shipment.product_name,
        sender=Place(**shipment.sender),
        receiver=Place(**shipment.receiver),
        parcel=Parcel(
            shipment.weight,
            CONTENT,
            shipment.value,
            cod=(shipment.quoted or 0) if shipment.payer == DeliverySettings.Payer.RECEIVER else 0,
        ),
        rate=Rate(**shipment.rate) if shipment.rate else None,
        wants_pickup=shipment.wants_pickup,
    )


@transaction.atomic
def _finish(shipment_id: UUID, answer: Ordered, retry_after: int | None) -> int | None:
    found = Shipment.objects.values_list("application_id", flat=True).get(pk=shipment_id)
    application = telling.lock_application(found)
    shipment = Shipment.objects.select_for_update(of=("self",)).select_related("office").get(pk=shipment_id)
    if answer.raw or answer.outcome is not Outcome.RETRY:
        ShipmentAnswer.objects.create(
            office_id=shipment.office_id,
            shipment=shipment,
            about="order",
            outcome=answer.outcome,
            raw=answer.raw.replace("\0", "")[:MAX_RAW],
            at=now(),
        )
    if shipment.request != Request.ASKING:
        return None
    shipment.reason = answer.reason[:240]
    pause: int | None = None
    match answer.outcome:
        case Outcome.DONE:
            _is_there(shipment, answer)
        case Outcome.RETRY if now() - shipment.asked_at < GIVE_UP:
            shipment.request, pause = Request.QUEUED, retry_after or _USUAL_PAUSE
        case Outcome.UNSURE:
            shipment.request = Request.UNSURE
        case _:
            shipment.request, shipment.ended_at = Request.FAILED, now()
    shipment.save()
    if shipment.waybill:
        telling.tell_sent(application, shipment, None)
    else:
        announce(application)
    return pause


def _is_there(shipment: Shipment, answer: Ordered) -> None:
    shipment.request, shipment.reference = Request.DONE, answer.reference[:80]
    shipment.price = answer.price if answer.price is not None else shipment.price
    taken = Shipment.objects.filter(office=shipment.office_id, waybill=answer.waybill).exclude(pk=shipment.pk)
    if not answer.waybill:
        shipment.reason = answer.reason[:240] or "Kurir menerima, tetapi belum memberi resi. Tulis resi dari struknya."
    elif taken.exists():
        shipment.reason = f"Kurir memberi resi {answer.waybill}, yang sudah dipakai kiriman lain. Periksa di loket."
    else:
        shipment.waybill, shipment.waybill_at = answer.waybill[:20], now()
    shipment.silent_since = now()
    looking.plan(shipment)
    arrival.plan(shipment)
