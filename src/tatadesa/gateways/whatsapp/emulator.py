"""WhatsApp's Cloud API over real HTTP, for the demo and the tests: ``tatadesa emulator whatsapp --port N``.

POST /v21.0/<phone number id>/messages   what senders use
GET  /pesan                              {"<number>": [messages]} with text and code, newest last
GET  /pesan/<number>                     the messages of one number
POST /control/misbehave/<number or all>  {"kind": "error|slow|drip|status|garbage|html|empty|cut", and as needed
                                         "times", "status", "seconds", "retry_after", "code" (of an error)}
POST /control/behave                     forget all faults
POST /control/callbacks                  {"url", "secret", "automatic": ["sent", …]}: where status news go, signed
POST /control/tell/<id>                  {"statuses": ["read", "delivered", "delivered"]}: in this very order
GET  /v21.0/<phone number id>            the sender's name
GET  /                                   the same for people
"""

import hashlib
import hmac
import re
import secrets
import time
from typing import Any

from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.messages import USUAL_FAULTS, MessageHandler, MessageServer
from tatadesa.gateways.emulation.moods import Mood

_SEND = re.compile(r"/v[0-9]{1,3}\.[0-9]{1,2}/(?P<sender>[0-9A-Za-z]{1,40})/messages")
_SENDER = re.compile(r"/v[0-9]{1,3}\.[0-9]{1,2}/[0-9A-Za-z]{1,40}(?:\?[!-~]{0,200})?")
_BEARER = re.compile(r"Bearer [\x21-\x7e]+")
_LONGEST_VARIABLE = 1024
_FAULTS = (
    *USUAL_FAULTS,
    ("Nomor tanpa WhatsApp, sekali", {"kind": "error", "status": "400", "code": "131026"}),
    ("Token kedaluwarsa, sekali", {"kind": "error", "status": "401", "code": "190"}),
    ("Terlalu banyak (429), sekali", {"kind": "error", "status": "429", "code": "130429", "retry_after": "10"}),
)


def make_server(port: int, host: str = "127.0.0.1") -> MessageServer:
    """A bound server that does not serve yet; port 0 takes a free one (``server_port`` tells which)."""
    return MessageServer(host, port, _Handler)


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when the port is taken."""
    http.serve(make_server(port, host))


class _Handler(MessageHandler):
    server_version = "TataDesaWhatsAppEmulator"
    known_moods = MessageHandler.known_moods | {"error"}
    title = "Emulator WhatsApp"
    faults = _FAULTS

    def receive(self, body: bytes) -> bool:
        if found := _SEND.fullmatch(self.path):
            self._receive(found["sender"], body)
        elif _SENDER.fullmatch(self.path) and not body:
            self.json(200, {"verified_name": "Desa Percobaan", "quality_rating": "GREEN", "id": "1"})
        else:
            return False
        return True

    def callback(self, message: dict[str, Any], status: str) -> tuple[bytes, dict[str, str]] | None:
        """Signed with the secret of ``/control/callbacks``; ``failed`` carries an error."""
        told: dict[str, Any] = {"id": message.get("id"), "status": status, "timestamp": str(int(time.time()))}
        if message.get("key"):
            told["biz_opaque_callback_data"] = message["key"]
        if status == "failed":
            told["errors"] = [{"code": 131026, "title": "Message undeliverable"}]
        value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": "1"}, "statuses": [told]}
        content = http.as_json(
            {
                "object": "whatsapp_business_account",
                "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}],
            }
        )
        signature = hmac.new(self.server.secret.encode(), content, hashlib.sha256).hexdigest()
        return content, {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={signature}"}

    def shown(self, message: dict[str, Any]) -> str:
        return f"{message.get('text', '')} {message.get('code', '')}".strip()

    def _receive(self, sender: str, body: bytes) -> None:
        wanted = self.fields(body)
        number = str(wanted.get("to", ""))
        if not self.meets(number):
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
        key = wanted.get("biz_opaque_callback_data")
        extra = {"key": str(key)[:40]} if isinstance(key, str) else {}
        self.keep(number, {"id": identity, "from": sender, **message, **extra})
        self.json(
            200,
            {
                "messaging_product": "whatsapp",
                "contacts": [{"input": number, "wa_id": number}],
                "messages": [{"id": identity, "message_status": "accepted"}],
            },
        )

    def survives(self, mood: Mood | None) -> bool:
        """As everywhere, and the provider's own errors."""
        if mood is None or mood.kind != "error":
            return super().survives(mood)
        retry = {"Retry-After": mood.retry_after} if mood.retry_after else {}
        self._error(mood.status, int(mood.code) if mood.code.isdecimal() else 131000, "as asked", retry)
        return False

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
