"""The cluster of the last test run, kept in the clone: making one and migrating its template costs twenty seconds.

Kept per state of what it was made from; a run copies it and throws the copy away. ``make clean`` forgets it. That the
migrations still run from nothing is seen by tests/config/test_demo.py each time.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[1] / ".test-cluster"


def is_there(state: str) -> bool:
    """Whether there is one for ``state``."""
    return (_FOLDER / state).exists()


def copy_to(cluster: Path, state: str) -> None:
    """Put a copy at ``cluster``; nothing happens when there is none, or when it went away in the middle."""
    if not is_there(state):
        return
    cluster.parent.mkdir(mode=0o700, parents=True)
    try:
        shutil.copytree(_FOLDER / state, cluster)
    except (OSError, shutil.Error):
        shutil.rmtree(cluster, ignore_errors=True)


def keep(cluster: Path, state: str) -> None:
    """Keep ``cluster``, whose server has stopped, in place of those of other states."""
    _FOLDER.mkdir(exist_ok=True)
    beside = _FOLDER / f"{os.getpid()}.new"
    try:
        shutil.copytree(cluster, beside)
        # The run wrote without waiting for the disk; what outlives it must have arrived.
        os.sync()
        for old in _FOLDER.iterdir():
            if old.suffix != ".new":
                shutil.rmtree(old, ignore_errors=True)
        beside.rename(_FOLDER / state)
    except (OSError, shutil.Error):
        # Another run was faster, or the clone is not ours to write to: the next run makes its own.
        shutil.rmtree(beside, ignore_errors=True)
