"""OpenDK over real HTTP, for trying and for tests: ``tatadesa emulator opendk --port N``.

POST /api/v1/surat/kirim                 what villages send: multipart, Bearer
GET  /surat                              the letters that are there, newest last (NIK shown in part)
POST /control/misbehave/<number or all>  {"kind": "slow|drip|status|garbage|html|empty|cut", and as needed
                                         "times", "status", "seconds", "retry_after"}
POST /control/behave                     forget all faults
GET  /                                   the same for people
"""

import re
import threading
from html import escape
from typing import Any
from urllib.parse import unquote

from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.forms import form_of
from tatadesa.gateways.emulation.moods import EVERYBODY, HTTP_MOODS
from tatadesa.gateways.emulation.page import buttons, page

TOKEN = "token-uji"  # noqa: S105 - public, an emulator's
UNKNOWN_NIK_END = "0000"
_MISBEHAVE = re.compile(r"/control/misbehave/(?P<key>[^/]{1,200})")
_MAX_LETTERS = 200
_LARGEST = 2048 * 1024
_FAULTS = (
    ("Token ditolak (401), sekali", {"kind": "status", "status": "401"}),
    ("Rusak (500), sekali", {"kind": "status", "status": "500"}),
    ("Lambat 5 detik", {"kind": "slow", "seconds": "5"}),
    ("Halaman HTML, sekali", {"kind": "html"}),
    ("Putus sekali", {"kind": "cut"}),
)


class EmulatorServer(http.EmulatorServer):
    """The letters by number; each request has a thread of its own."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port, _Handler)
        self._lock = threading.Lock()
        self._letters: dict[str, dict[str, Any]] = {}

    def keep(self, letter: dict[str, Any]) -> bool:
        """Take a letter; False for a number that is there already."""
        with self._lock:
            if letter["nomor"] in self._letters:
                return False
            if len(self._letters) >= _MAX_LETTERS:
                del self._letters[next(iter(self._letters))]
            self._letters[letter["nomor"]] = {"id": len(self._letters) + 1, **letter}
            return True

    def letters(self) -> list[dict[str, Any]]:
        """All."""
        with self._lock:
            return list(self._letters.values())


def make_server(port: int, host: str = "127.0.0.1") -> EmulatorServer:
    """A bound server that does not serve yet; port 0 takes a free one (``server_port`` tells which)."""
    return EmulatorServer(host, port)


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when the port is taken."""
    http.serve(make_server(port, host))


class _Handler(http.EmulatorHandler):
    server_version = "TataDesaOpenDkEmulator"
    known_moods = HTTP_MOODS
    max_body = 4 * 1024 * 1024
    server: EmulatorServer

    def get(self) -> None:
        if self.path == "/":
            self.send(200, _control_page(self.server.letters()), "text/html; charset=utf-8")
        elif self.path.rstrip("/") == "/surat":
            self.json(200, self.server.letters())
        else:
            self.nothing()

    def post(self, body: bytes) -> None:
        if self.path == "/api/v1/surat/kirim":
            self._receive(body)
        elif found := _MISBEHAVE.fullmatch(self.path):
            self.set_mood(unquote(found["key"]), body)
        elif self.path == "/control/behave":
            self.server.moods.clear()
            self.done(200, {}, body)
        else:
            self.nothing()

    def _receive(self, body: bytes) -> None:
        fields, files = form_of(self.headers.get("Content-Type", ""), body)
        file = files.get("file", b"")
        number = fields.get("nomor", "")
        # Faults come before anything is kept, but for a slow answer.
        if not self.survives(self.server.moods.take(number)):
            return
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self.json(401, {"message": "Unauthenticated."})
            return
        errors = _errors(fields, file)
        if errors:
            self.json(422, errors)
            return
        if fields["nik"].endswith(UNKNOWN_NIK_END):
            self.json(400, f"Penduduk dengan NIK {fields['nik']} tidak terdaftar di kecamatan")
            return
        letter: dict[str, Any] = {name: fields[name] for name in ("desa_id", "tanggal", "nomor", "nama")}
        letter |= {"nik": f"{fields['nik'][:6]}******{fields['nik'][-4:]}", "size": len(file)}
        if not self.server.keep(letter):
            self.json(422, {"nomor": ["nomor sudah ada sebelumnya."]})
            return
        self.json(201, {"success": True, "message": "Surat Berhasil Dikirim!", "data": letter})


def _errors(fields: dict[str, str], file: bytes) -> dict[str, list[str]]:
    rules = {
        "desa_id": r"[0-9.]{10,13}",
        "nik": r"[0-9]{16}",
        "tanggal": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "nomor": r".+",
        "nama": r".+",
    }
    errors = {
        name: [f"{name} tidak sah."] for name, rule in rules.items() if not re.fullmatch(rule, fields.get(name, ""))
    }
    if not file.startswith(b"%PDF-") or len(file) > _LARGEST:
        errors["file"] = ["file harus PDF, paling besar 2048 KB."]
    return errors


def _control_page(letters: list[dict[str, Any]]) -> bytes:
    rows = "\n".join(
        f"<li>{escape(one['nomor'])}: {escape(one['nama'])} ({one['size'] // 1024} KB)</li>"
        for one in reversed(letters)
    )
    faults = buttons(f"/control/misbehave/{EVERYBODY}", _FAULTS)
    return page(
        "Emulator OpenDK",
        f"<p>Halaman ini menggantikan OpenDK kecamatan. Tokennya: {TOKEN}</p>\n<h2>Surat diterima</h2>\n"
        f"<ol reversed>{rows}</ol>\n<h2>Gangguan</h2>\n{faults}",
    )
