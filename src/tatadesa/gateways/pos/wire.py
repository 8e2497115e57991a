"""What the gateway's answers mean. Whatever comes, nothing here raises."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tatadesa.core.json_api import at, said, several, whole
from tatadesa.deliveries.ports import Order, ParcelState, Place, Rate, TrackingEvent

_WIB = ZoneInfo("Asia/Jakarta")
_NO_TARIFF = "999"
_STRICT = re.compile(r"(?<![A-Z0-9])P\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{7}(?![A-Z0-9])")
_NAMED = ("resi", "noresi", "no_resi", "connote", "connote_code", "barcode", "transref", "awb", "waybill")
_LOOSE = re.compile(r"[A-Z0-9]{8,20}")
# Booking codes, phones, and days with or without a time: they fill a field, but are no waybill.
_NO_WAYBILL = re.compile(
    r"(?:QOB|PON)[A-Z0-9]+|(?:0|62)\d{8,13}|20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?"
)
_FINE = ("0", "00", "000", "0000", "200", "201", "false", "none", "null", "-", "")
_DAYS = re.compile(r"(\d{1,2})(?:\s*-\s*(\d{1,2}))?\s*(?:hari|day)", re.IGNORECASE)
_TO = re.compile(r"KANTOR TUJUAN\s*:\s*([^;]{1,60})", re.IGNORECASE)
_STATUS = re.compile(r"STATUS\s*:\s*([^;]*)", re.IGNORECASE)
_RECEIVED = re.compile(r"(?<!tidak )(?<!belum )(?<!gagal )\bditerima\b")
_WHY = re.compile(r"KETERANGAN\s*:\s*([^;]{1,80})", re.IGNORECASE)
# Reasons name no person. Whatever else stands there may be the name of whoever opened the door.
_REASONS = (
    "rumah kosong",
    "rumah/kantor kosong",
    "alamat tidak lengkap",
    "alamat tidak dikenal",
    "alamat salah",
    "pindah alamat",
    "penerima tidak di tempat",
    "penerima tidak dikenal",
    "penerima menolak",
    "tidak ada orang",
    "kantor tutup",
    "tidak bisa dihubungi",
    "cuaca",
    "banjir",
)
_STATES = {
    "posting loket": ParcelState.ACCEPTED,
    "manifest serah": ParcelState.IN_TRANSIT,
    "manifest terima": ParcelState.IN_TRANSIT,
    "puri kirim": ParcelState.IN_TRANSIT,
    "puri terima": ParcelState.IN_TRANSIT,
    "proses antar": ParcelState.OUT_FOR_DELIVERY,
}


def fee_request(account_code: str, origin: str, destination: str, weight: int, value: int) -> dict[str, Any]:
    """The body of getFee."""
    return {
        "customerid": account_code,
        "desttypeid": "1",
        "itemtypeid": "1",
        "shipperzipcode": origin,
        "receiverzipcode": destination,
        "weight": weight,
        "length": 0,
        "width": 0,
        "height": 0,
        "diameter": 0,
        "valuegoods": value,
    }


def read_rates(data: Any) -> list[Rate] | None:
    """The tariffs in any of the forms seen; empty for "no tariff", None for what is no answer of getFee."""
    if isinstance(data, dict) and "rs_fee" in data:
        found = at(data, "rs_fee", "r_fee") if data["rs_fee"] is not None else []
    elif isinstance(data, dict) and "response" in data:
        found = data["response"]
        if isinstance(found, dict) and "data" in found:
            found = found["data"]
    elif isinstance(data, list) and any("productname" in one for one in several(data)):
        found = data
    else:
        return None
    rates = []
    for one in several(found):
        # The oldest form has no code; there the product's name is all that tells one from another.
        code, fee = _code(one.get("serviceCode")) or said(one.get("productname"), 40), whole(one.get("fee"))
        total = whole(one.get("totalFee", one.get("totalfee")))
        if not code or code == _NO_TARIFF or (fee is None and total is None):
            continue
        tax, insurance = whole(one.get("feeTax")) or 0, whole(one.get("insurance")) or 0
        insurance += whole(one.get("insuranceTax")) or 0
        fee = fee if fee is not None else (total or 0) - tax - insurance
        days = _DAYS.search(said(one.get("estimation") or one.get("notes") or one.get("SLA")))
        rates.append(
            Rate(
                product=code,
                name=_title(said(one.get("serviceName") or one.get("productname"), 80)) or f"POS {code}",
                fee=fee,
                tax=tax,
                insurance=insurance,
                total=total if total is not None else fee + tax + insurance,
                days_from=int(days[1]) if days else None,
                days_to=int(days[2] or days[1]) if days else None,
            )
        )
    return rates


def posting(order: Order, member: str, user: str) -> dict[str, Any]:
    """The body of AddPostingDoc, key for key (``geolang`` is spelled so)."""
    rate = order.rate
    fee, tax = (rate.fee, rate.tax) if rate else (0, 0)
    return {
        "userid": int(user) if user.isascii() and user.isdecimal() else user,
        "memberid": member,
        "orderid": order.key,
        "addresses": [_address("senderlocation", order.sender), _address("receiverlocation", order.receiver)],
        "itemproperties": {
            "itemtypeid": 1,
            "productid": order.product,
            "valuegoods": order.parcel.value,
            "weight": order.parcel.weight,
            "length": 0,
            "width": 0,
            "height": 0,
            "codvalue": order.parcel.cod,
            "pin": 0,
            "itemdesc": order.parcel.content,
        },
        "paymentvalues": [
            {"name": "fee", "value": fee},
            {"name": "insurance", "value": rate.insurance if rate else 0},
        ],
        "taxes": [{"name": "fee", "value": tax}, {"name": "insurance", "value": 0}],
        "services": [
            {"name": "genreceipt", "value": 1},
            {"name": "printreceipt", "value": 1},
            {"name": "pickup", "value": int(order.wants_pickup)},
            {"name": "delivery", "value": 1},
            {"name": "packing", "value": 0},
        ],
    }


def find_waybill(data: Any, raw: str) -> str:
    """The waybill in an answer whose form nobody has written down: the first that looks like one of today anywhere,
    else a value under a telling name that is no booking code, phone or day.
    """
    if found := sure_waybill(data, raw):
        return found
    for name, value in _values(data):
        text = re.sub(r"[\s-]", "", value.upper())
        is_named = name.lower().replace("-", "_") in _NAMED
        if is_named and _LOOSE.fullmatch(text) and not _NO_WAYBILL.fullmatch(text) and any(c.isdigit() for c in text):
            return text
    return ""


def sure_waybill(data: Any, raw: str) -> str:
    """A waybill in today's form, wherever it stands; values before the text, where it may follow an escape."""
    for text in (*(value for _, value in _values(data)), raw):
        if found := _STRICT.search(text.upper()):
            return found[0]
    return ""


def said_no(data: Any) -> str:
    """The words of a refusal inside an answer of 200; empty when it does not refuse."""
    for name in ("error", "errors", "fault"):
        value = at(data, name)
        if value and said(value).lower() not in _FINE[:-1] and said(at(value, "code")) not in _FINE[:6]:
            inner = at(value, "global") or at(value, "message") or at(value, "description") or value
            return said(inner, 120) or "tanpa alasan"
    code = said(at(data, "rc_mess") or at(data, "respcode") or at(data, "code"), 10)
    # Only numbers are taken for a refusal: a word of success we do not know must not look like one.
    if code.isdecimal() and code not in _FINE:
        words = at(data, "desk_mess") or at(data, "respmsg") or at(data, "message") or at(data, "description")
        return said(words, 120) or f"kode {code}"
    return ""


def read_events(data: Any) -> list[TrackingEvent] | None:
    """The events in the gateway's or the public page's form; empty for an unknown number, None for no such answer."""
    if isinstance(data, dict) and "rs_tnt" in data:
        found = at(data, "rs_tnt", "r_tnt")
    elif isinstance(data, dict) and "result" in data:
        found = data["result"]
    elif at(data, "errors", "global"):
        return []
    else:
        return None
    return [event for one in several(found) if (event := _event(one)) is not None]


def _event(one: dict[str, Any]) -> TrackingEvent | None:
    moment = _moment(said(one.get("eventDate"), 40))
    name = said(one.get("eventName"), 80)
    if moment is None or not name:
        return None
    description = said(one.get("description"), 2000)
    state = _state(name, description)
    note = ""
    if state is ParcelState.FAILED_ATTEMPT:
        note = _reason(description)
    elif state is ParcelState.IN_TRANSIT and (to := _TO.search(description)):
        note = f"Menuju {_title(to[1].strip())}"
    return TrackingEvent(moment, state, name, _title(said(one.get("office") or one.get("officeName"), 80)), note)


def _state(name: str, description: str) -> ParcelState:
    plain = " ".join(name.lower().split())
    if plain == "selesai antar":
        words = description.lower()
        if "antar ulang" in words:
            return ParcelState.FAILED_ATTEMPT
        # What stands after the status is free text: "tidak diterima", or a parcel the sender took back.
        status = _STATUS.search(words)
        return ParcelState.DELIVERED if _RECEIVED.search(status[1] if status else words) else ParcelState.UNKNOWN
    return _STATES.get(plain, ParcelState.UNKNOWN)


def _code(value: Any) -> str:
    """999, 999.0 and "999" are one."""
    return said(whole(value) if isinstance(value, float) else value, 40)


def _reason(description: str) -> str:
    found = _WHY.search(description)
    words = found[1].strip().lower() if found else ""
    return next((reason for reason in _REASONS if reason in words), "")


def _moment(text: str) -> datetime | None:
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M:%S"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=_WIB)
        except ValueError:
            continue
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=_WIB)


def _address(kind: str, place: Place) -> dict[str, Any]:
    street = ", ".join(part for part in (place.street, place.village) if part)
    return {
        "addresstype": kind,
        "customertype": 1,
        "name": place.name,
        "phone": f"0{place.phone[2:]}" if place.phone.startswith("62") else place.phone,
        "email": "",
        "address": street,
        "subdistrict": place.district,
        "city": place.city,
        "province": place.province,
        "zipcode": place.postcode,
        "country": "Indonesia",
        "geolang": "",
        "geolat": "",
        "description": "",
    }


def _values(data: Any, depth: int = 0) -> list[tuple[str, str]]:
    if depth > 8:
        return []
    found: list[tuple[str, str]] = []
    if isinstance(data, dict):
        for name, value in data.items():
            if isinstance(value, str | int) and not isinstance(value, bool):
                found.append((str(name), str(value)))
            else:
                found += _values(value, depth + 1)
    elif isinstance(data, list):
        for value in data[:50]:
            found += _values(value, depth + 1)
    return found


def _title(text: str) -> str:
    """POS shouts; people read better without. Short words stay as they are (KCU, DC)."""
    return " ".join(word.capitalize() if word.isupper() and len(word) > 3 else word for word in text.split())
