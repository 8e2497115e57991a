"""JSON over HTTP with an outside system: what came back, whatever it is. For gateways."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tatadesa.core.outgoing import Address, exchange

_MAX_BYTES = 512 * 1024
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")


@dataclass(frozen=True)
class JsonAnswer:
    """``data`` is None for what is no JSON; ``raw`` is the body as text; ``retry_after`` is in seconds."""

    status: int
    data: Any
    raw: str
    retry_after: int | None = None

    @property
    def is_good(self) -> bool:
        """The server says that it did as asked."""
        return 200 <= self.status < 300

    @property
    def is_passing(self) -> bool:
        """A fault that goes by itself: too many, or the server's own."""
        return self.status == 429 or self.status >= 500


def ask(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    seconds: float,
    body: Any = None,
    form: Mapping[str, str] | None = None,
    refuses: Callable[[Address], bool] = lambda address: False,
) -> JsonAnswer:
    """One attempt with a JSON ``body`` or a ``form``; raises ``outgoing.NoAnswer`` and ``NotSent``."""
    wire = {"Accept": "application/json", **headers}
    content = b""
    if form is not None:
        content = urlencode(form).encode()
        wire["Content-Type"] = "application/x-www-form-urlencoded"
    elif body is not None:
        content = json.dumps(body, ensure_ascii=False).encode()
        wire["Content-Type"] = "application/json"
    if method != "GET":
        wire["Content-Length"] = str(len(content))
    answer = exchange(method, url, content, wire, seconds=seconds, max_bytes=_MAX_BYTES, refuses=refuses)
    raw = answer.body.decode("utf-8", "replace")
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        data = None
    after = answer.headers.get("retry-after", "")
    seconds_after = int(after[:6]) if after.isascii() and after.isdigit() else None
    return JsonAnswer(answer.status, data, raw, seconds_after)


def whole(value: Any) -> int | None:
    """A number of rupiah, days or grams as providers write it (9000, 9000.0, "9000", "9.000"); None for all else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = value.strip()
        if _THOUSANDS.fullmatch(value):
            value = value.replace(".", "")
        if not (value.isascii() and value.replace(".", "", 1).isdigit() and len(value) < 16):
            return None
        value = float(value)
    if isinstance(value, int | float) and abs(value) < 10**12 and value == value:  # noqa: PLR0124 - not NaN
        return round(value)
    return None


def several(value: Any) -> list[dict[str, Any]]:
    """The objects in ``value``: one object is a list of one, anything else that is none is left out."""
    if isinstance(value, dict):
        return [value]
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def at(value: Any, *path: str) -> Any:
    """What lies at the end of ``path`` in nested objects, None where it breaks off."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def said(value: Any, longest: int = 160) -> str:
    """Text on one line, cut; empty for what is neither text nor number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)).split())[:longest]
