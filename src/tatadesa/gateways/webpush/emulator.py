"""A web push service over real HTTP, for the demo and the tests: ``tatadesa emulator push --port N``.

    POST   /push/<id>                      what senders use (RFC 8030, 8291, 8292)
    POST   /control/subscriptions          a new browser; answers what PushSubscription.toJSON() gives
    DELETE /control/subscriptions/<id>     its owner switches notices off: 410 from now on
    GET    /control/messages/<id>          what arrived there, decrypted
    POST   /control/misbehave/<id or all>  {"kind": "slow|drip|status|garbage|html|empty|cut", and
                                           as needed "times", "status", "seconds", "retry_after"}
    GET    /                               the same for people

Standard library and ``cryptography`` only, so that it costs the demo little memory.
"""

import re

from tatadesa.gateways.emulation import http
from tatadesa.gateways.emulation.moods import HTTP_MOODS
from tatadesa.gateways.webpush.emulated_service import MAX_BODY, Answer, EmulatedService
from tatadesa.gateways.webpush.emulator_page import control_page

_PATH = re.compile(r"/(?P<area>push|control/(?:subscriptions|messages|misbehave))(?:/(?P<id>[A-Za-z0-9_-]+))?")


class EmulatorServer(http.EmulatorServer):
    """One thread per connection, and the state they share."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port, _Handler)
        self.service = EmulatedService()


def make_server(port: int, host: str = "127.0.0.1") -> EmulatorServer:
    """A bound server that does not serve yet; port 0 takes a free one (``server_port`` tells which)."""
    return EmulatorServer(host, port)


def serve(port: int, host: str = "127.0.0.1") -> None:
    """Serve until the process is told to end; raises ``OSError`` when the port is taken."""
    http.serve(make_server(port, host))


class _Handler(http.EmulatorHandler):
    server_version = "TataDesaPushEmulator"
    max_body = 16 * MAX_BODY
    known_moods = HTTP_MOODS
    server: EmulatorServer

    def get(self) -> None:
        area, identity = self._place()
        if self.path == "/":
            self.send(200, control_page(self.server.service.overview()), "text/html; charset=utf-8")
        elif area == "control/subscriptions" and not identity:
            self.json(200, self.server.service.overview())
        elif area == "control/messages" and identity:
            found = self.server.service.messages(identity)
            self.json(
                404 if found is None else 200,
                found if found is not None else {"error": "no such subscription"},
            )
        else:
            self.nothing()

    def post(self, body: bytes) -> None:
        area, identity = self._place()
        if area == "push" and identity:
            self._push(identity, body)
        elif area == "control/subscriptions" and not identity:
            self._subscribe(body)
        elif area == "control/misbehave" and identity:
            self.set_mood(identity, body)
        else:
            self.nothing()

    def delete(self) -> None:
        area, identity = self._place()
        found = area == "control/subscriptions" and self.server.service.withdraw(identity)
        self.json(200 if found else 404, {"id": identity})

    def _push(self, identity: str, body: bytes) -> None:
        if not self.survives(self.server.moods.take(identity)):
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._answer(self.server.service.receive(identity, headers, body, self.origin()))

    def _subscribe(self, body: bytes) -> None:
        wanted = self.fields(body)
        made = self.server.service.subscribe(self.origin(), str(wanted.get("applicationServerKey", "")))
        self.done(201, made, body)

    def _place(self) -> tuple[str, str]:
        found = _PATH.fullmatch(self.path)
        return (found["area"], found["id"] or "") if found else ("", "")

    def _answer(self, answer: Answer) -> None:
        self.send(answer.status, answer.words.encode(), "text/plain; charset=utf-8", answer.headers)
