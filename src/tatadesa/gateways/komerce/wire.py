"""What RajaOngkir's answers mean. Whatever comes, nothing here raises."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tatadesa.core.json_api import JsonAnswer, at, said, several, whole
from tatadesa.deliveries.ports import Outcome, ParcelState, Rate, TrackingEvent

_WIB = ZoneInfo("Asia/Jakarta")
_DAYS = re.compile(r"(\d{1,2})(?:\s*-\s*(\d{1,2}))?")
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,40}")
# The words of POS, which are passed on; the first that occurs counts.
_STATES = (
    ("antar ulang", ParcelState.FAILED_ATTEMPT),
    ("gagal antar", ParcelState.FAILED_ATTEMPT),
    ("posting loket", ParcelState.ACCEPTED),
    ("manifest serah", ParcelState.IN_TRANSIT),
    ("manifest terima", ParcelState.IN_TRANSIT),
    ("puri kirim", ParcelState.IN_TRANSIT),
    ("puri terima", ParcelState.IN_TRANSIT),
    ("proses antar", ParcelState.OUT_FOR_DELIVERY),
)
# Beyond those that tell a state. All other text may name people, so it is not kept.
_WORDS = ("selesai antar", "diterima", "diserahkan", "gagal", "retur", "irregularitas", "transit")
_DONE = "SELESAI ANTAR"
_FAULTS = {
    401: (Outcome.REFUSED, "RajaOngkir tidak menerima API key. Periksa lagi isiannya."),
    422: (Outcome.REFUSED, "RajaOngkir menolak isian yang dikirim."),
    429: (Outcome.RETRY, "Kuota RajaOngkir habis. Coba lagi nanti."),
}


def fault(answer: JsonAnswer) -> tuple[Outcome, str] | None:
    """Why an answer gives nothing, None when it is one to read. ``meta.code`` counts before the status."""
    code = whole(at(answer.data, "meta", "code")) or answer.status
    if code in _FAULTS:
        return _FAULTS[code]
    if code == 404 or (code == 400 and "not found" in said(at(answer.data, "meta", "message")).lower()):
        return Outcome.NOTHING, "RajaOngkir tidak punya data untuk ini."
    if code >= 500:
        return Outcome.RETRY, f"RajaOngkir sedang terganggu (HTTP {code})."
    if code >= 300:
        words = said(at(answer.data, "meta", "message"), 120)
        return Outcome.REFUSED, f"RajaOngkir menolak (kode {code}){f': {words}' if words else ''}."
    if not isinstance(answer.data, dict):
        return Outcome.RETRY, "Jawaban RajaOngkir tidak terbaca."
    return None


def destination(data: Any, postcode: str) -> str:
    """The id of a place with ``postcode`` in a search's answer; empty where there is none."""
    for one in several(at(data, "data")):
        if said(one.get("zip_code"), 10) == postcode:
            return said(one.get("id"), 20)
    return ""


def read_rates(data: Any) -> list[Rate]:
    """The prices of POS; where ``description`` is its product code that is the product, else the name is."""
    rates = []
    for one in several(at(data, "data")):
        cost = whole(one.get("cost"))
        name, code = said(one.get("service"), 80), said(one.get("description"), 40)
        if cost is None or said(one.get("code"), 10).lower() not in ("pos", "") or not (name or code):
            continue
        days = _DAYS.search(said(one.get("etd"), 20))
        rates.append(
            Rate(
                product=code if _CODE.fullmatch(code) else name[:40],
                name=name or code,
                fee=cost,
                tax=0,
                insurance=0,
                total=cost,
                days_from=int(days[1]) if days else None,
                days_to=int(days[2] or days[1]) if days else None,
            )
        )
    return rates


def read_events(data: Any) -> list[TrackingEvent]:
    """The manifest, and the delivery where all the answer agrees on it; who received it is left out."""
    found = at(data, "data")
    events = [event for one in several(at(found, "manifest")) if (event := _event(one)) is not None]
    status = said(at(found, "delivery_status", "status") or at(found, "summary", "status"), 30).upper()
    if status == "DELIVERED" and not _denies(at(found, "delivered")):
        moment = _moment(
            said(at(found, "delivery_status", "pod_date"), 20), said(at(found, "delivery_status", "pod_time"), 20)
        )
        if moment is not None:
            # The manifest's own line about it says less.
            events = [event for event in events if (event.at, event.name) != (moment, _DONE)]
            events.append(TrackingEvent(moment, ParcelState.DELIVERED, _DONE))
    elif status in ("RETURN", "RETURNED"):
        last = max((event.at for event in events), default=None)
        if last is not None:
            events.append(TrackingEvent(last, ParcelState.RETURNING, status))
    return events


def _denies(delivered: Any) -> bool:
    return delivered is False or said(delivered).lower() in ("false", "0", "no", "tidak")


def _event(one: dict[str, Any]) -> TrackingEvent | None:
    moment = _moment(said(one.get("manifest_date"), 20), said(one.get("manifest_time"), 20))
    words = said(one.get("manifest_description"), 400)
    if moment is None:
        return None
    plain = words.lower()
    state = next((state for part, state in _STATES if part in plain), ParcelState.UNKNOWN)
    named = next((part for part in (*(part for part, _ in _STATES), *_WORDS) if part in plain), "")
    code = said(one.get("manifest_code"), 20)
    name = named.upper() or (code if _CODE.fullmatch(code) else "") or "Kabar kurir"
    return TrackingEvent(moment, state, name, said(one.get("city_name"), 80).title())


def _moment(day: str, clock: str) -> datetime | None:
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"):
        try:
            return datetime.strptime(f"{day} {clock or '00:00'}", form).replace(tzinfo=_WIB)
        except ValueError:
            continue
    return None
