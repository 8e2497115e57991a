"""A web push service over real HTTP, for the demo and the tests: ``tatadesa emulator push --port N``.

    POST   /push/<id>                      what senders use (RFC 8030, 8291, 8292)
    POST   /control/subscriptions          a new browser; answers what PushSubscription.toJSON() gives
    DELETE /control/subscriptions/<id>     its owner switches notices off: 410 from now on
    GET    /control/messages/<id>          what arrived there, decrypted
    POST   /control/misbehave/<id or all>  {"kind": "slow|status|garbage|cut", and as needed
                                           "times", "status", "seconds", "retry_after"}
    GET    /                               the same for people

Standard library and ``cryptography`` only, so that it costs the demo little memory.
"""

import contextlib
import json
import re
import socket
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from tatadesa.gateways.webpush.emulated_service import MAX_BODY, MOODS, Answer, EmulatedService, Mood
from tatadesa.gateways.webpush.emulator_page import control_page

_PATH = re.compile(r"/(?P<area>push|control/(?:subscriptions|messages|misbehave))(?:/(?P<id>[A-Za-z0-9_-]+))?")
_LONGEST_WAIT = 60.0
_LINGER_SECONDS = 2.0
_LINGER_BYTES = 10 * 1024 * 1024


class EmulatorServer(ThreadingHTTPServer):
    """One thread per connection, and the state they share."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str, port: int) -> None:
        super().__init__((host, port), _Handler)
        self.service = EmulatedService()


def make_server(port: int, host: str = "127.0.0.1") -> EmulatorServer:
    """A bound server that does not serve yet; port 0 takes a free one (``server_port`` tells which)."""
    return EmulatorServer(host, port)


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when the port is taken."""
    with make_server(port, host) as server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "TataDesaPushEmulator"
    sys_version = ""
    timeout = 30
    server: EmulatorServer

    def do_GET(self) -> None:
        area, identity = self._place()
        if self.path == "/":
            self._send(200, control_page(self.server.service.overview()).encode(), "text/html; charset=utf-8")
        elif area == "control/subscriptions" and not identity:
            self._json(200, self.server.service.overview())
        elif area == "control/messages" and identity:
            found = self.server.service.messages(identity)
            self._json(
                404 if found is None else 200,
                found if found is not None else {"error": "no such subscription"},
            )
        else:
            self._json(404, {"error": "nothing here"})

    def do_POST(self) -> None:
        area, identity = self._place()
        body = self._body()
        if body is None:
            return
        if area == "push" and identity:
            self._push(identity, body)
        elif area == "control/subscriptions" and not identity:
            self._subscribe(body)
        elif area == "control/misbehave" and identity:
            self._misbehave(identity, body)
        else:
            self._json(404, {"error": "nothing here"})

    def do_DELETE(self) -> None:
        area, identity = self._place()
        found = area == "control/subscriptions" and self.server.service.withdraw(identity)
        self._json(200 if found else 404, {"id": identity})

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
        """Silent: addresses are what lets one send, and do not belong into a log."""

    def _push(self, identity: str, body: bytes) -> None:
        mood = self.server.service.mood_for(identity)
        if mood is not None and not self._survives(mood):
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._answer(self.server.service.receive(identity, headers, body, self._origin()))

    def _survives(self, mood: Mood) -> bool:
        """Act out ``mood``; True when the message is then treated as usual."""
        match mood.kind:
            case "slow":
                time.sleep(min(mood.seconds, _LONGEST_WAIT))
                return True
            case "status":
                retry = {"Retry-After": mood.retry_after} if mood.retry_after else {}
                location = {"Location": f"{self._origin()}/"} if 300 <= mood.status < 400 else {}
                self._answer(Answer(mood.status, retry | location, "as asked"))
            case "garbage":
                self.wfile.write(b"\x00\xffnot HTTP at all\r\n\r\n")
                self.close_connection = True
            case _:
                self.close_connection = True
        return False

    def _subscribe(self, body: bytes) -> None:
        wanted = self._fields(body)
        made = self.server.service.subscribe(self._origin(), str(wanted.get("applicationServerKey", "")))
        self._done(201, made, body)

    def _misbehave(self, identity: str, body: bytes) -> None:
        wanted = self._fields(body)
        try:
            mood = Mood(
                kind=str(wanted.get("kind")),
                times=int(wanted.get("times", 1)),
                status=int(wanted.get("status", 500)),
                seconds=float(wanted.get("seconds", 1)),
                retry_after=re.sub(r"[^ -~]", "", str(wanted.get("retry_after", ""))),
            )
        except (TypeError, ValueError):
            self._json(400, {"error": "a number was expected"})
            return
        if mood.kind not in MOODS or not 200 <= mood.status <= 599 or mood.seconds < 0:
            self._json(
                400,
                {"error": f"kind is one of {', '.join(sorted(MOODS))}; status 200 to 599; seconds from 0"},
            )
            return
        self.server.service.misbehave(identity, mood)
        self._done(200, {"id": identity, "kind": mood.kind, "times": mood.times}, body)

    def _place(self) -> tuple[str, str]:
        found = _PATH.fullmatch(self.path)
        return (found["area"], found["id"] or "") if found else ("", "")

    def _origin(self) -> str:
        host, port = self.server.server_address[:2]
        return f"http://{self.headers.get('Host') or f'{host!s}:{port}'}"

    def _body(self) -> bytes | None:
        """The request's body; answers by itself and gives None when there is no honest length."""
        length = self.headers.get("Content-Length", "0")
        if not re.fullmatch(r"[0-9]{1,7}", length) or "Transfer-Encoding" in self.headers:
            self._refuse_unread(411, "Content-Length is required")
            return None
        if int(length) > 16 * MAX_BODY:
            self._refuse_unread(413, "too large")
            return None
        return self.rfile.read(int(length))

    def _refuse_unread(self, status: int, words: str) -> None:
        """Answer without the body, then let the sender finish: closing at once would reset the answer away."""
        self.close_connection = True
        self._json(status, {"error": words})
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(_LINGER_SECONDS)
        left = _LINGER_BYTES
        with contextlib.suppress(OSError):
            while left > 0 and (chunk := self.rfile.read1(65536)):
                left -= len(chunk)

    def _is_form(self, body: bytes) -> bool:
        """Sent by the control page. ``curl -d '{...}'`` claims the same type, but is JSON."""
        claimed = self.headers.get_content_type() == "application/x-www-form-urlencoded"
        return claimed and not body.lstrip().startswith(b"{")

    def _fields(self, body: bytes) -> dict[str, Any]:
        """JSON from programs, form fields from the control page."""
        if self._is_form(body):
            return dict(parse_qsl(body.decode("utf-8", "replace")))
        try:
            wanted = json.loads(body or b"{}")
        except ValueError:
            return {}
        return wanted if isinstance(wanted, dict) else {}

    def _done(self, status: int, data: Any, body: bytes) -> None:
        """Programs get the data, the control page is shown again."""
        if self._is_form(body):
            self._answer(Answer(303, {"Location": "/"}))
        else:
            self._json(status, data)

    def _answer(self, answer: Answer) -> None:
        self._send(answer.status, answer.words.encode(), "text/plain; charset=utf-8", answer.headers)

    def _json(self, status: int, data: Any) -> None:
        self._send(status, json.dumps(data).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
        self.send_response(status, phrase)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
