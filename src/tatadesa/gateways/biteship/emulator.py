"""Biteship over real HTTP, for the demo and the tests: ``tatadesa emulator biteship --port N``.

    POST   /v1/rates/couriers
    POST   /v1/orders                    the same reference_id makes one order
    GET    /v1/orders/<id>               with its history
    DELETE /v1/orders/<id>               until the courier has it
    GET    /v1/trackings/<id>            and /v1/trackings/<resi>/couriers/pos
    POST   /control/parcel/<resi>        {"what": "next" or a status}; sends a webhook when there is an address
    POST   /control/hook                 {"url", "header", "secret", "form": "same|hmac"}: where webhooks go
    POST   /control/hook/trial           the dashboard's trial: an empty body
    POST   /control/misbehave/<what>     rates, order, cancel, track, hook or all; kinds of HTTP, and key (401),
                                         quota (429), norate, camel (camelCase statuses), lost (the order is made, the
                                         answer is not), late (a webhook brings the waybill), repeat (webhooks twice),
                                         shuffle (old webhooks after new ones)
    POST   /control/behave
    GET    /                             the same for people

The key "salah" is refused.
"""

import hashlib
import hmac
import re
import secrets
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from html import escape
from typing import Any

from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.http import as_json
from tatadesa.gateways.emulation.moods import EVERYBODY, HTTP_MOODS, Mood
from tatadesa.gateways.emulation.page import buttons, page
from tatadesa.gateways.emulation.parcels import Parcel, Parcels, listed

_STAGES = tuple(
    (status, "", "") for status in ("confirmed", "allocated", "picking_up", "picked", "dropping_off", "delivered")
)
_STATUSES = (
    *(name for name, _, _ in _STAGES),
    "scheduled",
    "on_hold",
    "return_in_transit",
    "returned",
    "rejected",
    "courier_not_found",
    "cancelled",
    "disposed",
    "strange_new_status",
)
KINDS = frozenset({*HTTP_MOODS, "key", "quota", "norate", "camel", "lost", "late", "repeat", "shuffle"})
_CONTROL = re.compile(r"/control/(?P<what>parcel|misbehave)/(?P<name>[A-Za-z0-9]{1,30})")
_TRACK = re.compile(r"/v1/trackings/(?P<name>[A-Za-z0-9]{1,40})(?:/couriers/pos)?")
_ORDER = re.compile(r"/v1/orders/(?P<name>[A-Za-z0-9]{1,40})")
_WITH_COURIER = frozenset({"picked", "dropping_off", "delivered"})
_FAULTS = (
    ("Rusak (500), tiga kali", {"kind": "status", "status": "500", "times": "3"}),
    ("Kunci ditolak, sekali", {"kind": "key"}),
    ("Kuota habis, sekali", {"kind": "quota"}),
    ("Pesanan jadi, jawaban hilang", {"kind": "lost"}),
    ("Resi menyusul", {"kind": "late"}),
    ("Lambat 15 detik", {"kind": "slow", "seconds": "15"}),
    ("Halaman HTML, sekali", {"kind": "html"}),
    ("Jawaban kosong, sekali", {"kind": "empty"}),
    ("Bukan HTTP, sekali", {"kind": "garbage"}),
    ("Putus, sekali", {"kind": "cut"}),
    ("Tidak ada ongkos, sekali", {"kind": "norate"}),
    ("Status camelCase, sekali", {"kind": "camel"}),
    ("Kabar berulang", {"kind": "repeat", "times": "5"}),
    ("Kabar tidak urut", {"kind": "shuffle", "times": "5"}),
)


class EmulatorServer(http.EmulatorServer):
    """The orders, and where webhooks go."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port, _Handler)
        self.parcels = Parcels(_STAGES)
        self.hook: dict[str, str] = {}
        self.answers: list[int] = []
        """Statuses that webhooks were answered with."""

    def tell(self, parcel: Parcel, event: str, status: str) -> None:
        """Send one webhook, if there is an address."""
        body = {
            "event": event,
            "order_id": parcel.reference,
            "order_price": parcel.price,
            "courier_tracking_id": _tracking_id(parcel),
            "courier_waybill_id": parcel.waybill,
            "courier_company": "pos",
            "courier_type": parcel.product,
            "courier_driver_name": "Sopir Contoh",
            "courier_driver_phone": "080000000000",
            "courier_link": "",
            "status": status,
        }
        self.send_hook(as_json(body))

    def send_hook(self, body: bytes) -> None:
        """Post ``body`` with the secret."""
        url = self.hook.get("url", "")
        if not url.startswith(("http://", "https://")):
            return
        secret = self.hook.get("secret", "")
        if self.hook.get("form") == "hmac":
            secret = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", self.hook.get("header") or "X-Biteship-Secret": secret}
        request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - checked above
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                self.answers.append(answer.status)
        except urllib.error.HTTPError as error:
            self.answers.append(error.code)
        except OSError:
            self.answers.append(0)


def make_server(port: int, host: str = "127.0.0.1") -> EmulatorServer:
    """A bound server that does not serve yet; port 0 takes a free one."""
    return EmulatorServer(host, port)


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when the port is taken."""
    http.serve(make_server(port, host))


class _Handler(http.EmulatorHandler):
    server_version = "TataDesaBiteshipEmulator"
    known_moods = KINDS
    server: EmulatorServer

    def get(self) -> None:
        if self.path == "/":
            self.send(200, _control_page(self.server), "text/html; charset=utf-8")
        elif self.path == "/control/parcels":
            listing = [
                {"resi": one.waybill, "id": one.reference, "key": one.key} for one in self.server.parcels.newest(500)
            ]
            self.json(200, {"parcels": listing, "answers": self.server.answers})
        elif found := _TRACK.fullmatch(self.path):
            mood = self._mood("track")
            if not isinstance(mood, bool):
                self._track(found["name"], is_camel=mood is not None and mood.kind == "camel")
        elif found := _ORDER.fullmatch(self.path):
            if self._mood("track") is not False:
                self._ordered(found["name"])
        else:
            self.nothing()

    def delete(self) -> None:
        found = _ORDER.fullmatch(self.path)
        if not found or self._mood("cancel") is False:
            return
        parcel = self.server.parcels.find(found["name"])
        if parcel is None:
            self._error(404, 40003001, "Order not found")
        elif any(step.name in _WITH_COURIER for step in parcel.steps):
            self._error(400, 40002070, "Order can not be cancelled")
        else:
            parcel.is_cancelled = True
            self.server.parcels.add(parcel, "cancelled", "")
            self.json(200, {"success": True, "object": "order", "id": parcel.reference, "status": "cancelled"})

    def post(self, body: bytes) -> None:
        if self.path == "/v1/rates/couriers":
            mood = self._mood("rates")
            if mood is not False:
                self._rates(self.fields(body), mood)
        elif self.path == "/v1/orders":
            mood = self._mood("order")
            if mood is not False:
                self._order(self.fields(body), mood)
        else:
            self._control(body)

    def _control(self, body: bytes) -> None:
        if self.path == "/control/behave":
            self.server.moods.clear()
            self.done(200, {}, body)
        elif self.path == "/control/hook":
            self.server.hook = {name: str(value) for name, value in self.fields(body).items()}
            self.done(200, {}, body)
        elif self.path == "/control/hook/trial":
            self.server.send_hook(b"")
            self.done(200, {"answers": self.server.answers[-1:]}, body)
        elif (found := _CONTROL.fullmatch(self.path)) and found["what"] == "misbehave":
            self.set_mood(found["name"], body)
        elif found and (parcel := self.server.parcels.find(found["name"])):
            self._move(parcel, str(self.fields(body).get("what", "next")))
            self.done(200, {"resi": parcel.waybill, "status": parcel.steps[-1].name if parcel.steps else ""}, body)
        else:
            self.nothing()

    def _move(self, parcel: Parcel, what: str) -> None:
        before = [step.name for step in parcel.steps]
        if what in _STATUSES:
            self.server.parcels.add(parcel, what, "")
        else:
            self.server.parcels.advance(parcel)
        mood = self.server.moods.take("hook")
        status = parcel.steps[-1].name
        told = [status, status] if mood and mood.kind == "repeat" else [status]
        if mood and mood.kind == "shuffle":
            told += before
        for one in told:
            self.server.tell(parcel, "order.status", one)

    def _mood(self, what: str) -> Mood | bool | None:
        """The fault that is left to act on; False when it was answered already."""
        mood = self.server.moods.take(what)
        if not self.survives(mood):
            return False
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if key in ("", "salah") or (mood is not None and mood.kind == "key"):
            self._error(401, 40002001, "Authorization failed")
            return False
        if mood is not None and mood.kind == "quota":
            self.send(429, as_json({"success": False, "error": "Too many"}), "application/json", {"Retry-After": "30"})
            return False
        return mood

    def _rates(self, wanted: dict[str, Any], mood: Any) -> None:
        if not isinstance(wanted.get("origin_postal_code"), int):
            self._error(400, 40001001, "Invalid origin")
            return
        if (mood is not None and mood.kind == "norate") or wanted.get("destination_postal_code") == 0:
            self._error(400, 40001010, "No rate")
            return
        pricing = [
            {
                "company": "pos",
                "courier_name": "Pos Indonesia",
                "courier_code": "pos",
                "courier_service_name": name,
                "courier_service_code": code,
                "currency": "IDR",
                "description": "",
                "duration": f"{days} days",
                "shipment_duration_range": days,
                "shipment_duration_unit": "days",
                "price": price,
                "insurance_fee": 0,
                "cash_on_delivery_fee": 0,
            }
            for code, name, days, price in (
                ("reg", "Pos Reguler", "2 - 3", 11000),
                ("next_day", "Pos Nextday", "1", 20000),
            )
        ]
        self.json(200, {"success": True, "object": "courier_pricing", "code": 20001003, "pricing": pricing})

    def _order(self, wanted: dict[str, Any], mood: Any) -> None:
        if not wanted.get("destination_contact_phone") or not wanted.get("items"):
            self._error(400, 40002041, "Failed to create order")
            return
        parcel = self.server.parcels.make(
            str(wanted.get("reference_id") or secrets.token_hex(8)),
            reference=secrets.token_hex(12),
            product=str(wanted.get("courier_type", "")),
            to=str(wanted.get("destination_postal_code", "")),
            price=11000,
            wants_pickup=True,
        )
        if not parcel.steps:
            self.server.parcels.add(parcel, "confirmed", "")
        if mood is not None and mood.kind == "lost":
            self.close_connection = True
            return
        is_late = mood is not None and mood.kind == "late"
        waybill = None if is_late else parcel.waybill
        courier = {"tracking_id": _tracking_id(parcel), "waybill_id": waybill, "company": "pos", "type": parcel.product}
        answer = {"success": True, "object": "order", "id": parcel.reference, "courier": courier, "price": parcel.price}
        self.json(200, {**answer, "reference_id": parcel.key, "status": "confirmed"})
        if is_late:
            threading.Timer(0.3, self.server.tell, (parcel, "order.waybill_id", "")).start()

    def _track(self, name: str, *, is_camel: bool) -> None:
        parcel = self.server.parcels.find(name.removeprefix("trk"))
        # An order's id is no name of a tracking.
        if parcel is None or name == parcel.reference:
            self._error(404, 40003001, "Tracking not found")
            return
        history = _history(parcel, _camel if is_camel else str)
        answer = {
            "success": True,
            "messsage": "ok",
            "object": "tracking",
            "id": _tracking_id(parcel),
            "history": history,
        }
        self.json(200, {**answer, "waybill_id": parcel.waybill, "order_id": parcel.reference})

    def _ordered(self, name: str) -> None:
        parcel = self.server.parcels.find(name)
        if parcel is None or name != parcel.reference:
            self._error(404, 40003001, "Order not found")
            return
        courier = {"tracking_id": _tracking_id(parcel), "company": "pos", "history": _history(parcel, str)}
        self.json(200, {"success": True, "object": "order", "id": parcel.reference, "courier": courier})

    def _error(self, status: int, code: int, words: str) -> None:
        self.json(status, {"success": False, "error": words, "code": code})


def _tracking_id(parcel: Parcel) -> str:
    return f"trk{parcel.reference}"


def _history(parcel: Parcel, shown: Callable[[str], str]) -> list[dict[str, str]]:
    return [
        {"note": "Kurir Contoh, 0800", "updated_at": step.at.isoformat(), "status": shown(step.name)}
        for step in parcel.steps
    ]


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _hook_form(hook: dict[str, str]) -> str:
    labels = (("url", "Alamat"), ("header", "Nama header"), ("secret", "Rahasia"), ("form", "Bentuk (same atau hmac)"))
    inputs = "".join(
        f'<p><label>{label} <input name="{name}" value="{escape(hook.get(name, ""))}"></label></p>'
        for name, label in labels
    )
    return f'<form method="post" action="/control/hook">{inputs}<button>Simpan</button></form>'


def _control_page(server: EmulatorServer) -> bytes:
    more = [
        (status, status)
        for status in (
            "picked",
            "dropping_off",
            "delivered",
            "on_hold",
            "return_in_transit",
            "returned",
            "strange_new_status",
        )
    ]
    return page(
        "Emulator Biteship",
        "<p>Halaman ini menggantikan Biteship selama demo. Tekan tombol untuk menggerakkan kiriman.</p>\n"
        f"<h2>Kiriman</h2>\n{listed(server.parcels, more)}\n"
        f"<h2>Kabar otomatis (webhook)</h2>\n{_hook_form(server.hook)}\n"
        f"{buttons('/control/hook/trial', (('Kirim kabar percobaan', {}),))}\n"
        f"<h2>Gangguan</h2>\n{buttons(f'/control/misbehave/{EVERYBODY}', _FAULTS)}\n"
        f"{buttons('/control/behave', (('Pulihkan', {}),))}",
    )
