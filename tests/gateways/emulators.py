"""An emulator in a thread of the test's own process, steered as any program would: over HTTP."""

from __future__ import annotations

import threading
from typing import Any, Self

import httpx

from tatadesa.gateways.emulation.http import EmulatorServer


class Running:
    """``url`` and ``http`` while it serves."""

    def __init__(self, server: EmulatorServer) -> None:
        self.server = server
        self.url = f"http://127.0.0.1:{server.server_port}"
        self.http = httpx.Client(base_url=self.url)
        self._thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *unused: object) -> None:
        self.http.close()
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()

    def misbehave(self, kind: str, key: str = "all", **details: Any) -> None:
        """For the next messages."""
        answer = self.http.post(f"/control/misbehave/{key}", json={"kind": kind, **details})
        assert answer.status_code == 200, answer.text
