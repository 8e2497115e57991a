"""Zenziva over real HTTP, for the demo and the tests: ``tatadesa emulator zenziva --port N``.

POST /reguler/api/sendsms/, /reguler/api/balance/: what senders use. The rest is in ``emulation/messages.py``.
"""

from __future__ import annotations

import random
import re
from urllib.parse import parse_qsl

from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.messages import MessageHandler, MessageServer


def make_server(port: int, host: str = "127.0.0.1") -> MessageServer:
    """A bound server that does not serve yet; port 0 takes a free one."""
    return MessageServer(host, port, _Handler)


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when the port is taken."""
    http.serve(make_server(port, host))


class _Handler(MessageHandler):
    server_version = "TataDesaZenzivaEmulator"
    title = "Emulator SMS Zenziva"

    def receive(self, body: bytes) -> bool:
        if self.path not in ("/reguler/api/sendsms/", "/reguler/api/balance/"):
            return False
        form = dict(parse_qsl(body.decode("utf-8", "replace")))
        if not self.meets(form.get("to", "")):
            return True
        if not form.get("userkey") or not form.get("passkey"):
            self.json(401, {"status": "5", "text": "Userkey / Passkey Salah"})
        elif self.path.endswith("/balance/"):
            self.json(200, {"status": "1", "balance": "250"})
        elif not re.fullmatch(r"08[0-9]{7,12}", form.get("to", "")) or not form.get("message"):
            self.json(200, {"messageId": 0, "to": form.get("to", ""), "status": "2", "text": "Nomor tujuan salah"})
        else:
            number = random.randrange(10**6, 10**8)  # noqa: S311 - no secret
            self.keep(form["to"], {"id": str(number), "text": form["message"]})
            self.json(200, {"messageId": number, "to": form["to"], "status": "1", "text": "Success"})
        return True
