"""Opens PDFs and HEIC photos from outside in a process of its own: bounded in memory, time, output; no secrets."""

import logging
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Literal

_SOURCES = Path(__file__).resolve().parents[2]
# Wall time: the CPU limit of the child ends it long before on an idle machine.
_TIMEOUT_SECONDS = 90
# For what anybody may hand in without an account: one at a time, never in the way of those above, never long.
_STRANGER_SECONDS = 20
_STRANGER_WAITS = 5
_children = BoundedSemaphore(2)
_stranger = BoundedSemaphore(1)

logger = logging.getLogger(__name__)


class ConfinedError(Exception):
    """The child broke off, was stopped by a limit, or left nothing usable."""


@dataclass(frozen=True)
class Outcome:
    """What the child printed, and the files it wrote by name."""

    words: list[str]
    files: dict[str, bytes]


def run(task: Literal["check", "render", "photo", "bars"], content: bytes) -> Outcome:
    """Let a confined child do ``task`` on ``content``; raises ``ConfinedError``."""
    with _children:
        return _run(task, content, _TIMEOUT_SECONDS)


def run_for_stranger(task: Literal["signatures"], content: bytes) -> Outcome:
    """The same for a file of somebody we do not know; raises ``ConfinedError`` also when others wait already."""
    if not _stranger.acquire(timeout=_STRANGER_WAITS):
        raise ConfinedError(f"{task}: too many at once")
    try:
        return _run(task, content, _STRANGER_SECONDS)
    finally:
        _stranger.release()


def _run(task: str, content: bytes, seconds: int) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="tatadesa-pdf-") as folder:
        command = [sys.executable, "-P", "-s", "-m", "tatadesa.files.confined_child", task]
        try:
            done = subprocess.run(
                command,
                input=content,
                capture_output=True,
                cwd=folder,
                env={"PYTHONPATH": str(_SOURCES), "PYTHONDONTWRITEBYTECODE": "1"},
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ConfinedError(f"{task} took too long") from error
        if done.returncode != 0:
            logger.warning("confined %s ended with %s: %s", task, done.returncode, _last_line(done.stderr))
            raise ConfinedError(f"{task} ended with {done.returncode}")
        files = {path.name: path.read_bytes() for path in Path(folder).iterdir() if path.is_file()}
        return Outcome(done.stdout.decode("ascii", "replace").split(), files)


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else ""
