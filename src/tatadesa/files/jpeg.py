"""The segments of a JPEG file, read without decoding a pixel (ITU-T T.81, annex B)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Inside a scan a real marker is FF followed by neither a stuffed 00, a fill FF nor a restart marker.
_MARKER_AFTER_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
_SOS, _EOI, _COMMENT = 0xDA, 0xD9, 0xFE
_WITHOUT_LENGTH = frozenset({0x00, 0x01, *range(0xD0, 0xD8)})
# JFIF, ICC profile and Adobe's transform say how to show the pixels; the other APPn tell who, when, where.
_KEPT_APPS = frozenset({0xE0, 0xE2, 0xEE})


class Segment(NamedTuple):
    """``content[start:end]`` with its marker byte; a scan includes its coded data."""

    marker: int
    start: int
    end: int


def segments(content: bytes) -> Iterator[Segment]:
    """Every segment up to the end of the image; raises ``ValueError`` where the structure breaks.

    Stray bytes between segments are passed over, as decoders do.
    """
    if not content.startswith(b"\xff\xd8"):
        raise ValueError("does not begin as a JPEG")
    position = 2
    while position < len(content):
        start, marker, position = _next_marker(content, position)
        if marker == _EOI:
            yield Segment(marker, start, position)
            return
        if marker in _WITHOUT_LENGTH:
            continue
        length = int.from_bytes(content[position : position + 2], "big")
        position += length
        if length < 2 or position > len(content):
            raise ValueError("ends inside a segment")
        if marker == _SOS:
            found = _MARKER_AFTER_SCAN.search(content, position)
            position = found.start() if found else len(content)
        yield Segment(marker, start, position)


def _next_marker(content: bytes, position: int) -> tuple[int, int, int]:
    """Where the next marker begins, its byte, and where it ends."""
    start = end = content.find(b"\xff", position)
    if start < 0:
        raise ValueError("no marker where one must be")
    while content[end : end + 1] == b"\xff":
        end += 1
    if end == len(content):
        raise ValueError("ends inside a marker")
    return start, content[end], end + 1


def count_scans(content: bytes) -> int:
    """How often a decoder must go over the whole picture: a small progressive file can ask for thousands."""
    return sum(1 for segment in segments(content) if segment.marker == _SOS)


def without_metadata(content: bytes) -> bytes:
    """The same picture bit for bit, without EXIF (GPS), XMP, comments and whatever trails its end."""
    kept = [content[:2]]
    for marker, start, end in segments(content):
        is_app = 0xE0 <= marker <= 0xEF
        if marker != _COMMENT and (not is_app or marker in _KEPT_APPS):
            kept.append(content[start:end])
    return b"".join(kept)
