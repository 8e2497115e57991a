"""Helpers for tests that start real processes."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tatadesa.config.processes import servers

TATADESA = [sys.executable, "-m", "tatadesa.config.cli"]
_PORTS_OF_A_WORKER = 3_000
_FIRST_PORT = 20_000 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 4 * _PORTS_OF_A_WORKER
_given: set[int] = set()


def free_port(together: int = 1) -> int:
    """The first of ``together`` ports that were free a moment ago.

    Below those the kernel gives to outgoing connections, which would take one before our server starts. Each worker has
    ports of its own and gives none twice: what was free a moment ago may be about to be taken by a neighbour.
    """
    while True:
        port = random.randrange(_FIRST_PORT, _FIRST_PORT + _PORTS_OF_A_WORKER - together)
        wanted = set(range(port, port + together))
        if not wanted & _given and all(servers.is_free("127.0.0.1", one) for one in wanted):
            _given.update(wanted)
            return port


def until(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Wait for ``condition``; False when it did not come true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


@contextmanager
def running(*arguments: str, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    """``tatadesa ARGUMENTS``, stopped at the end."""
    process = subprocess.Popen([*TATADESA, *arguments], env={**os.environ, **environment}, start_new_session=True)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def processes_in(folder: Path) -> list[int]:
    """Processes whose working folder is ``folder``."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if link.readlink() == folder:
                found.append(int(link.parent.name))
        except OSError:
            continue
    return found
