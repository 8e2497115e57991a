"""A request whose connection was cut is no request.

Servers hand over what arrived and then report the end of input, which the form parser takes for a complete
form with fewer fields. This wrapper makes the missing bytes an ``OSError``: the view is never called.

It also sees to it that phones with a weak signal do not stop the pages of everybody else: a request that waits for
bytes does not count among those being worked on.
"""

from collections.abc import Callable, Iterable
from threading import BoundedSemaphore
from typing import Any

from tatadesa.core.turns import turn

WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class WholeBody:
    """WSGI middleware: reading past where the connection was cut raises ``ConnectionResetError``.

    At most ``at_once`` requests are worked on at the same time; the server has threads to spare for waiting ones.
    """

    def __init__(self, application: WsgiApplication, at_once: int) -> None:
        self.application = application
        self._turns = BoundedSemaphore(at_once)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        announced = environ.get("CONTENT_LENGTH") or ""
        if announced.isdecimal() and int(announced) > 0:
            environ["wsgi.input"] = _WholeInput(environ["wsgi.input"], int(announced), self._turns)
        with turn(self._turns):
            return self.application(environ, start_response)


class _WholeInput:
    """The input of one request, which knows how many bytes were announced. Gives its turn away while it waits."""

    def __init__(self, stream: Any, announced: int, turns: BoundedSemaphore) -> None:
        self._stream = stream
        self._missing = announced
        self._turns = turns

    def read(self, size: int = -1) -> bytes:
        """``size`` bytes, or all that are left; fewer only at the end of a whole body."""
        wanted = self._missing if size < 0 else min(size, self._missing)
        parts: list[bytes] = []
        while wanted > 0:
            data = self._taken(self._stream.read, wanted)
            parts.append(data)
            wanted -= len(data)
        return b"".join(parts)

    def readline(self, size: int = -1) -> bytes:
        """One line, or what is left of it."""
        return self._taken(self._stream.readline, size) if self._missing else b""

    def _taken(self, read: Callable[[int], bytes], size: int) -> bytes:
        self._turns.release()
        try:
            data = read(size)
        finally:
            self._turns.acquire()
        if not data:
            raise ConnectionResetError("the connection was cut before the whole body arrived")
        self._missing -= len(data)
        return data
