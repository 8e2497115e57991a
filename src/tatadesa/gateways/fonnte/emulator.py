"""Fonnte over real HTTP, for the demo and the tests: ``tatadesa emulator fonnte --port N``.

POST /send, POST /device: what senders use. The rest is in ``emulation/messages.py``.
"""

from __future__ import annotations

import json
import random
from typing import Any
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
    server_version = "TataDesaFonnteEmulator"
    title = "Emulator Fonnte"

    def receive(self, body: bytes) -> bool:
        form = dict(parse_qsl(body.decode("utf-8", "replace")))
        if self.path not in ("/send", "/device"):
            return False
        if not self.meets(form.get("target", "")):
            return True
        if not self.headers.get("Authorization") or self.headers["Authorization"].startswith("Bearer"):
            self.json(200, {"reason": "token invalid", "status": False})
        elif self.path == "/device":
            self.json(200, {"device_status": "connect", "status": True, "quota": "1000"})
        elif not form.get("target", "").isdecimal() or not form.get("message"):
            self.json(200, {"reason": "target invalid", "status": False})
        else:
            number = random.randrange(10**8, 10**9)  # noqa: S311 - no secret
            self.keep(form["target"], {"id": str(number), "text": form["message"]})
            done = {"detail": "success! message in queue", "id": [number], "process": "pending"}
            self.json(200, {**done, "status": True, "target": [form["target"]]})
        return True

    def callback(self, message: dict[str, Any], status: str) -> tuple[bytes, dict[str, str]] | None:
        content = {"device": "62811000000", "id": message["id"], "stateid": f"S{message['id']}", "state": status}
        if self.server.secret:
            content["secret"] = self.server.secret
        return json.dumps(content).encode(), {"Content-Type": "application/json"}
