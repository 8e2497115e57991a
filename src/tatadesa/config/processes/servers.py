"""The two HTTP servers (pages and live stream), both granian, and the check that their port is free."""

import os
import signal
import socket
from collections.abc import Callable
from importlib import import_module
from typing import Any

from tatadesa.config.processes import leash

# Nearly all for requests that wait for a slow phone: how many are worked on at once says wsgi.py.
_WEB_THREADS = 64
# granian counts an open stream as a running request; its default lets in 1,024 and blocks the rest.
_STREAMS = 20_000
# How long a stopping server waits for what is under way. Streams never end by themselves, and lose nothing.
_WEB_GRACE_SECONDS = 8
_LIVE_GRACE_SECONDS = 1


class PortInUseError(Exception):
    """Somebody else serves on that port; the message is one clear line."""


def serve_web(host: str, port: int) -> None:
    """Serve the pages until SIGTERM or SIGINT."""
    _serve(
        "tatadesa.config.wsgi:application",
        "wsgi",
        host,
        port,
        blocking_threads=_WEB_THREADS,
        workers_kill_timeout=_WEB_GRACE_SECONDS,
    )


def serve_live(host: str, port: int) -> None:
    """Serve the live stream until SIGTERM or SIGINT."""
    _serve(
        "tatadesa.live.app:create",
        "asgi",
        host,
        port,
        factory=True,
        backlog=4096,
        backpressure=_STREAMS,
        workers_kill_timeout=_LIVE_GRACE_SECONDS,
    )


def is_free(host: str, port: int) -> bool:
    """Whether we could serve on ``port``. granian itself would quietly share it with another granian (SO_REUSEPORT)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            # Bound but listening elsewhere is only seen here.
            probe.listen()
        except OSError:
            return False
    return True


def next_free(host: str, port: int, taken: set[int]) -> int:
    """``port`` or the first free one after it that is not in ``taken``. Raises PortInUseError after a hundred."""
    for candidate in range(port, min(port + 100, 65536)):
        if candidate not in taken and is_free(host, candidate):
            return candidate
    raise PortInUseError(f"port {port} dan seratus port sesudahnya sedang dipakai di {host}")


def hold(host: str, port: int) -> socket.socket:
    """A socket that keeps ``port`` from others until it is closed, connections going out included.

    Raises PortInUseError when somebody was faster.
    """
    held = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    # An old connection on the port must not be in the way; one that listens still is.
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        held.bind((host, port))
        held.listen()
    except OSError:
        held.close()
        raise PortInUseError(f"port {port} di {host} baru saja dipakai program lain") from None
    return held


def _serve(target: str, interface: str, host: str, port: int, *, factory: bool = False, **options: Any) -> None:
    if not is_free(host, port):
        raise PortInUseError(f"port {port} di {host} sedang dipakai program lain; pilih yang lain dengan --port")
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        target,
        address=host,
        port=port,
        interface=Interfaces(interface),
        workers=1,
        factory=factory,
        websockets=False,
        log_level=LogLevels.warning,
        **options,
    )
    server.serve(target_loader=_Loader(factory=factory))


class _Loader:
    """Loads the application inside granian's worker process, and ties that process to its master first."""

    def __init__(self, *, factory: bool) -> None:
        self._factory = factory
        self._master = os.getpid()

    def __call__(self, target: str) -> Callable[..., Any]:
        # granian itself leaves workers behind when its master is killed, and with them the port. By force: one that
        # is only asked waits for its open streams, and the master that would lose patience is gone.
        leash.die_with_parent(self._master, signal.SIGKILL)
        module, _, name = target.partition(":")
        found: Callable[..., Any] = getattr(import_module(module), name)
        return found() if self._factory else found
