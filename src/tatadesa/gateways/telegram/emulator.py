"""Telegram's Bot API over real HTTP, for the demo and the tests: ``tatadesa emulator telegram --port N``.

POST /bot<token>/sendMessage, /bot<token>/getMe: what bots use.
POST /control/start                      {"code", "chat"}: somebody opens the bot by its link
The rest is in ``emulation/messages.py``.
"""

from __future__ import annotations

import json
import random
import re
from typing import Any

from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.messages import MessageHandler, MessageServer

_METHOD = re.compile(r"/bot(?P<token>[0-9]{3,20}:[A-Za-z0-9_-]{10,80})/(?P<method>sendMessage|getMe)")
_LONGEST = 4096


def make_server(port: int, host: str = "127.0.0.1") -> MessageServer:
    """A bound server that does not serve yet; port 0 takes a free one."""
    return MessageServer(host, port, _Handler)


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when the port is taken."""
    http.serve(make_server(port, host))


class _Handler(MessageHandler):
    server_version = "TataDesaTelegramEmulator"
    title = "Emulator Telegram"

    def receive(self, body: bytes) -> bool:
        wanted = self.fields(body)
        if self.path == "/control/start":
            self.done(200, {"answer": self.tell(wanted, "start")}, body)
            return True
        found = _METHOD.fullmatch(self.path)
        if found is None:
            return False
        chat = str(wanted.get("chat_id", ""))
        if not self.meets(chat):
            return True
        if found["method"] == "getMe":
            self.json(200, {"ok": True, "result": {"id": 1, "is_bot": True, "username": "kabar_demo_bot"}})
        elif not re.fullmatch(r"-?[0-9]{1,20}", chat) or not 0 < len(str(wanted.get("text", ""))) <= _LONGEST:
            self.json(400, {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"})
        else:
            number = random.randrange(1, 10**6)  # noqa: S311 - no secret
            self.keep(chat, {"id": f"{chat}:{number}", "text": str(wanted["text"])})
            self.json(200, {"ok": True, "result": {"message_id": number, "chat": {"id": int(chat)}}})
        return True

    def callback(self, message: dict[str, Any], status: str) -> tuple[bytes, dict[str, str]] | None:
        if status != "start":
            return None
        chat = int(str(message.get("chat", "0")))
        said = {"message_id": 1, "chat": {"id": chat, "type": "private"}, "text": f"/start {message.get('code', '')}"}
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": self.server.secret}
        return json.dumps({"update_id": 1, "message": said}).encode(), headers
