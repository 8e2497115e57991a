"""A small HTTP server for emulators: bodies of honest length, JSON for programs, forms for people, faults."""

import contextlib
import json
import re
import socket
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from tatadesa.gateways.emulation.moods import Mood, Moods

_LONGEST_WAIT = 60.0
_LINGER_SECONDS = 2.0
_LINGER_BYTES = 10 * 1024 * 1024
_PAGE = b"<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"


class EmulatorServer(ThreadingHTTPServer):
    """One thread per connection, and the faults they share."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, host: str, port: int, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__((host, port), handler)
        self.moods = Moods()


def serve(server: EmulatorServer) -> None:
    """Serve until the process is told to end."""
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


def as_json(data: Any) -> bytes:
    """``data`` as it goes over the wire."""
    return json.dumps(data).encode()


class EmulatorHandler(BaseHTTPRequestHandler):
    """Say ``known_moods`` and write ``get``, ``post`` and, if need be, ``delete``."""

    protocol_version = "HTTP/1.1"
    sys_version = ""
    timeout = 30
    max_body = 64 * 1024
    known_moods: frozenset[str] = frozenset()
    server: EmulatorServer

    def get(self) -> None:
        """Answer a GET."""
        self.nothing()

    def post(self, body: bytes) -> None:
        """Answer a POST."""
        self.nothing()

    def delete(self) -> None:
        """Answer a DELETE."""
        self.nothing()

    def do_GET(self) -> None:
        if self.path == "/healthz":
            self.json(200, {"status": "ok"})
        else:
            self.get()

    def do_POST(self) -> None:
        body = self._body()
        if body is not None:
            self.post(body)

    def do_DELETE(self) -> None:
        self.delete()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
        """Silent: what is sent here is about people."""

    def origin(self) -> str:
        """Scheme, host and port as the caller named them."""
        host, port = self.server.server_address[:2]
        return f"http://{self.headers.get('Host') or f'{host!s}:{port}'}"

    def fields(self, body: bytes) -> dict[str, Any]:
        """JSON from programs, form fields from the control page."""
        if self._is_form(body):
            return dict(parse_qsl(body.decode("utf-8", "replace")))
        try:
            wanted = json.loads(body or b"{}")
        except ValueError:
            return {}
        return wanted if isinstance(wanted, dict) else {}

    def set_mood(self, key: str, body: bytes) -> None:
        """``POST .../misbehave/<key>``: what the next messages for ``key`` meet."""
        wanted = self.fields(body)
        try:
            mood = Mood(
                kind=str(wanted.get("kind")),
                times=int(wanted.get("times", 1)),
                status=int(wanted.get("status", 500)),
                seconds=float(wanted.get("seconds", 1)),
                retry_after=_printable(wanted.get("retry_after", "")),
                code=_printable(wanted.get("code", "")),
            )
        except (TypeError, ValueError):
            self.json(400, {"error": "a number was expected"})
            return
        if mood.kind not in self.known_moods or not 200 <= mood.status <= 599 or mood.seconds < 0:
            known = ", ".join(sorted(self.known_moods))
            self.json(400, {"error": f"kind is one of {known}; status 200 to 599; seconds from 0"})
            return
        self.server.moods.set(key, mood)
        self.done(200, {"id": key, "kind": mood.kind, "times": mood.times}, body)

    def survives(self, mood: Mood | None) -> bool:
        """Act out a fault of HTTP; True when the message is then treated as usual."""
        match mood:
            case None:
                return True
            case Mood(kind="slow"):
                time.sleep(min(mood.seconds, _LONGEST_WAIT))
                return True
            case Mood(kind="status"):
                retry = {"Retry-After": mood.retry_after} if mood.retry_after else {}
                location = {"Location": f"{self.origin()}/"} if 300 <= mood.status < 400 else {}
                self.send(mood.status, b"as asked", "text/plain; charset=utf-8", retry | location)
            case Mood(kind="html"):
                self.send(200, _PAGE, "text/html")
            case Mood(kind="empty"):
                self.send(200, b"", "application/json")
            case Mood(kind="drip"):
                self._drip(mood.seconds)
            case Mood(kind="garbage"):
                self.wfile.write(b"\x00\xffnot HTTP at all\r\n\r\n")
                self.close_connection = True
            case Mood(kind="cut"):
                self.close_connection = True
            case _:
                return True
        return False

    def done(self, status: int, data: Any, body: bytes) -> None:
        """Programs get the data, the control page is shown again."""
        if self._is_form(body):
            self.send(303, b"", "text/plain; charset=utf-8", {"Location": "/"})
        else:
            self.json(status, data)

    def nothing(self) -> None:
        """404."""
        self.json(404, {"error": "nothing here"})

    def json(self, status: int, data: Any) -> None:
        """Answer with JSON."""
        self.send(status, as_json(data), "application/json")

    def send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        """Answer."""
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

    def _body(self) -> bytes | None:
        """The request's body; answers by itself and gives None when there is no honest length."""
        length = self.headers.get("Content-Length", "0")
        if not re.fullmatch(r"[0-9]{1,7}", length) or "Transfer-Encoding" in self.headers:
            self._refuse_unread(411, "Content-Length is required")
            return None
        if int(length) > self.max_body:
            self._refuse_unread(413, "too large")
            return None
        return self.rfile.read(int(length))

    def _drip(self, seconds: float) -> None:
        """An answer that arrives, but one letter at a time."""
        self.close_connection = True
        end = time.monotonic() + min(seconds, _LONGEST_WAIT)
        with contextlib.suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while time.monotonic() < end:
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.1)

    def _refuse_unread(self, status: int, words: str) -> None:
        """Answer without the body, then let the sender finish: closing at once would reset the answer away."""
        self.close_connection = True
        self.json(status, {"error": words})
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


def _printable(value: Any) -> str:
    return re.sub(r"[^ -~]", "", str(value))
