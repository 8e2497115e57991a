"""A mail server and its page, for the demo and the tests: ``tatadesa emulator mail --port N``.

SMTP on one port; on another, over HTTP:

    GET  /surat                              every mail as JSON, newest last
    GET  /surat/<address>                    those to one address
    POST /control/misbehave/all              {"kind": "connect|auth|mail|rcpt|data|slow|drip|garbage|cut|cut-data", and
                                             as needed "times", "seconds", "code"}
    POST /control/behave                     forget all faults
    GET  /                                   the same for people
"""

import re
import threading
from html import escape
from typing import Any
from urllib.parse import unquote

from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.moods import EVERYBODY
from tatadesa.gateways.emulation.page import buttons, page
from tatadesa.gateways.mail.smtp_service import SMTP_MOODS, SmtpServer

_INTRODUCTION = """<p>Halaman ini menggantikan kotak surat warga selama demo. Isinya hilang saat demo dimatikan.</p>"""
_FAULTS = (
    ("Alamat tidak ada (550), sekali", {"kind": "rcpt", "code": "550"}),
    ("Kotak penuh sementara (452), sekali", {"kind": "rcpt", "code": "452"}),
    ("Isi ditolak (554), sekali", {"kind": "data", "code": "554"}),
    ("Sibuk (421), sekali", {"kind": "connect", "code": "421"}),
    ("Lambat 5 detik", {"kind": "slow", "seconds": "5"}),
    ("Putus di tengah surat", {"kind": "cut-data"}),
)


class EmulatorServer(http.EmulatorServer):
    """The page; the mail server it shows runs beside it."""

    def __init__(self, host: str, port: int, smtp: SmtpServer) -> None:
        super().__init__(host, port, _Handler)
        self.smtp = smtp
        # Faults asked for on the page strike the conversations.
        self.moods = smtp.moods

    def serve_forever(self, poll_interval: float = 0.5) -> None:
        """Both, until the page is shut down."""
        threading.Thread(target=self.smtp.serve_forever, daemon=True).start()
        super().serve_forever(poll_interval)
        self.smtp.shutdown()

    def server_close(self) -> None:
        """Let go of both ports."""
        super().server_close()
        self.smtp.server_close()


def make_server(port: int, smtp_port: int, host: str = "127.0.0.1") -> EmulatorServer:
    """The page on ``port``, mail on ``smtp_port``; bound, not serving yet. 0 takes a free one."""
    smtp = SmtpServer(host, smtp_port)
    try:
        return EmulatorServer(host, port, smtp)
    except OSError:
        smtp.server_close()
        raise


def serve(port: int, smtp_port: int, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when a port is taken."""
    http.serve(make_server(port, smtp_port, host))


class _Handler(http.EmulatorHandler):
    server_version = "TataDesaMailEmulator"
    known_moods = SMTP_MOODS
    server: EmulatorServer

    def get(self) -> None:
        mailbox = self.server.smtp.mailbox
        if self.path == "/":
            self.send(200, _control_page(mailbox.mails()), "text/html; charset=utf-8")
        elif self.path in ("/surat", "/surat/"):
            self.json(200, mailbox.mails())
        elif found := re.fullmatch(r"/surat/(?P<address>[^/]{3,300})", self.path):
            self.json(200, mailbox.mails(unquote(found["address"])))
        else:
            self.nothing()

    def post(self, body: bytes) -> None:
        if self.path == f"/control/misbehave/{EVERYBODY}":
            self.set_mood(EVERYBODY, body)
        elif self.path == "/control/behave":
            self.server.moods.clear()
            self.done(200, {}, body)
        else:
            self.nothing()


def _control_page(mails: list[dict[str, Any]]) -> bytes:
    shown = "\n".join(_mail(mail) for mail in reversed(mails)) or "<p>Belum ada.</p>"
    faults = buttons(f"/control/misbehave/{EVERYBODY}", _FAULTS)
    return page(
        "Emulator e-mail",
        f'{_INTRODUCTION}\n<h2>Surat</h2>\n{shown}\n<h2>Gangguan</h2>\n{faults}\n<p><a href="/surat">JSON</a></p>',
    )


def _mail(mail: dict[str, Any]) -> str:
    return (
        f"<section><h3>{escape(mail['subject'])}</h3>\n"
        f"<p>Kepada {escape(', '.join(mail['recipients']))}</p>\n<pre>{escape(mail['text'])}</pre></section>"
    )
