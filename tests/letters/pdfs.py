"""Look into a PDF as a reader would."""

import io
import re

import pikepdf
import pypdfium2


def text_of(content: bytes) -> str:
    """All text, on one line, without the invisible places to break."""
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return re.sub(r"\s+", " ", " ".join(pages).replace("\u200b", "").replace("\ufffe", ""))


def last_page(content: bytes) -> str:
    """The text of the last page."""
    with pypdfium2.PdfDocument(content) as document:
        text: str = document[len(document) - 1].get_textpage().get_text_bounded()
    return text


def page_sizes(content: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    with pypdfium2.PdfDocument(content) as document:
        sizes = [page.get_size() for page in document]
    return [(round(width / 72 * 25.4), round(height / 72 * 25.4)) for width, height in sizes]


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))
