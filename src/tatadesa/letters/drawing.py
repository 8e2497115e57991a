"""Pages of our own PDFs as pictures: small, and soon there, for a screen on a thin line.

PDFium is not made for threads, so one page is drawn at a time in a process. What others send is never drawn here, but
in the confined process of ``files``.
"""

from __future__ import annotations

import io
import threading
from functools import cache
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    import pypdfium2

_drawing = threading.Lock()
_POINTS = 72


def page_pictures(content: bytes, dpi: int) -> list[bytes]:
    """Every page of ``content`` as PNG."""
    import pypdfium2

    with _drawing, pypdfium2.PdfDocument(content) as document:
        return [_picture(page, dpi) for page in document]


def page_picture(content: bytes, page: int, dpi: int) -> bytes:
    """``page`` (from 1) of ``content`` as PNG; raises ``IndexError`` where there is none."""
    import pypdfium2

    with _drawing, pypdfium2.PdfDocument(content) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        return _picture(document[page - 1], dpi)


def _picture(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    drawn = page.render(scale=dpi / _POINTS, rev_byteorder=True).to_pil().convert("RGB")
    output = io.BytesIO()
    drawn.quantize(palette=_palette(), dither=Image.Dither.NONE).save(output, "PNG", compress_level=2)
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
