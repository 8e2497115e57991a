"""The gateway of POS over real HTTP, for the demo and the tests: ``tatadesa emulator pos --port N``.

POST /token                              form grant_type, Basic; the key "salah" is refused
POST /{utilitas/1.0.1|utility/1.0.0}/getFee and getTrackAndTrace
POST /webhookpos/1.0.1/AddPostingDoc     also webhook/1.0/AddPostingDoc; the same orderid makes one parcel
POST /api/lacak                          the public page's form, without a token
GET  /control/parcels                    what there is
POST /control/parcel/<resi>              {"what": "next|out|failed|delivered|returned|unknown"}; a resi nobody knows
                                         becomes a parcel of the counter
POST /control/form                       {"form": "array|object|new|strings|none|null"}: how answers look
POST /control/misbehave/<what>           fee, track, order, token, public or all; kinds of HTTP, and expired (401),
                                         quota (429), lost (the order is made, the answer is not), answer (the order
                                         is made, the answer is the JSON in code), repeat (every event twice), shuffle
                                         (events in any order)
POST /control/behave
GET  /                                   the same for people
"""

import json
import random
import re
import secrets
import threading
from collections.abc import Mapping
from typing import Any

from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.http import as_json
from tatadesa.gateways.emulation.moods import EVERYBODY, HTTP_MOODS, Mood
from tatadesa.gateways.emulation.page import buttons, page
from tatadesa.gateways.emulation.parcels import ZONE, Parcel, Parcels, listed

_STAGES = (
    ("POSTING LOKET", "KCP PURWOKERTO", "LAYANAN :POS REGULER;PENGIRIM : KANTOR DESA;Jl. Raya 1;0281000000;BANYUMAS"),
    ("MANIFEST SERAH", "KCU PURWOKERTO", "KANTOR TUJUAN : SPP BANDUNG 40400"),
    ("MANIFEST TERIMA", "SPP BANDUNG", ""),
    ("PROSES ANTAR", "DC BANDUNG", ""),
    ("SELESAI ANTAR", "DC BANDUNG", "STATUS: Diterima;PENERIMA / KETERANGAN : IBU CONTOH"),
)
_WHATS = {
    "failed": ("SELESAI ANTAR", "DC BANDUNG", "STATUS: Antar Ulang;PENERIMA / KETERANGAN : RUMAH KOSONG"),
    "delivered": _STAGES[-1],
    "returned": ("SELESAI ANTAR", "KCP PURWOKERTO", "STATUS: Retur;PENERIMA / KETERANGAN : KEMBALI KE PENGIRIM"),
    "unknown": ("IRREGULARITAS", "SPP BANDUNG", ""),
    "out": ("PROSES ANTAR", "DC BANDUNG", ""),
}
_PRODUCTS = (("240", "POS REGULER", 9000, 99, "2-4 Hari"), ("447", "POS NEXTDAY", 18000, 198, "1 Hari"))
_FORMS = ("array", "object", "new", "strings", "none", "null")
KINDS = frozenset({*HTTP_MOODS, "expired", "quota", "lost", "answer", "repeat", "shuffle"})
_PATH = re.compile(r"/(?:utilitas/1\.0\.1|utility/1\.0\.0)/(?P<what>getFee|getTrackAndTrace)")
_BOOKING = ("/webhookpos/1.0.1/AddPostingDoc", "/webhook/1.0/AddPostingDoc")
_CONTROL = re.compile(r"/control/(?P<what>parcel|misbehave)/(?P<name>[A-Za-z0-9]{1,30})")
_FAULTS = (
    ("Rusak (500), tiga kali", {"kind": "status", "status": "500", "times": "3"}),
    ("Token kedaluwarsa, sekali", {"kind": "expired"}),
    ("Kuota habis, sekali", {"kind": "quota"}),
    ("Pesanan jadi, jawaban hilang", {"kind": "lost"}),
    ("Lambat 15 detik", {"kind": "slow", "seconds": "15"}),
    ("Halaman HTML, sekali", {"kind": "html"}),
    ("Jawaban kosong, sekali", {"kind": "empty"}),
    ("Bukan HTTP, sekali", {"kind": "garbage"}),
    ("Putus, sekali", {"kind": "cut"}),
    ("Kabar berulang", {"kind": "repeat", "times": "5"}),
    ("Kabar tidak urut", {"kind": "shuffle", "times": "5"}),
)


class EmulatorServer(http.EmulatorServer):
    """The parcels, the tokens that are good, and how answers look."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port, _Handler)
        self.parcels = Parcels(_STAGES)
        self.form = "array"
        self.tokens: set[str] = set()
        self.calls: dict[str, int] = {}
        self.heard: dict[str, dict[str, str]] = {}
        """The headers of the last question of each kind, by lower-case name; its path under ``path``."""
        self.lock = threading.Lock()

    def count(self, what: str, path: str, headers: Mapping[str, str]) -> None:
        """How often something was asked, and how."""
        with self.lock:
            self.calls[what] = self.calls.get(what, 0) + 1
            self.heard[what] = {"path": path, **{name.lower(): value for name, value in headers.items()}}


def make_server(port: int, host: str = "127.0.0.1") -> EmulatorServer:
    """A bound server that does not serve yet; port 0 takes a free one."""
    return EmulatorServer(host, port)


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when the port is taken."""
    http.serve(make_server(port, host))


class _Handler(http.EmulatorHandler):
    server_version = "TataDesaPosEmulator"
    known_moods = KINDS
    server: EmulatorServer

    def get(self) -> None:
        if self.path == "/":
            self.send(200, _control_page(self.server), "text/html; charset=utf-8")
        elif self.path == "/control/parcels":
            found = self.server.parcels.newest(500)
            self.json(200, {"parcels": [_shown(one) for one in found], "calls": self.server.calls})
        else:
            self.nothing()

    def post(self, body: bytes) -> None:
        if self.path == "/token":
            self._token()
        elif found := _PATH.fullmatch(self.path):
            fee = found["what"] == "getFee"
            self._with_token("fee" if fee else "track", body, self._fee if fee else self._track)
        elif self.path in _BOOKING:
            self._with_token("order", body, self._order)
        elif self.path == "/api/lacak":
            self._public(body)
        else:
            self._control(body)

    def _control(self, body: bytes) -> None:
        wanted = self.fields(body)
        if self.path == "/control/behave":
            self.server.moods.clear()
            self.done(200, {}, body)
        elif self.path == "/control/form" and wanted.get("form") in _FORMS:
            self.server.form = str(wanted["form"])
            self.done(200, {"form": self.server.form}, body)
        elif (found := _CONTROL.fullmatch(self.path)) and found["what"] == "misbehave":
            self.set_mood(found["name"], body)
        elif found and found["what"] == "parcel":
            parcel = self.server.parcels.adopt(found["name"])
            what = str(wanted.get("what", "next"))
            if what in _WHATS:
                self.server.parcels.add(parcel, *_WHATS[what])
            else:
                self.server.parcels.advance(parcel)
            self.done(200, _shown(parcel), body)
        else:
            self.nothing()

    def _token(self) -> None:
        self.server.count("token", self.path, dict(self.headers))
        if not self.survives(self.server.moods.take("token")):
            return
        given = self.headers.get("Authorization", "")
        if not given.startswith("Basic ") or "c2FsYWg6" in given:
            self.json(401, {"error": "invalid_client", "error_description": "Client Authentication failed."})
            return
        token = secrets.token_hex(16)
        self.server.tokens.add(token)
        scope = "am_application_scope default"
        self.json(200, {"access_token": token, "scope": scope, "token_type": "Bearer", "expires_in": 3600})

    def _with_token(self, what: str, body: bytes, answer: Any) -> None:
        self.server.count(what, self.path, dict(self.headers))
        mood = self.server.moods.take(what)
        if mood is not None and mood.kind == "expired":
            self.server.tokens.clear()
        if self.headers.get("Authorization", "").removeprefix("Bearer ") not in self.server.tokens:
            fault = {"code": 900901, "message": "Invalid Credentials", "description": "Invalid Credentials"}
            self.json(401, {"fault": fault})
            return
        if mood is not None and mood.kind == "quota":
            self.send(429, as_json({"fault": {"code": 900800}}), "application/json", {"Retry-After": "30"})
            return
        if self.survives(mood):
            answer(self.fields(body), mood)

    def _fee(self, wanted: dict[str, Any], mood: Mood | None) -> None:
        self.json(200, _fees(self.server.form, _grams(wanted.get("weight"))))

    def _track(self, wanted: dict[str, Any], mood: Mood | None) -> None:
        parcel = self.server.parcels.find(str(wanted.get("resi", "")))
        events = [_event(parcel, step, "office") for step in parcel.steps] if parcel else []
        if mood is not None and mood.kind == "repeat":
            events = [*events, *events]
        if mood is not None and mood.kind == "shuffle":
            random.shuffle(events)
        if not events:
            self.json(200, {"rs_tnt": None})
        else:
            self.json(200, {"rs_tnt": {"r_tnt": events[0] if len(events) == 1 else events}})

    def _public(self, body: bytes) -> None:
        self.server.count("public", self.path, dict(self.headers))
        if not self.survives(self.server.moods.take("public")):
            return
        parcel = self.server.parcels.find(str(self.fields(body).get("barcode", "")))
        if parcel is None or not parcel.steps:
            self.json(200, {"errors": {"global": "Data dengan barcode tersebut tidak ditemukan"}})
            return
        self.json(200, {"result": [_event(parcel, step, "officeName") for step in parcel.steps]})

    def _order(self, wanted: dict[str, Any], mood: Mood | None) -> None:
        sides = {one.get("addresstype"): one for one in wanted.get("addresses", []) if isinstance(one, dict)}
        goods = wanted.get("itemproperties")
        if not wanted.get("orderid") or set(sides) != {"senderlocation", "receiverlocation"} or not goods:
            self.json(200, {"respcode": "99", "respmsg": "Data tidak lengkap"})
            return
        pickup = any(one.get("name") == "pickup" and one.get("value") for one in wanted.get("services", []))
        parcel = self.server.parcels.make(
            str(wanted["orderid"]),
            reference=f"QOB{secrets.token_hex(5).upper()}",
            product=str(goods.get("productid", "")),
            to=f"{sides['receiverlocation'].get('city', '')} {sides['receiverlocation'].get('zipcode', '')}",
            price=sum(int(one.get("value", 0)) for one in wanted.get("paymentvalues", [])),
            wants_pickup=pickup,
        )
        if mood is not None and mood.kind == "lost":
            self.close_connection = True
            return
        if mood is not None and mood.kind == "answer":
            self.send(200, mood.code.encode(), "application/json")
            return
        answer = {"respcode": "000", "respmsg": "Sukses", "bookingcode": parcel.reference, "transref": parcel.waybill}
        self.json(200, {"response": answer} if self.server.form == "new" else answer)


def _fees(form: str, weight: int) -> dict[str, Any]:
    kilos = max(-(-weight // 1000), 1)
    rows: list[dict[str, Any]] = [
        {
            "serviceCode": int(code),
            "serviceName": name,
            "fee": fee * kilos,
            "feeTax": tax * kilos,
            "insurance": 0,
            "insuranceTax": 0,
            "totalFee": (fee + tax) * kilos,
            "itemValue": 0,
        }
        for code, name, fee, tax, _ in _PRODUCTS
    ]
    match form:
        case "object":
            return {"rs_fee": {"r_fee": rows[0]}}
        case "new":
            times = {code: days for code, *_, days in _PRODUCTS}
            data = [{**row, "estimation": times[str(row["serviceCode"])]} for row in rows]
            return {"response": {"data": data}}
        case "strings":
            return {"rs_fee": {"r_fee": [{name: str(value) for name, value in row.items()} for row in rows]}}
        case "none":
            return {"rs_fee": {"r_fee": {"serviceCode": 999, "serviceName": "Tarif tidak ditemukan", "totalFee": 0}}}
        case "null":
            return {"rs_fee": None}
    return {"rs_fee": {"r_fee": rows}}


def _event(parcel: Parcel, step: Any, place: str) -> dict[str, str]:
    local = step.at + ZONE
    return {
        "barcode": parcel.waybill,
        "eventDate": local.strftime("%Y-%m-%d %H:%M:%S"),
        "eventName": step.name,
        place: step.place,
        "description": step.words,
    }


def _grams(value: Any) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 100


def _shown(parcel: Parcel) -> dict[str, Any]:
    return {
        "resi": parcel.waybill,
        "orderid": parcel.key,
        "to": parcel.to,
        "pickup": parcel.wants_pickup,
        "events": [step.name for step in parcel.steps],
    }


def _control_page(server: EmulatorServer) -> bytes:
    more = (
        ("Sedang diantar", "out"),
        ("Gagal antar", "failed"),
        ("Diterima", "delivered"),
        ("Retur", "returned"),
        ("Kabar tak dikenal", "unknown"),
    )
    forms = [(form, {"form": form}) for form in _FORMS]
    return page(
        "Emulator POS Indonesia",
        "<p>Halaman ini menggantikan gerbang POS selama demo. Tekan tombol untuk menggerakkan kiriman.</p>\n"
        f"<h2>Kiriman</h2>\n{listed(server.parcels, more)}\n"
        f"<h2>Bentuk jawaban ongkos: {json.dumps(server.form)}</h2>\n{buttons('/control/form', forms)}\n"
        f"<h2>Gangguan</h2>\n{buttons(f'/control/misbehave/{EVERYBODY}', _FAULTS)}\n"
        f"{buttons('/control/behave', (('Pulihkan', {}),))}",
    )
