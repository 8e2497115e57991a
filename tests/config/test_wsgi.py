"""The served application, as a slow phone meets it."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import httpx
import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tatadesa.files.models import StoredFile
from tatadesa.files.store import keep
from tests.config.processes_support import free_port, running, until
from tests.people import World

SLOW = 12


@pytest.fixture
def web(database_url: str) -> Iterator[str]:
    """The address of a running web process."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    with running("web", "--host", "127.0.0.1", "--port", str(port), DATABASE_URL=database_url):
        assert until(lambda: _is_up(address))
        yield address


def _is_up(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz").status_code == 200
    except httpx.TransportError:
        return False


def _begin(address: str, request: str) -> socket.socket:
    """Send ``request`` and then read nothing."""
    place = urlsplit(address)
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect((place.hostname, place.port))
    connection.sendall(request.encode())
    return connection


@pytest.mark.django_db(transaction=True)
def test_slow_phones_keep_nobody_waiting(world: World, web: str, signed_in: Callable[[Account], Client]) -> None:
    large = keep(
        b"x" * 8_000_000,
        office=world.karangsari,
        owner=world.siti,
        kind=StoredFile.Kind.PDF,
        name="kk.pdf",
        pages=1,
        scan=StoredFile.Scan.OFF,
        upload_key=None,
    )
    cookies = {name: morsel.value for name, morsel in signed_in(world.siti).cookies.items()}
    # With any token in the cookie the check of the form's own reads the body.
    cookies["csrf"] = "a" * 32
    head = f"Host: {urlsplit(web).netloc}\r\nCookie: {'; '.join(f'{k}={v}' for k, v in cookies.items())}\r\n"
    download = f"GET /berkas/{large.pk}/ HTTP/1.1\r\n{head}\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000"
    upload = f"POST /layanan/surat-uji/isi/ HTTP/1.1\r\n{head}{kind}\r\n\r\nnama=Siti"
    with ExitStack() as stack:
        for request in [download, upload] * SLOW:
            stack.enter_context(_begin(web, request))
        for _ in range(3):
            assert httpx.get(f"{web}/langsung/token/", cookies=cookies, timeout=8).status_code == 200
