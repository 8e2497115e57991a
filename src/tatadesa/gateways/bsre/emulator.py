"""BSrE's Esign Client Service over real HTTP, for trying and for tests: ``tatadesa emulator bsre --port N``.

It really signs, with certificates of an example authority that is made when the first letter comes.

POST /api/sign/pdf, GET /api/sign/download/<id>, GET /api/user/status/<nik>, POST /api/sign/verify          version 1
POST /api/v2/sign/pdf, /api/v2/sign/get/totp, /api/v2/user/check/status, /api/v2/verify/pdf                 version 2
POST /stempel                            a time stamping authority (RFC 3161)
POST /control/signer/<nik>               {"status": "...", "passphrase": "..."} of one signer
POST /control/misbehave/<nik or all>     {"kind": "slow|drip|status|garbage|html|empty|cut|lost|code", and as needed
                                         "times", "status", "seconds", "code"}; lost: signed, but the answer breaks off
                                         (version 1 then has it for one download); code: a refusal with that status_code
POST /control/behave                     forget all faults
GET  /                                   the same for people

Every NIK of 16 digits has the status ISSUE and the passphrase below; one that ends in 0000 is not registered.
"""

import base64
import re
import threading
import uuid
from typing import Any
from urllib.parse import unquote

from tatadesa.gateways.bsre import emulated_signer
from tatadesa.gateways.bsre.words import STATUSES
from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.forms import form_of
from tatadesa.gateways.emulation.moods import EVERYBODY, HTTP_MOODS, Mood
from tatadesa.gateways.emulation.page import buttons, page

USER, PASSWORD = "desa", "bsre-demo"
PASSPHRASE = "Contoh#2026"  # noqa: S105 - public, an emulator's
_AUTHORIZED = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
_MISBEHAVE = re.compile(r"/control/misbehave/(?P<key>[^/]{1,200})")
_SIGNER = re.compile(r"/control/signer/(?P<nik>[0-9]{16})")
_WRONG = {"status_code": 2031, "error": "Passphrase anda salah !!!"}
_WRONG_CODE = {"status_code": 2041, "error": "TOTP tidak valid atau sudah kedaluwarsa"}
_MESSAGES = {2031: _WRONG["error"], 2011: "User belum terdaftar", 4044: "Dokumen sudah pernah diunduh"}
_MOST_KEPT = 50
_FAULTS = (
    ("Sandi salah (2031), sekali", {"kind": "code", "code": "2031"}),
    ("Penanda tangan tidak terdaftar (2011), sekali", {"kind": "code", "code": "2011"}),
    ("Rusak (500), sekali", {"kind": "status", "status": "500"}),
    ("Lambat 10 detik", {"kind": "slow", "seconds": "10"}),
    ("Jawaban putus setelah ditandatangani", {"kind": "lost"}),
    ("Halaman HTML, sekali", {"kind": "html"}),
    ("Putus sekali", {"kind": "cut"}),
)


class EmulatorServer(http.EmulatorServer):
    """Signers, codes and files to be fetched; each request has a thread of its own."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port, _Handler)
        self._lock = threading.Lock()
        self._signers: dict[str, dict[str, str]] = {}
        self._codes: dict[str, tuple[str, int]] = {}
        self._kept: dict[str, bytes | None] = {}
        self.signed = 0

    def signer(self, nik: str) -> dict[str, str]:
        """Status and passphrase."""
        status: str = "NOT_REGISTERED" if nik.endswith("0000") or not re.fullmatch(r"[0-9]{16}", nik) else "ISSUE"
        with self._lock:
            known: dict[str, str] = {"status": status, "passphrase": PASSPHRASE}
            return known | self._signers.get(nik, {})

    def set_signer(self, nik: str, fields: dict[str, Any]) -> dict[str, str]:
        """Change what is known of ``nik``."""
        wanted: dict[str, str] = {name: str(fields[name]) for name in ("status", "passphrase") if name in fields}
        with self._lock:
            self._signers.setdefault(nik, {}).update(wanted)
        return self.signer(nik)

    def make_code(self, nik: str, files: int) -> str:
        """A code good for one request of up to ``files`` files."""
        code = f"{uuid.uuid4().int % 1_000_000:06d}"
        with self._lock:
            self._codes[nik] = (code, files)
        return code

    def spend_code(self, nik: str, code: str, files: int) -> bool:
        """Whether ``code`` is good; a good one is used up."""
        with self._lock:
            known = self._codes.get(nik)
            if known is None or known[0] != code or files > known[1]:
                return False
            del self._codes[nik]
            return True

    def codes(self) -> dict[str, str]:
        """What was mailed and not used."""
        with self._lock:
            return {nik: code for nik, (code, _) in self._codes.items()}

    def keep(self, content: bytes) -> str:
        """For one download."""
        key = uuid.uuid4().hex
        with self._lock:
            if len(self._kept) >= _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = content
        return key

    def fetch(self, key: str) -> tuple[bool, bytes | None]:
        """(known, content once)."""
        with self._lock:
            known, content = key in self._kept, self._kept.get(key)
            if known:
                self._kept[key] = None
        return known, content

    def count(self, files: int) -> None:
        """Note that letters were signed."""
        with self._lock:
            self.signed += files


def make_server(port: int, host: str = "127.0.0.1") -> EmulatorServer:
    """A bound server that does not serve yet; port 0 takes a free one (``server_port`` tells which)."""
    return EmulatorServer(host, port)


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when the port is taken."""
    http.serve(make_server(port, host))


class _Handler(http.EmulatorHandler):
    server_version = "TataDesaBsreEmulator"
    known_moods = HTTP_MOODS | {"lost", "code"}
    max_body = 9_999_999
    server: EmulatorServer

    def get(self) -> None:
        if self.path == "/":
            self.send(200, _control_page(self.server), "text/html; charset=utf-8")
        elif not self._is_known():
            return
        elif self.path.startswith("/api/user/status/"):
            self._status(unquote(self.path.rsplit("/", 1)[1]))
        elif self.path.startswith("/api/sign/download/"):
            known, content = self.server.fetch(self.path.rsplit("/", 1)[1])
            if content is not None:
                self.send(200, content, "application/pdf")
            else:
                said = (
                    {"status_code": 4044, "error": _MESSAGES[4044]} if known else {"error": "Dokumen tidak ditemukan"}
                )
                self.json(400 if known else 404, said)
        else:
            self.nothing()

    def post(self, body: bytes) -> None:
        if found := _MISBEHAVE.fullmatch(self.path):
            self.set_mood(unquote(found["key"]), body)
        elif found := _SIGNER.fullmatch(self.path):
            self.done(200, self.server.set_signer(found["nik"], self.fields(body)), body)
        elif self.path == "/control/behave":
            self.server.moods.clear()
            self.done(200, {}, body)
        elif self.path == "/stempel":
            if self.survives(self.server.moods.take("stempel")):
                self.send(200, emulated_signer.stamp(body), "application/timestamp-reply")
        elif self._is_known():
            self._api(body)

    def _api(self, body: bytes) -> None:
        match self.path:
            case "/api/sign/pdf":
                fields, files = form_of(self.headers.get("Content-Type", ""), body)
                self._sign_v1(fields, files)
            case "/api/sign/verify":
                _, files = form_of(self.headers.get("Content-Type", ""), body)
                self.json(200, emulated_signer.verified_v1(files.get("signed_file", b"")))
            case "/api/v2/sign/pdf":
                self._sign_v2(self.fields(body))
            case "/api/v2/sign/get/totp":
                self._code(self.fields(body))
            case "/api/v2/user/check/status":
                self._status(str(self.fields(body).get("nik", "")))
            case "/api/v2/verify/pdf":
                self.json(200, emulated_signer.verified_v2(_decoded(self.fields(body).get("file", ""))))
            case _:
                self.nothing()

    def _is_known(self) -> bool:
        if self.headers.get("Authorization") == _AUTHORIZED:
            return True
        self.json(401, {"error": "Unauthorized"})
        return False

    def _status(self, nik: str) -> None:
        if not self._survives(nik):
            return
        status = self.server.signer(nik)["status"]
        if status == "NOT_REGISTERED":
            self.json(200, {"status_code": 1110, "status": status, "message": "User belum terdaftar"})
        else:
            words = f"User sudah terdaftar dan memiliki sertifikat dengan status {status}"
            self.json(200, {"status_code": 1111, "status": status, "message": words})

    def _code(self, wanted: dict[str, Any]) -> None:
        nik = str(wanted.get("nik", ""))
        if self._survives(nik) and self._may_sign(nik):
            number = wanted.get("data", 1)
            self.server.make_code(nik, number if isinstance(number, int) else 1)
            self.json(200, {"success": True, "message": "TOTP berhasil dikirim", "data": None})

    def _sign_v1(self, fields: dict[str, str], files: dict[str, bytes]) -> None:
        nik, mood = fields.get("nik", ""), self.server.moods.take(fields.get("nik", ""))
        if not self._passes(mood) or not self._may_sign(nik):
            return
        if not files.get("file", b"").startswith(b"%PDF-") or fields.get("tampilan") not in ("visible", "invisible"):
            self.json(400, {"status_code": 2001, "error": "Parameter tidak lengkap"})
            return
        if fields.get("passphrase") != self.server.signer(nik)["passphrase"]:
            self.json(400, _WRONG)
            return
        signed = emulated_signer.sign_v1(nik, files["file"], fields)
        self.server.count(1)
        document = self.server.keep(signed)
        if mood is not None and mood.kind == "lost":
            self.send(200, signed[: len(signed) // 2], "application/pdf", {"id_dokumen": document})
            return
        self.send(200, signed, "application/pdf", {"id_dokumen": document})

    def _sign_v2(self, wanted: dict[str, Any]) -> None:
        nik, files = str(wanted.get("nik", "")), wanted.get("file")
        mood = self.server.moods.take(nik)
        if not self._passes(mood) or not self._may_sign(nik):
            return
        letters = [_decoded(one) for one in files] if isinstance(files, list) else []
        if not letters or not all(one.startswith(b"%PDF-") for one in letters):
            self.json(400, {"status_code": 2001, "error": "Parameter tidak lengkap"})
            return
        if "totp" in wanted:
            if not self.server.spend_code(nik, str(wanted["totp"]), len(letters)):
                self.json(400, _WRONG_CODE)
                return
        elif wanted.get("passphrase") != self.server.signer(nik)["passphrase"]:
            self.json(400, _WRONG)
            return
        properties = wanted.get("signatureProperties")
        given = properties if isinstance(properties, list) and properties else [{}]
        each = given if len(given) == len(letters) else [given[0]] * len(letters)
        signed = [emulated_signer.sign_v2(nik, one, about) for one, about in zip(letters, each, strict=True)]
        self.server.count(len(signed))
        if mood is not None and mood.kind == "lost":
            self.send(200, b'{"time":1000,"file":["JVBE', "application/json")
            return
        self.json(200, {"time": 1000, "file": [base64.b64encode(one).decode() for one in signed]})

    def _survives(self, key: str) -> bool:
        return self._passes(self.server.moods.take(key))

    def _passes(self, mood: Mood | None) -> bool:
        if mood is not None and mood.kind == "code":
            code = int(mood.code) if mood.code.isdecimal() else 0
            self.json(400, {"status_code": code, "error": _MESSAGES.get(code, "Gagal")})
            return False
        return self.survives(mood)

    def _may_sign(self, nik: str) -> bool:
        status = self.server.signer(nik)["status"]
        if status == "ISSUE":
            return True
        code = 2011 if status == "NOT_REGISTERED" else 2021
        words = "User belum terdaftar" if code == 2011 else f"Sertifikat berstatus {status}"
        self.json(400, {"status_code": code, "error": words})
        return False


def _decoded(text: Any) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except ValueError:
        return b""


def _control_page(server: EmulatorServer) -> bytes:
    codes = "\n".join(f"<li>…{nik[-4:]}: <b>{code}</b></li>" for nik, code in server.codes().items())
    faults = buttons(f"/control/misbehave/{EVERYBODY}", _FAULTS)
    return page(
        "Emulator BSrE",
        "<p>Halaman ini menggantikan Esign Client Service BSrE. Sertifikatnya CONTOH, bukan tanda tangan resmi.</p>"
        f"<p>Pengguna aplikasi: {USER}, sandi: {PASSWORD}. Kata sandi tanda tangan: {PASSPHRASE}</p>"
        f"<p>Sudah ditandatangani: {server.signed} surat. Status yang dikenal: {', '.join(STATUSES)}.</p>"
        f"<h2>Kode OTP yang dikirim</h2>\n<ul>{codes}</ul>\n<h2>Gangguan</h2>\n{faults}",
    )
