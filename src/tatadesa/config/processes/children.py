"""One child process of the demo: on a leash, logged, restarted when it falls, stopped with all it started."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tatadesa.config.processes import leash

_LOG_LIMIT = 5 * 1024 * 1024
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
# A child that lived this long had nothing wrong with its start.
_STEADY_SECONDS = 60.0


def command_of(*arguments: str) -> list[str]:
    """``tatadesa ARGUMENTS`` as a process that ends with this one. Call from the main thread.

    When we are gone the database goes too, so nothing can be finished properly: a job worker that is only asked to end
    would wait for its database for ever. What it was doing was never committed and is taken up at the next start.
    """
    tied = [sys.executable, "-I", "-S", leash.__file__, "--parent", str(os.getpid()), "--signal", "SIGKILL", "--"]
    return [*tied, sys.executable, "-m", "tatadesa.config.cli", *arguments]


@dataclass
class Child:
    """``arguments`` are those of the ``tatadesa`` command."""

    name: str
    arguments: list[str]
    log: Path
    environment: dict[str, str]
    _process: "subprocess.Popen[bytes] | None" = None
    _started_at: float = 0.0
    _pause: float = _FIRST_PAUSE
    _restart_at: float = 0.0

    def start(self) -> None:
        """Start it; the log of earlier runs is kept and put aside when it is large."""
        self.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            # A session of its own: Ctrl-C reaches the supervisor only, and killpg() reaches all that the child started.
            self._process = subprocess.Popen(
                command_of(*self.arguments),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environment,
                start_new_session=True,
            )
        self._started_at = time.monotonic()

    def is_running(self) -> bool:
        """Whether it runs now."""
        return self._process is not None and self._process.poll() is None

    def watch(self) -> str | None:
        """To be called again and again: restarts a fallen child after a growing pause; says so in words."""
        if self.is_running() or self._process is None:
            return None
        now = time.monotonic()
        if self._restart_at:
            if now >= self._restart_at:
                self._restart_at = 0.0
                self.start()
                return f"{self.name} dimulai lagi"
            return None
        if now - self._started_at > _STEADY_SECONDS:
            self._pause = _FIRST_PAUSE
        self._kill_rest()
        self._restart_at = now + self._pause
        words = f"{self.name} berhenti sendiri ({self._process.returncode}): {self.last_words()}; "
        words += f"dicoba lagi dalam {self._pause:.0f} detik"
        self._pause = min(self._pause * 2, _LONGEST_PAUSE)
        return words

    def ask_to_stop(self) -> None:
        """SIGTERM: finish what is being done, then end."""
        if self._process is not None and self.is_running():
            self._process.send_signal(signal.SIGTERM)

    def wait_stopped(self, deadline: float) -> None:
        """Wait until ``deadline`` (time.monotonic), then end it and everything it started by force."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._kill_rest()

    def last_words(self) -> str:
        """The last line of its log."""
        with self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - 4096))
            lines = log.read().decode(errors="replace").strip().splitlines()
        return lines[-1].strip() if lines else f"lihat {self.log}"

    def _kill_rest(self) -> None:
        """End what is left of the child's session."""
        if self._process is not None:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return
