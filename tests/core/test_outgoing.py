"""Asking outside systems: bounded in time and size, and never at an address that is refused."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tatadesa.core.outgoing import Address, NoAnswer, NotSent, post


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("X-Method", self.command)
        self.end_headers()
        self.wfile.write(body * 10)

    def log_message(self, *unused: object) -> None:
        return


@pytest.fixture
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def ask(url: str, content: bytes = b"abc", max_bytes: int = 1000, **headers: str) -> bytes:
    return post(url, content, headers, seconds=2, max_bytes=max_bytes).body


def test_an_answer(url: str) -> None:
    answer = post(url, b"abc", {"X-Ours": "1"}, seconds=2, max_bytes=30)
    assert (answer.status, answer.headers["x-method"], answer.body) == (200, "POST", b"abc" * 10)


def test_an_endless_answer_is_none(url: str) -> None:
    with pytest.raises(NoAnswer, match="terlalu panjang"):
        ask(url, max_bytes=29)


def test_a_refused_address_is_never_opened(url: str) -> None:
    def refuses(address: Address) -> bool:
        return address.is_loopback

    for name in (url, url.replace("127.0.0.1", "localhost")):
        with pytest.raises(NotSent, match="tidak boleh dihubungi"):
            post(name, b"", {}, seconds=2, max_bytes=10, refuses=refuses)


@pytest.mark.parametrize(
    "odd",
    ["", "x", "http://", "http://127.0.0.1:0", "http://127.0.0.1:99999999", "gopher://127.0.0.1", "http://ä.invalid"],
)
def test_an_odd_address_is_said_not_raised(odd: str) -> None:
    with pytest.raises(NoAnswer):
        ask(odd)


def test_a_header_cannot_be_split(url: str) -> None:
    with pytest.raises(NoAnswer):
        ask(url, Authorization="Bearer a\r\nX-Evil: 1")
