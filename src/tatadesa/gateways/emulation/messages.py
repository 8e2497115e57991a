"""What the emulators of message providers share: what was sent, callbacks on request, and a page to look at it.

GET  /pesan                              {"<receiver>": [messages]}, newest last
GET  /pesan/<receiver>                   the messages of one receiver
POST /control/callbacks                  {"url", "secret", "automatic": ["delivered", …]}: where callbacks go, and which
                                         ones follow every message by themselves, in this order
POST /control/tell/<id>                  {"statuses": ["read", "delivered", "delivered"]}: callbacks in this very order
POST /control/misbehave/<receiver>       as every emulator; ``all`` for everybody
POST /control/behave                     forget all faults
"""

from __future__ import annotations

import re
import threading
import time
from html import escape
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.moods import EVERYBODY, HTTP_MOODS
from tatadesa.gateways.emulation.page import buttons, page

_OF_RECEIVER = re.compile(r"/pesan/(?P<receiver>[^/]{1,80})")
_MISBEHAVE = re.compile(r"/control/misbehave/(?P<receiver>[^/]{1,80})")
_TELL = re.compile(r"/control/tell/(?P<id>[^/]{1,200})")
_MOST_RECEIVERS, _MOST_EACH = 500, 50
USUAL_FAULTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("Rusak (500), sekali", {"kind": "status", "status": "500"}),
    ("Terlalu banyak (429), sekali", {"kind": "status", "status": "429", "retry_after": "10"}),
    ("Bukan JSON, sekali", {"kind": "html"}),
    ("Lambat 5 detik", {"kind": "slow", "seconds": "5"}),
    ("Putus sekali", {"kind": "cut"}),
    ("Diterima, jawabannya hilang", {"kind": "lost"}),
)


class MessageServer(http.EmulatorServer):
    """The messages by receiver; each request has a thread of its own."""

    def __init__(self, host: str, port: int, handler: type[MessageHandler]) -> None:
        super().__init__(host, port, handler)
        self._lock = threading.Lock()
        self._messages: dict[str, list[dict[str, Any]]] = {}
        self.callback_url = ""
        self.secret = ""
        self.automatic: list[str] = []

    def keep(self, receiver: str, message: dict[str, Any]) -> None:
        """Remember a message, forgetting the oldest."""
        with self._lock:
            if receiver not in self._messages and len(self._messages) >= _MOST_RECEIVERS:
                del self._messages[next(iter(self._messages))]
            kept = self._messages.setdefault(receiver, [])
            kept.append({"at": time.time(), **message})
            del kept[:-_MOST_EACH]

    def messages(self) -> dict[str, list[dict[str, Any]]]:
        """All, by receiver."""
        with self._lock:
            return {receiver: list(kept) for receiver, kept in self._messages.items()}

    def find(self, identity: str) -> dict[str, Any] | None:
        """One message by the provider's name for it."""
        return next((one for kept in self.messages().values() for one in kept if one.get("id") == identity), None)


class MessageHandler(http.EmulatorHandler):
    """Say ``title``; write ``receive``, and ``callback`` where the provider has callbacks."""

    known_moods = HTTP_MOODS | {"lost"}
    title = ""
    faults: tuple[tuple[str, dict[str, str]], ...] = USUAL_FAULTS
    server: MessageServer
    _loses_answer = False

    def meets(self, receiver: str) -> bool:
        """Act out the fault that the next message for ``receiver`` meets; True when it is then treated as usual.

        ``lost`` takes the message and hangs up before the answer.
        """
        mood = self.server.moods.take(receiver)
        self._loses_answer = mood is not None and mood.kind == "lost"
        return self.survives(mood)

    def send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        """Answer, unless the answer is to be lost."""
        if self._loses_answer:
            self._loses_answer, self.close_connection = False, True
            return
        super().send(status, body, kind, headers)

    def receive(self, body: bytes) -> bool:
        """Take a provider's own request; False when the address is none of its own."""
        raise NotImplementedError

    def callback(self, message: dict[str, Any], status: str) -> tuple[bytes, dict[str, str]] | None:
        """Body and headers by which the provider tells ``status``; None where it tells nothing."""
        return None

    def get(self) -> None:
        if self.path == "/":
            self.send(200, self._page(), "text/html; charset=utf-8")
        elif self.path.rstrip("/") == "/pesan":
            self.json(200, self.server.messages())
        elif found := _OF_RECEIVER.fullmatch(self.path):
            self.json(200, self.server.messages().get(found["receiver"], []))
        elif not self.receive(b""):
            self.nothing()

    def post(self, body: bytes) -> None:
        if found := _MISBEHAVE.fullmatch(self.path):
            self.set_mood(found["receiver"], body)
        elif self.path == "/control/behave":
            self.server.moods.clear()
            self.done(200, {}, body)
        elif self.path == "/control/callbacks":
            wanted = self.fields(body)
            self.server.callback_url, self.server.secret = str(wanted.get("url", "")), str(wanted.get("secret", ""))
            self.server.automatic = [str(one) for one in wanted.get("automatic", [])]
            self.done(200, {}, body)
        elif found := _TELL.fullmatch(self.path):
            message = self.server.find(found["id"])
            wanted = self.fields(body)
            statuses = wanted.get("statuses") or [wanted.get("status")]
            answers = [self.tell(message, str(one)) for one in statuses] if message is not None else []
            self.done(200 if message is not None else 404, {"answers": answers}, body)
        elif not self.receive(body):
            self.nothing()

    def keep(self, receiver: str, message: dict[str, Any]) -> None:
        """Remember it, and send the callbacks that follow by themselves."""
        self.server.keep(receiver, message)
        if self.server.automatic:
            threading.Thread(target=self._tell_all, args=(message,), daemon=True).start()

    def tell(self, message: dict[str, Any], status: str) -> int:
        """One callback; gives the status it was answered with, 0 for none."""
        made = self.callback(message, status)
        if made is None or not self.server.callback_url.startswith("http"):
            return 0
        request = Request(self.server.callback_url, data=made[0], headers=made[1], method="POST")  # noqa: S310
        try:
            with urlopen(request, timeout=5) as answer:  # noqa: S310 - whoever runs the emulator named the address
                return int(answer.status)
        except HTTPError as error:
            return error.code
        except (URLError, OSError):
            return 0

    def _tell_all(self, message: dict[str, Any]) -> None:
        for status in self.server.automatic:
            time.sleep(0.5)
            self.tell(message, status)

    def _page(self) -> bytes:
        parts = [
            "<p>Halaman ini menggantikan layanan itu selama demo: di sini terbaca pesan yang akan tiba.</p>",
            "<h2>Gangguan</h2>",
            buttons(f"/control/misbehave/{EVERYBODY}", self.faults),
            buttons("/control/behave", [("Normal kembali", {})]),
        ]
        for receiver, kept in self.server.messages().items():
            rows = "".join(f"<li>{escape(self.shown(one))}{self._acts(one)}</li>" for one in kept[::-1])
            parts.append(f"<h2>{escape(receiver)}</h2><ol>{rows}</ol>")
        return page(self.title, "\n".join(parts))

    def shown(self, message: dict[str, Any]) -> str:
        """A message as the page shows it."""
        return str(message.get("text", ""))

    def _acts(self, message: dict[str, Any]) -> str:
        if self.callback(message, "delivered") is None:
            return ""
        acts = [(label, {"status": status}) for label, status in (("Sampai", "delivered"), ("Dibaca", "read"))]
        return buttons(f"/control/tell/{message.get('id', '')}", acts)
