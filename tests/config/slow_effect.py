"""An effect for tests of the job worker: its first run hangs until the worker is killed, the second one ends."""

import time
from pathlib import Path


def hang_once(payload: dict[str, str]) -> None:
    """``payload`` names a ``folder``; each run leaves a file there when it begins, and one when it has ended."""
    folder = Path(payload["folder"])
    if not (folder / "begun").exists():
        (folder / "begun").touch()
        time.sleep(300)
    (folder / "ended").touch()
