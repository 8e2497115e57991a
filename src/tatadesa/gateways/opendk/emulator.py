"""OpenDK over real HTTP, for trying and for tests: ``tatadesa emulator opendk --port N``.

POST /api/v1/surat/kirim                 what villages send: multipart, Bearer
GET  /api/v1/surat?desa_id=              where each letter of the village is
GET  /api/v1/surat/download?desa_id=&nomor=   the PDF as it lies there
GET  /surat                              the letters that are there, newest last (NIK shown in part)
POST /control/letter/<number>            {"what": "check|sign|sign-late|reject", "note"}: what the kecamatan does;
                                         "sign-late" says signed while the old file still lies there
POST /control/misbehave/<number or all>  {"kind": "slow|drip|status|garbage|html|empty|cut|old", and as needed
                                         "times", "status", "seconds", "retry_after"}; the list is number "daftar";
                                         "old" lists as versions of 2023 do, without numbers
POST /control/behave                     forget all faults
GET  /                                   the same for people
"""

import re
import threading
from html import escape
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.forms import form_of
from tatadesa.gateways.emulation.moods import EVERYBODY, HTTP_MOODS
from tatadesa.gateways.emulation.page import buttons, page

TOKEN = "token-uji"  # noqa: S105 - public, an emulator's
UNKNOWN_NIK_END = "0000"
SEAL = b"\n%% ditandatangani camat\n"
"""What a signature is here: bytes behind the PDF's end. The real one is made by BSrE."""
LIST = "daftar"
_MISBEHAVE = re.compile(r"/control/misbehave/(?P<key>[^/]{1,200})")
_LETTER = re.compile(r"/control/letter/(?P<key>[^/]{1,200})")
_OPERATOR, _WAITS_FOR_SIGNATURE, _SIGNED, _REJECTED = 1, 4, 5, 6
_ACTS = {"check": _WAITS_FOR_SIGNATURE, "sign": _SIGNED, "sign-late": _SIGNED, "reject": _REJECTED}
_MAX_LETTERS = 200
_LARGEST = 2048 * 1024
_WORDS = {
    _OPERATOR: "menunggu verifikasi operator",
    _WAITS_FOR_SIGNATURE: "menunggu ditandatangani",
    _SIGNED: "sudah ditandatangani",
    _REJECTED: "ditolak",
}
_STEPS = (
    ("Tanda tangani", {"what": "sign"}),
    ("Tolak", {"what": "reject", "note": "Lampiran kurang."}),
)
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

        self._files: dict[str, bytes] = {}

    def keep(self, letter: dict[str, Any], file: bytes) -> bool:
        """Take a letter; False for a number that is there already."""
        with self._lock:
            if letter["nomor"] in self._letters:
                return False
            if len(self._letters) >= _MAX_LETTERS:
                oldest = next(iter(self._letters))
                del self._letters[oldest], self._files[oldest]
            self._letters[letter["nomor"]] = {
                "id": len(self._letters) + 1,
                **letter,
                "log_verifikasi": _OPERATOR,
                "keterangan": None,
            }
            self._files[letter["nomor"]] = file
            return True

    def letters(self) -> list[dict[str, Any]]:
        """All."""
        with self._lock:
            return [dict(letter) for letter in self._letters.values()]

    def file(self, village: str, number: str) -> bytes | None:
        """The PDF of a letter of ``village``; None when it is not there."""
        with self._lock:
            letter = self._letters.get(number)
            return self._files[number] if letter is not None and letter["desa_id"] == village else None

    def act(self, number: str, what: str, note: str) -> bool:
        """The kecamatan does one of ``_ACTS``; False for a letter or an act that is not there."""
        with self._lock:
            letter = self._letters.get(number)
            if letter is None or what not in _ACTS:
                return False
            letter["log_verifikasi"], letter["keterangan"] = _ACTS[what], note or None
            if what == "sign":
                self._files[number] += SEAL
            return True


def make_server(port: int, host: str = "127.0.0.1") -> EmulatorServer:
    """A bound server that does not serve yet; port 0 takes a free one (``server_port`` tells which)."""
    return EmulatorServer(host, port)


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when the port is taken."""
    http.serve(make_server(port, host))


class _Handler(http.EmulatorHandler):
    server_version = "TataDesaOpenDkEmulator"
    known_moods = HTTP_MOODS | {"old"}
    max_body = 4 * 1024 * 1024
    server: EmulatorServer

    def get(self) -> None:
        if self.path == "/":
            self.send(200, _control_page(self.server.letters()), "text/html; charset=utf-8")
        elif self.path.rstrip("/") == "/surat":
            self.json(200, self.server.letters())
        elif (parts := urlsplit(self.path)).path in ("/api/v1/surat", "/api/v1/surat/download"):
            query = dict(parse_qsl(parts.query, keep_blank_values=True))
            if parts.path.endswith("download"):
                self._give(query)
            else:
                self._list(query)
        else:
            self.nothing()

    def post(self, body: bytes) -> None:
        if self.path == "/api/v1/surat/kirim":
            self._receive(body)
        elif found := _MISBEHAVE.fullmatch(self.path):
            self.set_mood(unquote(found["key"]), body)
        elif found := _LETTER.fullmatch(self.path):
            self._act(unquote(found["key"]), body)
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
        if not self._is_known():
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
        if not self.server.keep(letter, file):
            self.json(422, {"nomor": ["nomor sudah ada sebelumnya."]})
            return
        self.json(201, {"success": True, "message": "Surat Berhasil Dikirim!", "data": letter})

    def _list(self, query: dict[str, str]) -> None:
        mood = self.server.moods.take(LIST)
        if not (self.survives(mood) and self._is_known() and self._names(query, "desa_id")):
            return
        hidden = "nomor" if mood is not None and mood.kind == "old" else "id"
        shown = [
            {name: value for name, value in letter.items() if name not in (hidden, "tanggal", "size", "desa_id")}
            | {"file": f"{letter['id']}_surat.pdf", "pengurus_id": 1}
            for letter in self.server.letters()
            if letter["desa_id"] == query["desa_id"]
        ]
        self.json(200, {"success": True, "message": "Daftar Surat", "data": shown})

    def _give(self, query: dict[str, str]) -> None:
        survives = self.survives(self.server.moods.take(query.get("nomor", "")))
        if not (survives and self._is_known() and self._names(query, "desa_id", "nomor")):
            return
        file = self.server.file(query["desa_id"], query["nomor"])
        if file is None:
            self.json(404, {"message": "No query results for model [App\\Models\\Surat]."})
        else:
            self.send(200, file, "application/pdf", {"Content-Disposition": 'inline; filename="surat.pdf"'})

    def _act(self, number: str, body: bytes) -> None:
        wanted = self.fields(body)
        if self.server.act(number, str(wanted.get("what")), str(wanted.get("note", ""))):
            self.done(200, {"nomor": number}, body)
        else:
            self.json(404, {"error": f"what is one of {', '.join(_ACTS)}, for a letter that is there"})

    def _is_known(self) -> bool:
        """Whether the token is right; answers by itself when it is not."""
        if self.headers.get("Authorization") == f"Bearer {TOKEN}":
            return True
        self.json(401, {"message": "Unauthenticated."})
        return False

    def _names(self, query: dict[str, str], *names: str) -> bool:
        """Whether the query has all it needs; answers by itself when it has not."""
        missing = {name: [f"{name} wajib diisi."] for name in names if not query.get(name)}
        if missing:
            self.json(422, missing)
        return not missing


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
        f"<li>{escape(one['nomor'])}: {escape(one['nama'])} ({one['size'] // 1024} KB), {_WORDS[one['log_verifikasi']]}"
        f"{'' if one['log_verifikasi'] in (_SIGNED, _REJECTED) else _buttons(one['nomor'])}</li>"
        for one in reversed(letters)
    )
    faults = buttons(f"/control/misbehave/{EVERYBODY}", _FAULTS)
    return page(
        "Emulator OpenDK",
        f"<p>Halaman ini menggantikan OpenDK kecamatan. Tokennya: {TOKEN}</p>\n<h2>Surat diterima</h2>\n"
        f"<ol reversed>{rows}</ol>\n<h2>Gangguan</h2>\n{faults}",
    )


def _buttons(number: str) -> str:
    return buttons(f"/control/letter/{quote(number, safe='')}", _STEPS)
