"""Faults on request: how an emulator behaves towards the next messages."""

import threading
from dataclasses import dataclass

EVERYBODY = "all"
# What every HTTP emulator can do; each adds what only its provider does.
HTTP_MOODS = frozenset({"slow", "drip", "status", "garbage", "html", "empty", "cut"})


@dataclass
class Mood:
    """How the service misbehaves for the next ``times`` messages.

    ``slow`` waits ``seconds`` and then works, ``drip`` sends one letter at a time, ``status`` answers ``status``,
    ``garbage`` answers no HTTP, ``html`` a page and ``empty`` nothing (both as 200), ``cut`` hangs up. ``code`` is for
    what only one provider does.
    """

    kind: str
    times: int = 1
    status: int = 500
    seconds: float = 1.0
    retry_after: str = ""
    code: str = ""


class Moods:
    """The present faults by whom they meet; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moods: dict[str, Mood] = {}

    def set(self, key: str, mood: Mood) -> None:
        """For one subject or ``EVERYBODY``."""
        with self._lock:
            self._moods[key] = mood

    def take(self, key: str) -> Mood | None:
        """The mood that the next message for ``key`` meets; counts it."""
        with self._lock:
            for name in (key, EVERYBODY):
                mood = self._moods.get(name)
                if mood is not None:
                    mood.times -= 1
                    if mood.times <= 0:
                        del self._moods[name]
                    return mood
        return None

    def clear(self) -> None:
        """Behave."""
        with self._lock:
            self._moods.clear()
