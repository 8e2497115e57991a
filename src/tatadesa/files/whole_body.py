"""A request whose connection was cut is no request.

Servers hand over what arrived and then report the end of input, which the form parser takes for a complete
form with fewer fields. This wrapper makes the missing bytes an ``OSError``: the view is never called.
"""

from collections.abc import Callable, Iterable
from typing import Any

WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class WholeBody:
    """WSGI middleware: reading past where the connection was cut raises ``ConnectionResetError``."""

    def __init__(self, application: WsgiApplication) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        announced = environ.get("CONTENT_LENGTH") or ""
        if announced.isdecimal() and int(announced) > 0:
            environ["wsgi.input"] = _WholeInput(environ["wsgi.input"], int(announced))
        return self.application(environ, start_response)


class _WholeInput:
    """The input of one request, which knows how many bytes were announced."""

    def __init__(self, stream: Any, announced: int) -> None:
        self._stream = stream
        self._missing = announced

    def read(self, size: int = -1) -> bytes:
        """``size`` bytes, or all that are left; fewer only at the end of a whole body."""
        wanted = self._missing if size < 0 else min(size, self._missing)
        parts: list[bytes] = []
        while wanted > 0:
            data = self._taken(self._stream.read(wanted))
            parts.append(data)
            wanted -= len(data)
        return b"".join(parts)

    def readline(self, size: int = -1) -> bytes:
        """One line, or what is left of it."""
        return self._taken(self._stream.readline(size)) if self._missing else b""

    def _taken(self, data: bytes) -> bytes:
        if not data:
            raise ConnectionResetError("the connection was cut before the whole body arrived")
        self._missing -= len(data)
        return data
