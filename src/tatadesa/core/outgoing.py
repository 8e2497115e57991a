"""Ask an outside system: one attempt, bounded in time and size, following no redirect. For gateways."""

import functools
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpcore

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NoAnswer(Exception):
    """Nothing came back that could be read.

    The message is Indonesian, for an operator: it goes on after the name of whom we asked, and names no address.
    """


class NotSent(NoAnswer):
    """No connection came about, so nothing can have happened there."""


@dataclass(frozen=True)
class HttpAnswer:
    """``headers`` have names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class TlsRules:
    """``ca_certificate`` (PEM) is trusted besides the public authorities."""

    verifies: bool = True
    ca_certificate: str = ""


def post(
    url: str,
    content: bytes,
    headers: dict[str, str],
    *,
    seconds: float,
    max_bytes: int,
    tls: TlsRules | None = None,
    refuses: Callable[[Address], bool] = lambda address: False,
) -> HttpAnswer:
    """POST ``content`` to ``url``; raises ``NoAnswer``. See ``exchange``."""
    return exchange("POST", url, content, headers, seconds=seconds, max_bytes=max_bytes, tls=tls, refuses=refuses)


def exchange(
    method: str,
    url: str,
    content: bytes,
    headers: dict[str, str],
    *,
    seconds: float,
    max_bytes: int,
    tls: TlsRules | None = None,
    refuses: Callable[[Address], bool] = lambda address: False,
) -> HttpAnswer:
    """Ask with any method; raises ``NoAnswer``, and ``NotSent`` when it is sure that nothing arrived there.

    ``seconds`` is for all of it, also for a server that sends one letter at a time; only the name server has limits of
    its own. An answer over ``max_bytes`` is none. An address that ``refuses`` is never connected to, whatever name led
    to it.
    """
    return _ask(method, url, content or None, headers, seconds, max_bytes, tls or TlsRules(), refuses)


def get(
    url: str,
    headers: dict[str, str],
    *,
    seconds: float,
    max_bytes: int,
    tls: TlsRules | None = None,
    refuses: Callable[[Address], bool] = lambda address: False,
) -> HttpAnswer:
    """GET ``url`` within the same bounds as ``post``; raises ``NoAnswer``."""
    return _ask("GET", url, None, headers, seconds, max_bytes, tls or TlsRules(), refuses)


def _ask(
    method: str,
    url: str,
    content: bytes | None,
    headers: dict[str, str],
    seconds: float,
    max_bytes: int,
    tls: TlsRules,
    refuses: Callable[[Address], bool],
) -> HttpAnswer:
    wire = {"Accept-Encoding": "identity", "Connection": "close", **headers}
    backend = _BoundedBackend(time.monotonic() + seconds, refuses)
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=_tls_context(tls), retries=0, network_backend=backend) as pool,
            pool.stream(
                method, url, headers=list(wire.items()), content=content, extensions={"timeout": timeouts}
            ) as response,
        ):
            body = _read(response, max_bytes)
            names = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            return HttpAnswer(response.status, names, body)
    except httpcore.ConnectTimeout as error:
        raise NotSent(f"tidak menjawab dalam {seconds:.0f} detik") from error
    except httpcore.TimeoutException as error:
        raise NoAnswer(f"tidak menjawab dalam {seconds:.0f} detik") from error
    except httpcore.ConnectError as error:
        raise NotSent(_connect_words(error)) from error
    except httpcore.NetworkError as error:
        raise NoAnswer("memutus sambungan sebelum jawabannya selesai") from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise NoAnswer("memutus sambungan atau tidak menjawab dengan HTTP yang benar") from error
    except (ValueError, TypeError) as error:
        raise NoAnswer("punya alamat yang tidak sah") from error


def _read(response: httpcore.Response, max_bytes: int) -> bytes:
    body = b""
    for chunk in response.iter_stream():
        body += chunk
        if len(body) > max_bytes:
            raise NoAnswer("menjawab terlalu panjang")
    return body


def _connect_words(error: httpcore.ConnectError) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "menunjukkan sertifikat keamanan yang tidak dipercaya"
        if isinstance(cause, ssl.SSLError):
            return "gagal membuka sambungan aman (TLS)"
        if isinstance(cause, ConnectionRefusedError):
            return "menolak sambungan; periksa alamat dan port"
        # httpcore raises "from None": the cause is only left as the context.
        cause = cause.__context__
    return "tidak terjangkau; periksa alamat, port, dan jaringan"


@functools.lru_cache(maxsize=32)
def _tls_context(rules: TlsRules) -> ssl.SSLContext:
    """Loading the authorities costs tens of milliseconds: once per set of rules."""
    context = ssl.create_default_context()
    if rules.ca_certificate:
        try:
            context.load_verify_locations(cadata=rules.ca_certificate)
        except (ssl.SSLError, ValueError) as error:
            raise NoAnswer("tidak bisa diperiksa karena sertifikat CA yang diisi tidak terbaca") from error
    if not rules.verifies:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


class _BoundedBackend(httpcore.NetworkBackend):
    """Connects to what is not refused, to the very address that was checked, and keeps the deadline."""

    def __init__(self, deadline: float, refuses: Callable[[Address], bool]) -> None:
        self._deadline = deadline
        self._refuses = refuses
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """As httpcore asks. The first address that answers is used, of two at most."""
        addresses = self._addresses(host, port)
        for address in addresses[:-1]:
            try:
                half = _left(self._deadline, httpcore.ConnectTimeout) / 2
                found = self._sockets.connect_tcp(address, port, half, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
            return _BoundedStream(found, self._deadline)
        rest = _left(self._deadline, httpcore.ConnectTimeout)
        last = self._sockets.connect_tcp(addresses[-1], port, rest, local_address, socket_options)
        return _BoundedStream(last, self._deadline)

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NotSent("punya nama alamat yang tidak dikenal") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if any(self._refuses(ipaddress.ip_address(address.partition("%")[0])) for address in addresses):
            raise NotSent("punya alamat yang tidak boleh dihubungi")
        return addresses[:2]


class _BoundedStream(httpcore.NetworkStream):
    """A connection whose every wait ends at the same deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        rest = _left(self._deadline, httpcore.ConnectTimeout)
        return _BoundedStream(self._stream.start_tls(ssl_context, server_hostname, rest), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, too_late: type[httpcore.TimeoutException]) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise too_late
    return left
