"""How the adapter opens connections: never to an address inside our own network.

A subscription names the address that our server will open, so it must not become a way to reach what only
the server can reach. The host names are on an allow-list already; this also holds when a name resolves to
something else. The address that was checked is the one that is opened.
"""

import functools
import ipaddress
import socket
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

TIMEOUT_SECONDS = 10.0
MAX_ANSWER_BYTES = 2048


class PrivateAddressError(Exception):
    """A public name led to an address that is not public."""


class PublicOnlyBackend(httpcore.NetworkBackend):
    """Opens TCP connections to public addresses, and to the origins it trusts (the emulator)."""

    def __init__(self, trusted: frozenset[str]) -> None:
        self._trusted = trusted
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """As httpcore asks; raises ``PrivateAddressError`` or httpcore's own errors."""
        addresses = [host] if f"http://{host}:{port}" in self._trusted else _public_addresses(host, port)
        for address in addresses[:-1]:
            try:
                return self._sockets.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._sockets.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)


def _public_addresses(host: str, port: int) -> list[str]:
    """At most two addresses of ``host``, so that a dead service costs a bounded time."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host} has no address") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not all(ipaddress.ip_address(address.partition("%")[0]).is_global for address in addresses):
        raise PrivateAddressError(host)
    return addresses[:2]


@functools.cache
def _pool(trusted: frozenset[str]) -> httpcore.ConnectionPool:
    """One pool per process: messages to the same service share connections."""
    return httpcore.ConnectionPool(
        ssl_context=ssl.create_default_context(),
        max_connections=20,
        keepalive_expiry=30.0,
        retries=0,
        network_backend=PublicOnlyBackend(trusted),
    )


def post(
    url: str, headers: dict[str, str], content: bytes, *, trusted: frozenset[str]
) -> tuple[int, dict[str, str], bytes]:
    """POST once, following no redirect; gives status, headers (lower case) and the answer's beginning.

    Raises httpcore's errors and ``PrivateAddressError``. Each wait (connect, write, read) has
    ``TIMEOUT_SECONDS``.
    """
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), TIMEOUT_SECONDS)
    with _pool(trusted).stream(
        "POST", url, headers=list(headers.items()), content=content, extensions={"timeout": timeouts}
    ) as response:
        answer = b""
        for chunk in response.iter_stream():
            answer += chunk
            if len(answer) >= MAX_ANSWER_BYTES:
                break
        names = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        return response.status, names, answer[:MAX_ANSWER_BYTES]
