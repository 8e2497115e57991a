"""Which characters our letter fonts can print, and text made safe for them.

PDF/A forbids a character without a glyph, so the typesetter refuses it. It becomes a visible box: the officer
sees it in the preview and can ask for a correction; nothing disappears in silence, and no
letter fails for an emoji.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

FONT_DIR = Path(__file__).resolve().parent / "typst" / "fonts"
REPLACEMENT = "□"
_MAX_WORD = 40
_CHUNK = 10
_LONG_WORD = re.compile(rf"\S{{{_MAX_WORD},}}")
_LINE_BREAK_HINT = "\u200b"


def printable(text: str) -> str:
    """``text`` in NFC, on one line, without control and direction characters, unknown characters as ``□``.

    Words of 40 characters and more get invisible places to break, or they would run off the paper.
    """
    known = characters()
    spaced = re.sub(r"\s", " ", text)
    visible = "".join(one for one in spaced if unicodedata.category(one) not in ("Cc", "Cf", "Cs"))
    line = re.sub(" +", " ", unicodedata.normalize("NFC", visible)).strip()
    kept = "".join(one if one in known else REPLACEMENT for one in line)
    return _LONG_WORD.sub(_breakable, kept)


def _breakable(word: re.Match[str]) -> str:
    return re.sub(rf"(\S{{{_CHUNK}}})(?=\S)", rf"\1{_LINE_BREAK_HINT}", word[0])


@cache
def characters() -> frozenset[str]:
    """Characters that every one of our fonts can print."""
    fonts = sorted(FONT_DIR.glob("*.ttf"))
    return frozenset.intersection(*(_characters_of(path.read_bytes()) for path in fonts))


def _characters_of(font: bytes) -> frozenset[str]:
    """The keys of a TrueType font's character map, format 4 (OpenType specification, table ``cmap``)."""
    cmap = _table(font, b"cmap")
    for index in range(struct.unpack(">H", cmap[2:4])[0]):
        start = struct.unpack(">I", cmap[8 + 8 * index : 12 + 8 * index])[0]
        if struct.unpack(">H", cmap[start : start + 2])[0] == 4:
            return _format4(cmap[start:])
    raise ValueError("font has no character map of format 4")


def _table(font: bytes, wanted: bytes) -> bytes:
    for index in range(struct.unpack(">H", font[4:6])[0]):
        tag, _, offset, length = struct.unpack(">4sIII", font[12 + 16 * index : 28 + 16 * index])
        if tag == wanted:
            return font[offset : offset + length]
    raise ValueError(f"font has no table {wanted!r}")


def _format4(table: bytes) -> frozenset[str]:
    count = struct.unpack(">H", table[6:8])[0] // 2

    def words(position: int) -> tuple[int, ...]:
        return struct.unpack(f">{count}H", table[position : position + 2 * count])

    ends, starts = words(14), words(16 + 2 * count)
    deltas, offsets = words(16 + 4 * count), words(16 + 6 * count)
    found = set()
    for segment in range(count):
        for code in range(starts[segment], min(ends[segment], 0xFFFE) + 1):
            glyph = code
            if offsets[segment]:
                place = 16 + 6 * count + 2 * segment + offsets[segment] + 2 * (code - starts[segment])
                glyph = struct.unpack(">H", table[place : place + 2])[0]
                if glyph == 0:
                    continue
            if (glyph + deltas[segment]) & 0xFFFF:
                found.add(chr(code))
    return frozenset(found)
