"""A mail server that keeps what it gets, for the demo and the tests: as much of RFC 5321 as senders use.

Written by hand because a library for it would cost the demo 6 MB; ``smtplib`` on the other side keeps it honest.
"""

import base64
import binascii
import re
import socketserver
import ssl
import threading
import time
from email import message_from_bytes, policy
from typing import Any

from tatadesa.gateways.emulation.moods import EVERYBODY, Mood, Moods

# A fault named like a stage answers ``code`` (451 by default) there, once; "cut-data" hangs up in the middle of a mail.
STAGES = ("connect", "auth", "mail", "rcpt", "data")
SMTP_MOODS = frozenset({*STAGES, "slow", "garbage", "cut", "cut-data", "drip"})
_MAX_LINE = 1000
_MAX_MAIL = 2 * 1024 * 1024
_MAX_MAILS = 500
_PATH = re.compile(rb"(?:FROM|TO):\s*<([^<>\s]{0,254})>.*", re.IGNORECASE | re.DOTALL)


class Mailbox:
    """The mails that arrived, oldest first; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mails: list[dict[str, Any]] = []

    def keep(self, sender: str, recipients: list[str], raw: bytes) -> None:
        """Read and remember one mail."""
        mail = message_from_bytes(raw, policy=policy.default)
        body = mail.get_body(("plain",))
        entry = {
            "at": time.time(),
            "sender": sender,
            "recipients": recipients,
            "headers": {name: str(value) for name, value in mail.items()},
            "subject": str(mail.get("Subject", "")),
            "text": body.get_content() if body is not None else "",
        }
        with self._lock:
            self._mails.append(entry)
            del self._mails[:-_MAX_MAILS]

    def mails(self, recipient: str = "") -> list[dict[str, Any]]:
        """All, or those to one address."""
        with self._lock:
            return [mail for mail in self._mails if not recipient or recipient in mail["recipients"]]


class SmtpServer(socketserver.ThreadingTCPServer):
    """One thread per conversation.

    ``credentials`` asks for AUTH; ``tls`` offers STARTTLS, or speaks TLS from the first byte with ``is_implicit``.
    """

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(
        self,
        host: str,
        port: int,
        *,
        credentials: tuple[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
        is_implicit: bool = False,
    ) -> None:
        super().__init__((host, port), _Conversation)
        self.mailbox = Mailbox()
        self.moods = Moods()
        self.credentials = credentials
        self.tls = tls
        self.is_implicit = is_implicit

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


class _Hangup(Exception):
    """This conversation is over."""


class _Conversation(socketserver.StreamRequestHandler):
    timeout = 30
    server: SmtpServer

    def handle(self) -> None:
        self._mood: Mood | None = self.server.moods.take(EVERYBODY)
        self._sender: str | None = None
        self._recipients: list[str] = []
        self._is_signed_in = self.server.credentials is None
        try:
            if self.server.tls is not None and self.server.is_implicit:
                self._encrypt(self.server.tls)
            self._greet()
            while True:
                self._obey(self._line())
        except (_Hangup, OSError):
            return

    def _greet(self) -> None:
        match self._mood:
            case Mood(kind="slow"):
                time.sleep(min(self._mood.seconds, 60))
            case Mood(kind="drip"):
                end = time.monotonic() + min(self._mood.seconds, 60)
                while time.monotonic() < end:
                    self._write(b"2")
                    time.sleep(0.1)
                raise _Hangup
            case Mood(kind="garbage"):
                self._write(b"\x00\xffHTTP/1.1 400\r\n")
                raise _Hangup
            case Mood(kind="cut"):
                raise _Hangup
        if self._fails_at("connect"):
            raise _Hangup
        self._say("220 emulator TataDesa")

    def _obey(self, line: bytes) -> None:
        verb, _, rest = line.partition(b" ")
        match verb.upper():
            case b"EHLO" | b"HELO":
                self._say(*(self._abilities() if verb.upper() == b"EHLO" else ["250 emulator"]))
            case b"STARTTLS" if self.server.tls is not None and not self.server.is_implicit:
                self._say("220 ready")
                self._encrypt(self.server.tls)
            case b"AUTH":
                self._auth(rest)
            case b"MAIL":
                self._mail(rest)
            case b"RCPT":
                self._rcpt(rest)
            case b"DATA":
                self._data()
            case b"RSET":
                self._sender, self._recipients = None, []
                self._say("250 ok")
            case b"NOOP":
                self._say("250 ok")
            case b"QUIT":
                self._say("221 bye")
                raise _Hangup
            case _:
                self._say("502 command not implemented")

    def _abilities(self) -> list[str]:
        found = ["emulator", f"SIZE {_MAX_MAIL}", "8BITMIME"]
        if self.server.tls is not None and not isinstance(self.connection, ssl.SSLSocket):
            found.append("STARTTLS")
        if self.server.credentials is not None:
            found.append("AUTH PLAIN")
        return [f"250{'-' if at < len(found) - 1 else ' '}{word}" for at, word in enumerate(found)]

    def _auth(self, rest: bytes) -> None:
        if self._fails_at("auth"):
            return
        kind, _, initial = rest.partition(b" ")
        if kind.upper() != b"PLAIN":
            self._say("504 only PLAIN")
            return
        if not initial:
            self._say("334 ")
            initial = self._line()
        try:
            given = base64.b64decode(initial, validate=True).split(b"\0")
        except binascii.Error:
            given = []
        wanted = self.server.credentials or ("", "")
        self._is_signed_in = given[1:] == [part.encode() for part in wanted]
        self._say("235 ok" if self._is_signed_in else "535 5.7.8 wrong user name or password")

    def _mail(self, rest: bytes) -> None:
        if self._fails_at("mail"):
            return
        found = _PATH.fullmatch(rest)
        if not self._is_signed_in:
            self._say("530 5.7.0 sign in first")
        elif found is None:
            self._say("501 MAIL FROM:<address>")
        else:
            self._sender, self._recipients = found[1].decode("ascii", "replace"), []
            self._say("250 ok")

    def _rcpt(self, rest: bytes) -> None:
        if self._fails_at("rcpt"):
            return
        found = _PATH.fullmatch(rest)
        if self._sender is None:
            self._say("503 MAIL first")
        elif found is None or b"@" not in found[1]:
            self._say("501 RCPT TO:<address>")
        else:
            self._recipients.append(found[1].decode("ascii", "replace"))
            self._say("250 ok")

    def _data(self) -> None:
        if self._fails_at("data"):
            return
        if self._sender is None or not self._recipients:
            self._say("503 RCPT first")
            return
        self._say("354 end with a dot")
        if self._mood is not None and self._mood.kind == "cut-data":
            raise _Hangup
        raw = bytearray()
        while (line := self._raw_line()) != b".\r\n":
            # RFC 5321, section 4.5.2: a leading dot was doubled by the sender.
            raw += line[1:] if line.startswith(b".") else line
            if len(raw) > _MAX_MAIL:
                self._say("552 too large")
                raise _Hangup
        self.server.mailbox.keep(self._sender, self._recipients, bytes(raw))
        self._sender, self._recipients = None, []
        self._say("250 2.0.0 queued")

    def _fails_at(self, stage: str) -> bool:
        if self._mood is None or self._mood.kind != stage:
            return False
        code = self._mood.code if re.fullmatch(r"[45][0-9]{2}", self._mood.code) else "451"
        self._mood = None
        self._say(f"{code} as asked")
        return True

    def _encrypt(self, tls: ssl.SSLContext) -> None:
        self.connection = tls.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb", -1)

    def _line(self) -> bytes:
        return self._raw_line().rstrip(b"\r\n")

    def _raw_line(self) -> bytes:
        line = self.rfile.readline(_MAX_LINE + 1)
        if not line.endswith(b"\n"):
            raise _Hangup
        return line

    def _say(self, *lines: str) -> None:
        self._write("".join(f"{line}\r\n" for line in lines).encode())

    def _write(self, data: bytes) -> None:
        self.connection.sendall(data)
