"""What Biteship's answers and webhooks mean. Whatever comes, nothing here raises."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tatadesa.core.json_api import JsonAnswer, at, said, several, whole
from tatadesa.deliveries.ports import Order, Outcome, Parcel, ParcelState, Place, Rate, TrackingEvent, WebhookNews

_WIB = ZoneInfo("Asia/Jakarta")
_DAYS = re.compile(r"(\d{1,2})(?:\s*-\s*(\d{1,2}))?")
_STATES = {
    "confirmed": ParcelState.REQUESTED,
    "scheduled": ParcelState.REQUESTED,
    "allocated": ParcelState.REQUESTED,
    "pickingup": ParcelState.REQUESTED,
    "picked": ParcelState.ACCEPTED,
    "droppingoff": ParcelState.IN_TRANSIT,
    "delivered": ParcelState.DELIVERED,
    "returnintransit": ParcelState.RETURNING,
    "returned": ParcelState.RETURNED,
    "onhold": ParcelState.PROBLEM,
    "rejected": ParcelState.PROBLEM,
    "couriernotfound": ParcelState.PROBLEM,
    "disposed": ParcelState.PROBLEM,
    "cancelled": ParcelState.CANCELLED,
}
_CODES = {
    40001001: "alamat kantor tidak dikenal",
    40001002: "alamat tujuan tidak dikenal",
    40001010: "tidak ada ongkos untuk tujuan ini",
    40002001: "API key tidak diterima",
    40002041: "pesanan tidak bisa dibuat",
    40002059: "pesanan tidak bisa dibuat",
    40002060: "pesanan tidak bisa dibuat",
    40003001: "resi tidak ditemukan",
    40003002: "resi tidak ditemukan",
}
_NOTHING = (40001010, 40003001, 40003002)


def state_of(status: str) -> ParcelState:
    """``droppingOff``, ``dropping_off`` and ``DROPPING OFF`` are one."""
    return _STATES.get(re.sub(r"[^a-z]", "", status.lower()), ParcelState.UNKNOWN)


def fault(answer: JsonAnswer) -> tuple[Outcome, str] | None:
    """Why an answer gives nothing, None when it is one to read."""
    code = whole(at(answer.data, "code"))
    if answer.is_good and at(answer.data, "success") is True:
        return None
    if code in _CODES:
        return (Outcome.NOTHING if code in _NOTHING else Outcome.REFUSED), f"Biteship: {_CODES[code]}."
    if answer.is_passing:
        return Outcome.RETRY, f"Biteship sedang terganggu (HTTP {answer.status})."
    if answer.status in (401, 403):
        return Outcome.REFUSED, "Biteship tidak menerima API key. Periksa lagi isiannya."
    if answer.status == 404:
        return Outcome.NOTHING, "Biteship tidak menemukan data ini."
    if answer.is_good:
        return Outcome.RETRY, "Jawaban Biteship tidak terbaca."
    words = said(at(answer.data, "error"), 120)
    return Outcome.REFUSED, f"Biteship menolak (HTTP {answer.status}){f': {words}' if words else ''}."


def items(parcel: Parcel) -> list[dict[str, Any]]:
    """The letter as goods: an envelope of 30 by 22 cm."""
    return [
        {
            "name": parcel.content,
            "description": "",
            "value": parcel.value,
            "length": 30,
            "width": 22,
            "height": 1,
            "weight": parcel.weight,
            "quantity": 1,
        }
    ]


def postcode(text: str) -> int:
    """As a number; 0 for what is none, which Biteship refuses."""
    return int(text) if re.fullmatch(r"[0-9]{5}", text) else 0


def rate_request(origin: str, destination: str, parcel: Parcel) -> dict[str, Any]:
    """The body of rates/couriers."""
    return {
        "origin_postal_code": postcode(origin),
        "destination_postal_code": postcode(destination),
        "couriers": "pos",
        "items": items(parcel),
    }


def read_rates(data: Any) -> list[Rate]:
    """The prices of POS."""
    rates = []
    for one in several(at(data, "pricing")):
        price, code = whole(one.get("price")), said(one.get("courier_service_code"), 40)
        if price is None or not code or said(one.get("company") or one.get("courier_code"), 20).lower() != "pos":
            continue
        insurance = whole(one.get("insurance_fee")) or 0
        in_days = said(one.get("shipment_duration_unit"), 10).lower().startswith("day")
        days = _DAYS.search(said(one.get("shipment_duration_range"), 20)) if in_days else None
        rates.append(
            Rate(
                product=code,
                name=said(one.get("courier_service_name"), 80) or code,
                fee=price - insurance,
                tax=0,
                insurance=insurance,
                total=price,
                days_from=int(days[1]) if days else None,
                days_to=int(days[2] or days[1]) if days else None,
            )
        )
    return rates


def order_request(order: Order) -> dict[str, Any]:
    """The body of orders, in flat fields."""
    sender, receiver = order.sender, order.receiver
    body: dict[str, Any] = {
        "shipper_contact_name": sender.name,
        "shipper_contact_phone": _local(sender.phone),
        "shipper_organization": sender.name,
        "courier_company": "pos",
        "courier_type": order.product,
        "delivery_type": "now",
        "order_note": order.note,
        "reference_id": order.key,
        "metadata": {},
        "items": items(order.parcel),
        **_side("origin", sender),
        **_side("destination", receiver),
    }
    if order.parcel.cod:
        body |= {"destination_cash_on_delivery": order.parcel.cod}
    return body


def read_events(data: Any) -> list[TrackingEvent]:
    """The history of a tracking or an order. Its notes are free text and may name people, so they are left out."""
    events = []
    for one in several(at(data, "history") or at(data, "courier", "history")):
        moment, status = _moment(said(one.get("updated_at"), 40)), said(one.get("status"), 40)
        if moment is not None and status:
            events.append(TrackingEvent(moment, state_of(status), status))
    return events


def read_news(data: Any) -> WebhookNews | None:
    """One webhook; None for what is none of the three we know."""
    if said(at(data, "event"), 40) not in ("order.status", "order.price", "order.waybill_id"):
        return None
    status = said(at(data, "status"), 40)
    # Most do not say when: such a one is a reason to ask, as repeated and late ones cannot be told from new ones.
    moment = _moment(said(at(data, "updated_at"), 40))
    event = None
    if moment is not None and status and at(data, "event") == "order.status":
        event = TrackingEvent(moment, state_of(status), status)
    return WebhookNews(
        reference=said(at(data, "order_id"), 80),
        waybill=said(at(data, "courier_waybill_id"), 30),
        price=whole(at(data, "order_price")),
        event=event,
    )


def _side(name: str, place: Place) -> dict[str, Any]:
    region = ", ".join(part for part in (place.village, place.district, place.city, place.province) if part)
    return {
        f"{name}_contact_name": place.name,
        f"{name}_contact_phone": _local(place.phone),
        f"{name}_address": ", ".join(part for part in (place.street, region) if part),
        f"{name}_note": "",
        f"{name}_postal_code": postcode(place.postcode),
    }


def _local(phone: str) -> str:
    return f"0{phone[2:]}" if phone.startswith("62") else phone


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=_WIB)
