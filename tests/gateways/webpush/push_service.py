"""Start, steer and ask the push emulator as any program would: over HTTP."""

from __future__ import annotations

import json
import threading
from typing import Any, Self

import httpx

from tatadesa.gateways.webpush.emulator import make_server


class PushService:
    """The emulator in a thread of the test's own process, reached only through its port."""

    def __init__(self) -> None:
        self._server = make_server(0)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.http = httpx.Client(base_url=self.url)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *unused: object) -> None:
        self.http.close()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def new_browser(self, sender_key: str = "") -> dict[str, Any]:
        """What a browser would hand to the page."""
        answer = self.http.post("/control/subscriptions", json={"applicationServerKey": sender_key})
        assert answer.status_code == 201
        return answer.json()

    def messages(self, browser: dict[str, Any]) -> list[dict[str, Any]]:
        """Everything that arrived, decrypted."""
        answer = self.http.get(f"/control/messages/{_id(browser)}")
        assert answer.status_code == 200
        return answer.json()

    def shown(self, browser: dict[str, Any]) -> list[dict[str, Any]]:
        """What the service worker would show: the payloads as JSON."""
        return [json.loads(message["payload"]) for message in self.messages(browser)]

    def misbehave(self, browser: dict[str, Any], kind: str, **details: Any) -> None:
        """For the next messages to ``browser``."""
        answer = self.http.post(f"/control/misbehave/{_id(browser)}", json={"kind": kind, **details})
        assert answer.status_code == 200, answer.text

    def withdraw(self, browser: dict[str, Any]) -> None:
        """The owner switches notices off in the browser."""
        assert self.http.delete(f"/control/subscriptions/{_id(browser)}").status_code == 200


def _id(browser: dict[str, Any]) -> str:
    return str(browser["endpoint"]).rsplit("/", 1)[1]
