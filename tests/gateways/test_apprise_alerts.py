"""Alerts through Apprise: only services whose host is fixed, and never an exception."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from tatadesa.core.provider import Account
from tatadesa.notices.ports import Outcome, Outgoing, provider

ALERT = Outgoing(
    to="33", key="k", title="Desa: Pekerjaan hari ini", text="3 menunggu diperiksa.", link="http://x/desk/"
)


def send(urls: str) -> Outcome:
    return provider("apprise").send(Account({"urls": urls}), ALERT).outcome


def test_an_address_inside_our_network_or_of_an_unknown_kind_is_not_opened() -> None:
    assert send("json://127.0.0.1:9/ ntfy://10.0.0.1/x kuda://x file:///etc/passwd") is Outcome.REFUSED
    checks = provider("apprise").test(Account({"urls": "json://x/ tgram://1:a/2"}))
    assert not checks[0].is_good


def test_an_alert_goes_out_and_a_dead_service_is_no_exception(settings) -> None:
    settings.CHANNELS_MAY_BE_PRIVATE = True
    got: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *unused: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        assert send(f"json://127.0.0.1:{server.server_port}/") is Outcome.SENT
        server.shutdown()
    assert (got[0]["title"], got[0]["message"]) == (ALERT.title, ALERT.text)
    assert send("json://127.0.0.1:9/") is Outcome.RETRY
