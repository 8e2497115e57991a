"""Dukcapil's web service over real HTTP, for the demo and the tests: ``tatadesa emulator dukcapil --port N``.

    POST <any path>/CALL_VERIFY_BY_ELEMEN     also nik_verifby_elemen, koneksitas_verifby_elemen
    POST <any path>/call_nik                  also CALL_NIK
    GET  /control/pertanyaan                  what was asked: method, NIK and keys, newest last; no other values
    POST /control/kuota                       {"left": how many questions remain}
    POST /control/misbehave/<NIK or all>      {"kind": "login|ip|ip-client|user|quota|code|words|person|nonsense| ...,
                                              "times", "status", "seconds", "code"}; all kinds of HTTP too
    POST /control/behave                      forget all faults
    GET  /                                    the same for people

User names and addresses count as right when they are what the server was started with, or always without that.
"""

import re
import threading
from collections import deque
from html import escape
from pathlib import Path
from typing import Any

from tatadesa.gateways.dukcapil.emulated_register import TEXTS, Register, compared, looked_up
from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.moods import EVERYBODY, HTTP_MOODS, Mood
from tatadesa.gateways.emulation.page import buttons, page

_VERIFY = frozenset({"call_verify_by_elemen", "nik_verifby_elemen", "koneksitas_verifby_elemen"})
_MISBEHAVE = re.compile(r"/control/misbehave/(?P<key>[0-9]{16}|all)")
_REFUSALS = {
    "login": "Login Gagal",
    "ip": "IP Address Tidak Sesuai",
    # Two spaces, as it is.
    "ip-client": "IP Client  Tidak terdaftar",
    "user": "User ID Tidak Aktif",
    "quota": "Kuota Akses Hari ini telah Habis",
}
_OWN_MOODS = frozenset({*_REFUSALS, "code", "words", "person", "nonsense"})
_MAX_QUESTIONS = 200
_FAULTS = (
    ("Kuota habis, sekali", {"kind": "quota"}),
    ("Login gagal, sekali", {"kind": "login"}),
    ("IP tidak terdaftar, sekali", {"kind": "ip-client"}),
    ("Meninggal (11), sekali", {"kind": "code", "code": "11"}),
    ("Data ganda (12), sekali", {"kind": "code", "code": "12"}),
    ("Rusak (500), sekali", {"kind": "status", "status": "500"}),
    ("Halaman HTML, sekali", {"kind": "html"}),
    ("Lambat 15 detik", {"kind": "slow", "seconds": "15"}),
    ("Putus sekali", {"kind": "cut"}),
)


class EmulatorServer(http.EmulatorServer):
    """The register, the quota and what was asked."""

    def __init__(self, host: str, port: int, register: Register, credentials: tuple[str, str, str] | None) -> None:
        super().__init__(host, port, _Handler)
        self.register = register
        self.credentials = credentials
        self.questions: deque[dict[str, Any]] = deque(maxlen=_MAX_QUESTIONS)
        self._lock = threading.Lock()
        self._left = 100_000

    def set_quota(self, left: int) -> None:
        """How many questions remain today."""
        with self._lock:
            self._left = left

    def take_quota(self) -> int | None:
        """What remains after this question; None when nothing did."""
        with self._lock:
            if self._left <= 0:
                return None
            self._left -= 1
            return self._left


def make_server(
    port: int,
    residents: Path | None = None,
    *,
    credentials: tuple[str, str, str] | None = None,
    host: str = "127.0.0.1",
) -> EmulatorServer:
    """A bound server that does not serve yet; port 0 takes a free one. ``credentials``: user, password, address."""
    return EmulatorServer(host, port, Register(residents), credentials)


def serve(port: int, residents: Path | None = None, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when the port is taken."""
    http.serve(make_server(port, residents, host=host))


class _Handler(http.EmulatorHandler):
    server_version = "TataDesaDukcapilEmulator"
    known_moods = HTTP_MOODS | _OWN_MOODS
    server: EmulatorServer

    def get(self) -> None:
        if self.path == "/":
            self.send(200, _control_page(list(self.server.questions)), "text/html; charset=utf-8")
        elif self.path == "/control/pertanyaan":
            self.json(200, list(self.server.questions))
        else:
            self.nothing()

    def post(self, body: bytes) -> None:
        method = self.path.rstrip("/").rpartition("/")[2].lower()
        if self.path == "/control/kuota":
            left = str(self.fields(body).get("left", ""))
            self.server.set_quota(int(left) if left.isdecimal() else 0)
            self.done(200, {"left": left}, body)
        elif self.path == "/control/behave":
            self.server.moods.clear()
            self.done(200, {}, body)
        elif found := _MISBEHAVE.fullmatch(self.path):
            self.set_mood(found["key"], body)
        elif method in _VERIFY or method == "call_nik":
            self._answer(self.fields(body), reads=method == "call_nik")
        else:
            self.nothing()

    def _answer(self, said: dict[str, Any], *, reads: bool) -> None:
        wanted = {key.upper(): value for key, value in said.items()}
        nik = str(wanted.get("NIK", ""))
        self.server.questions.append({"method": self.path.rpartition("/")[2], "nik": nik, "keys": sorted(said)})
        mood = self.server.moods.take(nik)
        if not self.survives(mood):
            return
        refused = self._refusal(mood, wanted)
        if refused is not None:
            self.json(200, _envelope(refused, None))
            return
        left = self.server.take_quota()
        if left is None:
            self.json(200, _envelope({"RESPON": _REFUSALS["quota"]}, 0))
            return
        self.json(200, _envelope(self._content(nik, wanted, reads=reads), left))

    def _refusal(self, mood: Mood | None, wanted: dict[str, Any]) -> dict[str, Any] | None:
        if mood is not None and mood.kind in _REFUSALS:
            return {"RESPON": _REFUSALS[mood.kind]}
        match mood:
            case Mood(kind="code"):
                code = int(mood.code) if mood.code.isdecimal() else 0
                return {"RESPONSE_CODE": mood.code, "RESPONSE_DESC": TEXTS.get(code, "Kode uji")}
            case Mood(kind="words"):
                return {"RESPON": mood.code}
            case Mood(kind="person"):
                # A service that was asked to compare and yet tells all: nothing of it may be kept.
                return {"NIK": wanted.get("NIK"), "NAMA_LGKP": mood.code, "ALAMAT": mood.code, "RESPON": mood.code}
            case Mood(kind="nonsense"):
                return {"NIK": [], "NAMA_LGKP": {"a": None}, "RESPONSE_CODE": [1], "TGL_LHR": 1e300}
        if self.server.credentials is None:
            return None
        user, password, address = self.server.credentials
        if (wanted.get("USER_ID"), wanted.get("PASSWORD")) != (user, password):
            return {"RESPON": _REFUSALS["login"]}
        if (wanted.get("IP_USER") or wanted.get("IP_ADDRESS")) != address:
            return {"RESPON": _REFUSALS["ip"]}
        return None

    def _content(self, nik: str, wanted: dict[str, Any], *, reads: bool) -> dict[str, Any]:
        person, code = looked_up(self.server.register, nik)
        if person is None:
            if reads:
                return {"RESPON": "Data Tidak Ditemukan" if code in (13, 15) else TEXTS[code]}
            return {"NIK": nik, "RESPONSE_CODE": str(code), "RESPONSE_DESC": TEXTS[code]}
        if reads:
            return {**person, "NIK": int(nik)}
        threshold = str(wanted.get("TRESHOLD", ""))
        if not threshold.isdecimal():
            return {"RESPON": "TRESHOLD wajib diisi"}
        return dict(compared(person, wanted, int(threshold)))


def _envelope(content: dict[str, Any], left: int | None) -> dict[str, Any]:
    quota = {} if left is None else {"quotaLimiter": left}
    return {
        "content": [content],
        "lastPage": True,
        "numberOfElements": 1,
        "sort": None,
        "totalElements": 1,
        "firstPage": True,
        "number": 0,
        "size": 1,
        **quota,
    }


def _control_page(questions: list[dict[str, Any]]) -> bytes:
    lines = "\n".join(
        f"<li><code>{escape(one['method'])}</code> {escape(one['nik'])}: {escape(', '.join(one['keys']))}</li>"
        for one in reversed(questions)
    )
    faults = buttons(f"/control/misbehave/{EVERYBODY}", _FAULTS)
    return page(
        "Emulator Dukcapil",
        "<p>Halaman ini menggantikan layanan data Dukcapil selama demo. Ia mengenal penduduk demo.</p>\n"
        f"<h2>Pertanyaan</h2>\n<ol reversed>{lines}</ol>\n<h2>Gangguan</h2>\n{faults}\n"
        f"{buttons('/control/kuota', (('Kuota tinggal 0', {'left': '0'}), ('Isi kuota', {'left': '100000'})))}",
    )
