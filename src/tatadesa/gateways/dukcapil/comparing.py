"""Comparing the data that ``call_nik`` returns with what was asked. In memory only: nothing of it leaves this file."""

import re
import unicodedata
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from tatadesa.gateways.dukcapil.wire import KEYS
from tatadesa.gateways.dukcapil.words import whole
from tatadesa.residents.ports import Elements

_LONGEST = 200


def agrees(name: str, elements: Elements, content: dict[str, Any], threshold: int) -> bool | None:
    """Whether the element ``name`` is what Dukcapil has; None when Dukcapil did not give it."""
    theirs = content.get(KEYS[name])
    if theirs is None or isinstance(theirs, dict | list | bool) or not str(theirs).strip():
        return None
    ours = getattr(elements, name)
    match name:
        case "birth_date":
            day = read_date(str(theirs))
            return None if day is None else day == ours
        case "sex":
            sex = _sex(str(theirs))
            return None if sex is None else sex == ours
        case "no_kk":
            number = whole(theirs)
            return None if number is None else number == whole(ours)
        case _:
            return likeness(str(ours), str(theirs)) >= threshold


def read_date(text: str) -> date | None:
    """``1990-01-31``, ``31-01-1990`` or ``31/01/1990``, perhaps with a time behind it."""
    found = re.match(r"\s*(?:(\d{4})[-/](\d{2})[-/](\d{2})|(\d{2})[-/](\d{2})[-/](\d{4}))(?!\d)", text, re.ASCII)
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part]
    year, month, day = parts if found[1] else reversed(parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def likeness(one: str, other: str) -> int:
    """0 to 100, of letters and digits only."""
    left, right = _letters(one), _letters(other)
    return int(SequenceMatcher(None, left, right, autojunk=False).ratio() * 100) if left and right else 0


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:_LONGEST]).casefold()
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


def _sex(text: str) -> int | None:
    first = text.strip()[:1].upper()
    return {"L": 1, "1": 1, "P": 2, "2": 2}.get(first)
