"""Wablas over real HTTP, for the demo and the tests: ``tatadesa emulator wablas --port N``.

POST /api/v2/send-message, GET /api/device/info: what senders use. The rest is in ``emulation/messages.py``.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.messages import MessageHandler, MessageServer


def make_server(port: int, host: str = "127.0.0.1") -> MessageServer:
    """A bound server that does not serve yet; port 0 takes a free one."""
    return MessageServer(host, port, _Handler)


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when the port is taken."""
    http.serve(make_server(port, host))


class _Handler(MessageHandler):
    server_version = "TataDesaWablasEmulator"
    title = "Emulator Wablas"

    def receive(self, body: bytes) -> bool:
        if self.path not in ("/api/v2/send-message", "/api/device/info"):
            return False
        listed = self.fields(body).get("data")
        wanted = listed[0] if isinstance(listed, list) and listed and isinstance(listed[0], dict) else {}
        if not self.meets(str(wanted.get("phone", ""))):
            return True
        if not self.headers.get("Authorization"):
            self.json(401, {"status": False, "message": "token invalid"})
        elif self.path == "/api/device/info":
            self.json(200, {"status": True, "data": {"status": "connected", "quota": 1000}})
        elif not str(wanted.get("phone", "")).isdecimal() or not wanted.get("message"):
            self.json(200, {"status": False, "message": "phone number is invalid"})
        else:
            identity = str(uuid.uuid4())
            self.keep(str(wanted["phone"]), {"id": identity, "text": str(wanted["message"])})
            sent = [{"id": identity, "phone": wanted["phone"], "message": wanted["message"], "status": "pending"}]
            self.json(200, {"status": True, "message": "Message is pending", "data": {"messages": sent}})
        return True

    def callback(self, message: dict[str, Any], status: str) -> tuple[bytes, dict[str, str]] | None:
        content = {"id": message["id"], "status": status, "phone": "62811000000", "deviceId": "DEMO"}
        return json.dumps(content).encode(), {"Content-Type": "application/json"}
