"""Pages of our own PDFs as pictures: small, and soon there, for a screen on a thin line.

PDFium is not made for threads, so one page is drawn at a time in a process. What others send is never drawn here, but
in the confined process of ``files``.
"""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    import pypdfium2

_drawing = threading.Lock()
_POINTS = 72


@dataclass(frozen=True)
class Screen:
    """One page for the screen. ``mark`` tells two pictures apart, empty where the page was not looked at; ``png`` is
    empty where the browser has it or did not ask.
    """

    mark: str
    png: bytes = b""


def page_pictures(content: bytes, dpi: int) -> list[bytes]:
    """Every page of ``content`` as PNG."""
    import pypdfium2

    with _drawing, pypdfium2.PdfDocument(content) as document:
        return [_picture(page, dpi) for page in document]


def changed_pages(content: bytes, dpi: int, had: Mapping[int, str], seen: Collection[int] | None) -> list[Screen]:
    """The pages of ``content`` for a browser that has pictures with the marks of ``had`` (by place, from 0).

    Drawn are the pages of ``seen`` (None: all) and those without a mark; packed only what has changed, for packing
    takes four times as long as drawing.
    """
    import pypdfium2

    with _drawing, pypdfium2.PdfDocument(content) as document:
        return [
            _screen(document[place], dpi, had.get(place, ""))
            if seen is None or place in seen or not had.get(place)
            else Screen("")
            for place in range(len(document))
        ]


def page_picture(content: bytes, page: int, dpi: int) -> bytes:
    """``page`` (from 1) of ``content`` as PNG; raises ``IndexError`` where there is none."""
    import pypdfium2

    with _drawing, pypdfium2.PdfDocument(content) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        return _picture(document[page - 1], dpi)


def _picture(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    return _packed(_drawn(page, dpi))


def _screen(page: pypdfium2.PdfPage, dpi: int, had: str) -> Screen:
    drawn = _drawn(page, dpi)
    mark = hashlib.blake2b(drawn.buffer, digest_size=9, person=f"{drawn.width}x{drawn.height}".encode()).hexdigest()
    return Screen(mark) if mark == had else Screen(mark, _packed(drawn))


def _drawn(page: pypdfium2.PdfPage, dpi: int) -> pypdfium2.PdfBitmap:
    return page.render(scale=dpi / _POINTS, rev_byteorder=True)


def _packed(drawn: pypdfium2.PdfBitmap) -> bytes:
    output = io.BytesIO()
    colours = drawn.to_pil().convert("RGB")
    colours.quantize(palette=_palette(), dither=Image.Dither.NONE).save(output, "PNG", compress_level=2)
    return output.getvalue()


@cache
def _palette() -> Image.Image:
    """Forty greys for letters and shades, and 216 colours for emblems."""
    cube = [
        (red, green, blue) for red in range(0, 256, 51) for green in range(0, 256, 51) for blue in range(0, 256, 51)
    ]
    greys = [(round(step * 255 / 39),) * 3 for step in range(40)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in (*cube, *greys) for value in colour])
    return palette
