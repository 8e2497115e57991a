"""WhatsApp's Cloud API over real HTTP, for the demo and the tests: ``tatadesa emulator whatsapp --port N``.

POST /v21.0/<phone number id>/messages   what senders use
GET  /pesan                              {"<number>": [messages]} with text and code, newest last
GET  /pesan/<number>                     the messages of one number
POST /control/misbehave/<number or all>  {"kind": "error|slow|drip|status|garbage|html|empty|cut", and as needed
                                         "times", "status", "seconds", "retry_after", "code" (of an error)}
POST /control/behave                     forget all faults
GET  /                                   the same for people
"""

import re
import secrets
import threading
import time
from html import escape
from typing import Any

from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.moods import EVERYBODY, HTTP_MOODS
from tatadesa.gateways.emulation.page import buttons, page

_SEND = re.compile(r"/v[0-9]{1,3}\.[0-9]{1,2}/(?P<sender>[0-9A-Za-z]{1,40})/messages")
_OF_NUMBER = re.compile(r"/pesan/(?P<number>[0-9]{8,15})")
_MISBEHAVE = re.compile(r"/control/misbehave/(?P<number>[0-9]{8,15}|all)")
_BEARER = re.compile(r"Bearer [\x21-\x7e]+")
_MAX_NUMBERS = 500
_MAX_MESSAGES = 50
_LONGEST_VARIABLE = 1024
_INTRODUCTION = """<p>Halaman ini menggantikan WhatsApp selama demo: di sini terbaca pesan yang akan tiba di HP warga.
Isinya hilang saat demo dimatikan.</p>"""
_FAULTS = (
    ("Nomor tanpa WhatsApp, sekali", {"kind": "error", "status": "400", "code": "131026"}),
    ("Token kedaluwarsa, sekali", {"kind": "error", "status": "401", "code": "190"}),
    ("Terlalu banyak (429), sekali", {"kind": "error", "status": "429", "code": "130429", "retry_after": "10"}),
    ("Rusak (500), sekali", {"kind": "status", "status": "500"}),
    ("Lambat 5 detik", {"kind": "slow", "seconds": "5"}),
    ("Putus sekali", {"kind": "cut"}),
)


class EmulatorServer(http.EmulatorServer):
    """The messages by number; each request has a thread of its own."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port, _Handler)
        self._lock = threading.Lock()
        self._messages: dict[str, list[dict[str, Any]]] = {}

    def keep(self, number: str, message: dict[str, Any]) -> None:
        """Remember a message, forgetting the oldest."""
        with self._lock:
            if number not in self._messages and len(self._messages) >= _MAX_NUMBERS:
                del self._messages[next(iter(self._messages))]
            messages = self._messages.setdefault(number, [])
            messages.append(message)
            del messages[:-_MAX_MESSAGES]

    def messages(self) -> dict[str, list[dict[str, Any]]]:
        """All, by number."""
        with self._lock:
            return {number: list(messages) for number, messages in self._messages.items()}


def make_server(port: int, host: str = "127.0.0.1") -> EmulatorServer:
    """A bound server that does not serve yet; port 0 takes a free one (``server_port`` tells which)."""
    return EmulatorServer(host, port)


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when the port is taken."""
    http.serve(make_server(port, host))


class _Handler(http.EmulatorHandler):
    server_version = "TataDesaWhatsAppEmulator"
    known_moods = HTTP_MOODS | {"error"}
    server: EmulatorServer

    def get(self) -> None:
        if self.path == "/":
            self.send(200, _control_page(self.server.messages()), "text/html; charset=utf-8")
        elif self.path in ("/pesan", "/pesan/"):
            self.json(200, self.server.messages())
        elif found := _OF_NUMBER.fullmatch(self.path.rstrip("/")):
            self.json(200, self.server.messages().get(found["number"], []))
        else:
            self.nothing()

    def post(self, body: bytes) -> None:
        if found := _SEND.fullmatch(self.path):
            self._receive(found["sender"], body)
        elif found := _MISBEHAVE.fullmatch(self.path):
            self.set_mood(found["number"], body)
        elif self.path == "/control/behave":
            self.server.moods.clear()
            self.done(200, {}, body)
        else:
            self.nothing()

    def _receive(self, sender: str, body: bytes) -> None:
        wanted = self.fields(body)
        number = str(wanted.get("to", ""))
        mood = self.server.moods.take(number)
        if mood is not None and mood.kind == "error":
            retry = {"Retry-After": mood.retry_after} if mood.retry_after else {}
            self._error(mood.status, int(mood.code) if mood.code.isdecimal() else 131000, "as asked", retry)
            return
        if not self.survives(mood):
            return
        if not _BEARER.fullmatch(self.headers.get("Authorization", "")):
            self._error(401, 190, "Invalid OAuth access token.")
            return
        try:
            message = _checked(wanted)
        except _Fault as fault:
            self._error(400, fault.code, fault.words)
            return
        identity = f"wamid.{secrets.token_urlsafe(24)}"
        self.server.keep(number, {"id": identity, "at": time.time(), "from": sender, **message})
        self.json(
            200,
            {
                "messaging_product": "whatsapp",
                "contacts": [{"input": number, "wa_id": number}],
                "messages": [{"id": identity, "message_status": "accepted"}],
            },
        )

    def _error(self, status: int, code: int, words: str, headers: dict[str, str] | None = None) -> None:
        error = {"message": f"(#{code}) {words}", "type": "OAuthException", "code": code, "fbtrace_id": "emulator"}
        self.send(status, http.as_json({"error": error}), "application/json", headers)


class _Fault(Exception):
    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words


def _checked(wanted: dict[str, Any]) -> dict[str, Any]:
    """What the provider checks before it takes a message; gives what the phone would show."""
    if wanted.get("messaging_product") != "whatsapp" or not re.fullmatch(r"[0-9]{8,15}", str(wanted.get("to", ""))):
        raise _Fault(100, "Invalid parameter")
    template = wanted.get("template")
    if wanted.get("type") != "template" or not isinstance(template, dict):
        raise _Fault(131047, "Re-engagement message: only templates outside the 24-hour window")
    name, language = template.get("name"), template.get("language")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9_]{1,512}", name):
        raise _Fault(132001, "Template name does not exist")
    if not isinstance(language, dict) or language.get("code") != "id":
        raise _Fault(132001, "Template does not exist in the translation")
    components = template.get("components")
    if not isinstance(components, list):
        raise _Fault(132000, "Number of parameters does not match")
    body, button = _variable(components, "body"), _variable(components, "button")
    if body is None:
        raise _Fault(132000, "Number of parameters does not match")
    if re.search(r"[\n\t]| {5}", body) or len(body) > _LONGEST_VARIABLE:
        raise _Fault(132012, "Parameter format does not match")
    if button is not None and button != body:
        raise _Fault(132012, "Code in text and button differ")
    return {"template": name, "text": body, "code": button or ""}


def _variable(components: list[Any], kind: str) -> str | None:
    """The one text variable of the component, None when there is no such component or it has another shape."""
    found = [part for part in components if isinstance(part, dict) and part.get("type") == kind]
    parameters = found[0].get("parameters") if len(found) == 1 else None
    if not isinstance(parameters, list) or len(parameters) != 1 or not isinstance(parameters[0], dict):
        return None
    if kind == "button" and (found[0].get("sub_type") != "url" or found[0].get("index") != "0"):
        raise _Fault(132012, "Button component does not match")
    text = parameters[0].get("text")
    return text if parameters[0].get("type") == "text" and isinstance(text, str) and text else None


def _control_page(messages: dict[str, list[dict[str, Any]]]) -> bytes:
    shown = "\n".join(_number(number, kept) for number, kept in reversed(messages.items())) or "<p>Belum ada.</p>"
    faults = buttons(f"/control/misbehave/{EVERYBODY}", _FAULTS)
    return page(
        "Emulator WhatsApp",
        f'{_INTRODUCTION}\n<h2>Pesan</h2>\n{shown}\n<h2>Gangguan</h2>\n{faults}\n<p><a href="/pesan">JSON</a></p>',
    )


def _number(number: str, messages: list[dict[str, Any]]) -> str:
    lines = "\n".join(
        f"<li>{'Kode: <b>' + escape(one['code']) + '</b>' if one['code'] else escape(one['text'])}"
        f" <small>({escape(one['template'])})</small></li>"
        for one in reversed(messages)
    )
    return f"<section><h3>{escape(number)}</h3>\n<ol reversed>{lines}</ol></section>"
