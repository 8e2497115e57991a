"""Keeps the one child process that reads photos: started when needed, killed when it overruns, restarted after that."""

import contextlib
import json
import logging
import os
import select
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import IO, Any, cast

from tatadesa.gateways.ktp_reader import frames

# Wall time for one photo; the CPU limit of the child ends it long before on an idle machine.
WALL_SECONDS = 180.0
_LEAVE_SECONDS = 2.0
_SOURCES = Path(__file__).resolve().parents[3]
_COMMAND = [sys.executable, "-P", "-s", "-m", "tatadesa.gateways.ktp_reader.child"]
_ENVIRONMENT = {
    "PYTHONPATH": str(_SOURCES),
    "PYTHONDONTWRITEBYTECODE": "1",
    "OMP_NUM_THREADS": "1",
    # Large pieces of memory go back to the system at once: a third less at the peak for an eighth more time.
    "MALLOC_MMAP_THRESHOLD_": "4194304",
    "MALLOC_ARENA_MAX": "1",
}

logger = logging.getLogger(__name__)


class ChildFailed(Exception):
    """The child was stopped by a limit, broke off or was late: it is gone, and the next call starts another."""


class _Left(ChildFailed):
    """It ended in order, without an answer."""


@dataclass
class _Child:
    """``inward`` and ``outward`` are the ends of its pipes that we hold."""

    process: "subprocess.Popen[bytes]"
    inward: int
    outward: int
    complaints: IO[bytes]


class ReaderProcess:
    """At most one child at a time, asked by one thread at a time."""

    def __init__(self, *, command: list[str] | None = None, wall_seconds: float = WALL_SECONDS) -> None:
        self._command = command or _COMMAND
        self._wall_seconds = wall_seconds
        self._lock = Lock()
        self._child: _Child | None = None

    def ask(self, jpeg: bytes) -> dict[str, Any]:
        """The child's answer to a photo; raises ``ChildFailed``."""
        with self._lock:
            was_there = self._child is not None
            try:
                return self._ask(jpeg)
            except _Left as error:
                if was_there:
                    # It had nothing to do and left just as we asked.
                    return self._ask(jpeg)
                raise ChildFailed(str(error)) from error

    def _ask(self, jpeg: bytes) -> dict[str, Any]:
        child = self._running()
        deadline = time.monotonic() + self._wall_seconds
        try:
            _send(child, frames.packed(jpeg), deadline)
            answer: dict[str, Any] = json.loads(_receive(child, deadline))
        except (OSError, TimeoutError) as error:
            words = self._end(child)
            if child.process.returncode == 0:
                raise _Left(words) from error
            logger.warning("the card reader's child ended: %s; %s", error, words)
            raise ChildFailed(str(error)) from error
        return answer

    def pid(self) -> int | None:
        """Of the child that is alive now."""
        child = self._child
        return child.process.pid if child is not None and child.process.poll() is None else None

    def close(self) -> None:
        """Let the child go."""
        with self._lock:
            if self._child is not None:
                self._end(self._child)

    def _running(self) -> _Child:
        # A child leaves by itself when idle: then its end of the pipe is closed, which poll() alone may not know yet.
        if self._child is not None and (self._child.process.poll() is not None or _has_left(self._child)):
            self._end(self._child)
        if self._child is None:
            complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the child
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                bufsize=0,
                env=_ENVIRONMENT,
            )
            inward, outward = (cast("IO[bytes]", pipe).fileno() for pipe in (process.stdin, process.stdout))
            os.set_blocking(inward, False)
            self._child = _Child(process, inward, outward, complaints)
        return self._child

    def _end(self, child: _Child) -> str:
        """Kill it if it is alive; gives its exit status and the kind of its last complaint."""
        self._child = None
        if _has_left(child):
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(_LEAVE_SECONDS)
        child.process.kill()
        child.process.communicate()
        child.complaints.seek(0)
        lines = child.complaints.read().decode(errors="replace").strip().splitlines()
        child.complaints.close()
        # What stands behind the colon may be what it has read from a card.
        kind = lines[-1].partition(":")[0][:60] if lines else "silent"
        return f"status {child.process.returncode}, {kind}"


def _has_left(child: _Child) -> bool:
    return bool(select.select([child.outward], [], [], 0)[0])


def _send(child: _Child, content: bytes, deadline: float) -> None:
    rest = memoryview(content)
    while rest:
        if not select.select([], [child.inward], [], max(0.0, deadline - time.monotonic()))[1]:
            raise TimeoutError("no photo taken in time")
        rest = rest[os.write(child.inward, rest) :]


def _receive(child: _Child, deadline: float) -> bytes:
    got = bytearray()
    while len(got) < frames.HEAD.size or len(got) < frames.HEAD.size + frames.HEAD.unpack_from(got)[0]:
        if not select.select([child.outward], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise TimeoutError("no answer in time")
        part = os.read(child.outward, 65536)
        if not part:
            raise ConnectionError("no answer, it ended")
        got += part
    return bytes(got[frames.HEAD.size :])


process = ReaderProcess()
"""The child of this process, shared by all who read here."""
