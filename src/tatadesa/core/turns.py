"""Turns of a web process: how many requests are worked on at once. One that only waits gives its turn to another."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_mine = threading.local()


@contextmanager
def turn(turns: threading.BoundedSemaphore) -> Iterator[None]:
    """Hold one of ``turns`` for this thread's request."""
    with turns:
        _mine.turns = turns
        try:
            yield
        finally:
            del _mine.turns


@contextmanager
def aside() -> Iterator[None]:
    """Let another request be worked on meanwhile, and wait for a turn again at the end; nothing outside a request."""
    turns: threading.BoundedSemaphore | None = getattr(_mine, "turns", None)
    if turns is None:
        yield
        return
    turns.release()
    try:
        yield
    finally:
        turns.acquire()
