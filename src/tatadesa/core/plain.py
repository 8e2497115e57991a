"""Text as it is kept: no invisible characters that reorder words, one Unicode form, no stray blanks."""

import re
import unicodedata

# Marks that turn the reading direction (Unicode TR 36) and characters of no width: in names they deceive.
_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_WIDTHLESS = "\u00ad\u200b\u2060\ufeff"
_DROP = {ord(character): None for character in _TURNING + _WIDTHLESS}
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


def storable(raw: str) -> str:
    """``raw`` without what a database or a page cannot hold (NUL, control characters, half surrogates).

    Line ends become ``\\n``. Nothing a person meant to type is lost.
    """
    lines = _LINE_ENDS.sub("\n", raw)
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def one_line(raw: str) -> str:
    """``raw`` on one line, in NFC, blanks collapsed and trimmed."""
    return " ".join(_composed(raw).split())


def many_lines(raw: str) -> str:
    """``raw`` in NFC with its lines kept, each trimmed, at most one empty line in a row."""
    lines = (_BLANKS.sub(" ", line).strip() for line in _composed(raw).split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def comparable(text: str) -> str:
    """``text`` for comparing by meaning: letters and digits only, without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in parts if character.isalnum())


def _composed(raw: str) -> str:
    return unicodedata.normalize("NFC", storable(raw).translate(_DROP))
