"""RajaOngkir by Komerce over real HTTP, for the demo and the tests: ``tatadesa emulator komerce --port N``.

    GET  /api/v1/destination/domestic-destination?search=   any five digits are a place; 00000 is none
    POST /api/v1/calculate/domestic-cost                    form
    POST /api/v1/track/waybill                              form awb, courier
    POST /control/parcel/<resi>                             {"what": "next|failed|delivered|returned|unknown"}
    POST /control/misbehave/<what>                          place, cost, track or all; kinds of HTTP, and key (401),
                                                            quota (429), nothing (404), disagree (delivered, and not)
    POST /control/behave
    GET  /                                                  the same for people

The key "salah" is refused.
"""

import re
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.moods import EVERYBODY, HTTP_MOODS, Mood
from tatadesa.gateways.emulation.page import buttons, page
from tatadesa.gateways.emulation.parcels import ZONE, Parcel, Parcels, listed

_STAGES = (
    ("POSTING LOKET", "PURWOKERTO", ""),
    ("MANIFEST SERAH", "PURWOKERTO", ""),
    ("MANIFEST TERIMA", "BANDUNG", ""),
    ("PROSES ANTAR", "BANDUNG", ""),
    ("SELESAI ANTAR", "BANDUNG", "Diterima"),
)
_WHATS = {
    "failed": ("ANTAR ULANG", "BANDUNG", ""),
    "delivered": _STAGES[-1],
    "returned": ("RETUR", "PURWOKERTO", ""),
    "unknown": ("IRREGULARITAS", "BANDUNG", ""),
}
_ANSWERS = {
    "key": (401, "Invalid Api key, key not found"),
    "quota": (429, "Too many requests"),
    "nothing": (404, "Data not found"),
}
KINDS = frozenset({*HTTP_MOODS, *_ANSWERS, "disagree"})
_CONTROL = re.compile(r"/control/(?P<what>parcel|misbehave)/(?P<name>[A-Za-z0-9]{1,30})")
_FAULTS = (
    ("Kuota habis, sekali", {"kind": "quota"}),
    ("Kunci ditolak, sekali", {"kind": "key"}),
    ("Rusak (500), tiga kali", {"kind": "status", "status": "500", "times": "3"}),
    ("Lambat 15 detik", {"kind": "slow", "seconds": "15"}),
    ("Halaman HTML, sekali", {"kind": "html"}),
    ("Jawaban kosong, sekali", {"kind": "empty"}),
    ("Bukan HTTP, sekali", {"kind": "garbage"}),
    ("Putus, sekali", {"kind": "cut"}),
    ("Tidak ada data (404), sekali", {"kind": "nothing"}),
    ("Lacakan bertentangan, sekali", {"kind": "disagree"}),
)


class EmulatorServer(http.EmulatorServer):
    """The parcels, and how often each thing was asked."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port, _Handler)
        self.parcels = Parcels(_STAGES)
        self.calls: dict[str, int] = {}


def make_server(port: int, host: str = "127.0.0.1") -> EmulatorServer:
    """A bound server that does not serve yet; port 0 takes a free one."""
    return EmulatorServer(host, port)


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when the port is taken."""
    http.serve(make_server(port, host))


class _Handler(http.EmulatorHandler):
    server_version = "TataDesaKomerceEmulator"
    known_moods = KINDS
    server: EmulatorServer

    def get(self) -> None:
        parts = urlsplit(self.path)
        if self.path == "/":
            self.send(200, _control_page(self.server), "text/html; charset=utf-8")
        elif parts.path == "/api/v1/destination/domestic-destination":
            self._answer("place", {name: values[0] for name, values in parse_qs(parts.query).items()})
        else:
            self.nothing()

    def post(self, body: bytes) -> None:
        form = dict(parse_qsl(body.decode("utf-8", "replace")))
        if self.path in ("/api/v1/calculate/domestic-cost", "/api/v1/calculate/district/domestic-cost"):
            self._answer("cost", form)
        elif self.path == "/api/v1/track/waybill":
            self._answer("track", form)
        elif self.path == "/control/behave":
            self.server.moods.clear()
            self.done(200, {}, body)
        elif (found := _CONTROL.fullmatch(self.path)) and found["what"] == "misbehave":
            self.set_mood(found["name"], body)
        elif found:
            parcel = self.server.parcels.adopt(found["name"])
            what = str(self.fields(body).get("what", "next"))
            if what in _WHATS:
                self.server.parcels.add(parcel, *_WHATS[what])
            else:
                self.server.parcels.advance(parcel)
            self.done(200, {"resi": parcel.waybill}, body)
        else:
            self.nothing()

    def _answer(self, what: str, asked: dict[str, str]) -> None:
        self.server.calls[what] = self.server.calls.get(what, 0) + 1
        mood = self.server.moods.take(what)
        if not self.survives(mood):
            return
        if self.headers.get("key", "") in ("", "salah"):
            mood = Mood(kind="key")
        if mood is not None and mood.kind in _ANSWERS:
            self._said(*_ANSWERS[mood.kind], None)
            return
        match what:
            case "place":
                self._place(asked.get("search", ""))
            case "cost":
                self._cost(asked)
            case "track":
                self._track(asked, disagrees=mood is not None and mood.kind == "disagree")

    def _place(self, search: str) -> None:
        if not re.fullmatch(r"[0-9]{5}", search) or search == "00000":
            self._said(404, "Domestic Destinations Not Found", None)
            return
        place = {
            "id": int(search) + 100_000,
            "label": f"CONTOH, CONTOH - {search}",
            "province_name": "CONTOH",
            "city_name": "CONTOH",
            "district_name": "CONTOH",
            "subdistrict_name": "CONTOH",
            "zip_code": search,
        }
        self._said(200, "Success Get Domestic Destinations", [{**place, "id": 1, "zip_code": "99999"}, place])

    def _cost(self, asked: dict[str, str]) -> None:
        if not (asked.get("origin", "").isdecimal() and asked.get("weight", "").isdecimal()):
            self._said(422, "Unprocessable", None)
            return
        kilos = max(-(-int(asked["weight"]) // 1000), 1)
        rows = [
            ("Pos Reguler", "240", 13000, "3 day"),
            ("Pos Nextday", "447", 19000, "1 day"),
        ]
        data = [
            {
                "name": "POS Indonesia (POS)",
                "code": "pos",
                "service": name,
                "description": code,
                "cost": cost * kilos,
                "etd": days,
            }
            for name, code, cost, days in rows
        ]
        self._said(200, "Success Calculate Domestic Shipping cost", data)

    def _track(self, asked: dict[str, str], *, disagrees: bool) -> None:
        parcel = self.server.parcels.find(asked.get("awb", ""))
        if parcel is None or not parcel.steps:
            self._said(404, "Waybill not found", None)
            return
        is_there = disagrees or any(step.words == "Diterima" for step in parcel.steps)
        self._said(200, "Success Tracking AWB", _tracking(parcel, is_there=is_there, told=is_there and not disagrees))

    def _said(self, code: int, words: str, data: Any) -> None:
        status = "success" if code == 200 else "error"
        self.json(code, {"meta": {"message": words, "code": code, "status": status}, "data": data})


def _tracking(parcel: Parcel, *, is_there: bool, told: bool) -> dict[str, Any]:
    last = parcel.steps[-1].at + ZONE
    status = "DELIVERED" if is_there else "ON PROCESS"
    return {
        "delivered": told,
        "summary": {
            "courier_code": "pos",
            "waybill_number": parcel.waybill,
            "receiver_name": "IBU CONTOH",
            "status": status,
        },
        "details": {
            "waybill_number": parcel.waybill,
            "receiver_name": "IBU CONTOH",
            "receiver_address1": "Jalan Contoh 1",
        },
        "delivery_status": {
            "status": status,
            "pod_receiver": "IBU CONTOH" if is_there else "",
            "pod_date": last.strftime("%Y-%m-%d") if is_there else "",
            "pod_time": last.strftime("%H:%M:%S") if is_there else "",
        },
        "manifest": [
            {
                "manifest_code": "1",
                "manifest_description": f"{step.name}; PENERIMA : IBU CONTOH",
                "manifest_date": (step.at + ZONE).strftime("%Y-%m-%d"),
                "manifest_time": (step.at + ZONE).strftime("%H:%M:%S"),
                "city_name": step.place,
            }
            for step in parcel.steps
        ],
    }


def _control_page(server: EmulatorServer) -> bytes:
    more = (
        ("Gagal antar", "failed"),
        ("Diterima", "delivered"),
        ("Retur", "returned"),
        ("Kabar tak dikenal", "unknown"),
    )
    return page(
        "Emulator RajaOngkir",
        "<p>Halaman ini menggantikan RajaOngkir selama demo. Resi yang dilacak muncul setelah digerakkan.</p>\n"
        f"<h2>Kiriman</h2>\n{listed(server.parcels, more)}\n"
        f"<h2>Gangguan</h2>\n{buttons(f'/control/misbehave/{EVERYBODY}', _FAULTS)}\n"
        f"{buttons('/control/behave', (('Pulihkan', {}),))}",
    )
