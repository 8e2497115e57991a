"""How many signings a web process has under way at once: each keeps a thread for as long as a slow service takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.db import connection

from tatadesa.core.errors import TooMany
from tatadesa.core.turns import aside
from tatadesa.letters.ports import Signed

PLACES = 8
"""Of 64 threads; what a signing waits for costs neither a turn nor a connection of the database."""
_RETRY_SECONDS = 30
_places = BoundedSemaphore(PLACES)


@contextmanager
def place() -> Iterator[None]:
    """Hold one of them; raises ``TooMany`` at once when there is none, so that nobody queues behind a slow service."""
    if not _places.acquire(blocking=False):
        words = "Banyak pejabat sedang menandatangani. Coba lagi setengah menit lagi; surat dan nomornya tetap."
        raise TooMany(words, _RETRY_SECONDS)
    try:
        yield
    finally:
        _places.release()


def waited_for(answers: Iterator[Signed]) -> Iterator[Signed]:
    """``answers`` as they come; while one is waited for, other requests have the turn and the connection."""
    while True:
        if not connection.in_atomic_block:
            connection.close()
        with aside():
            found = next(answers, None)
        if found is None:
            return
        yield found
