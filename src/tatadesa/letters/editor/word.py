"""A plain Word document as the start of a letter.

A .docx is a ZIP of XML. It is unpacked only when its parts stay small, macros are refused, and nothing outside the file
is ever opened. Of the text only words, paragraphs and tables are taken.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import comparable, one_line
from tatadesa.letters.template import MAX_BLOCKS, MAX_ROWS, MAX_TEXT

GAP = "[isi di sini]"
"""What stands for a dotted blank of a Word file until the operator says what belongs there."""

_MOST_MEMBERS = 500
_LARGEST_UNPACKED = 20 * 1024 * 1024
_MOST_PARAGRAPHS = 2000
_DOTS = re.compile(r"[.…_]{4,}|…{2,}")
_PAIR = re.compile(r"([^:]{2,60}?)\s*:\s*(.+)")
_FORBIDDEN = ("vbaproject.bin", "vbadata.xml")


def letter_in(data: bytes, letterhead: Sequence[str]) -> dict[str, Any]:
    """``title`` where the document has a heading, and ``blocks``; raises ``InvalidInput`` for ``berkas``."""
    _require_harmless(data)
    try:
        document = docx.Document(io.BytesIO(data))
        pieces = list(_pieces(document))
    # A broken file fails anywhere inside the reader, with errors of ZIP, XML and of its own.
    except Exception as error:
        raise _refused(
            "Berkas Word ini rusak atau tidak bisa dibaca. Simpan ulang sebagai .docx, lalu coba lagi."
        ) from error
    title, pieces = _headed(_without_head(pieces, letterhead))
    blocks = _blocks(pieces)
    if not blocks:
        raise _refused("Berkas Word ini tidak berisi tulisan.")
    if len(blocks) > MAX_BLOCKS:
        raise _refused(f"Berkas Word ini terlalu panjang: surat berisi paling banyak {MAX_BLOCKS} bagian.")
    return {"blocks": blocks, **({"title": title[:160]} if title else {})}


def _require_harmless(data: bytes) -> None:
    """What it would unpack to is read from the directory and, since that can lie, bounded while reading."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                raise _refused("Berkas Word ini terlalu rumit. Simpan hanya isi suratnya.")
            if any(member.filename.lower().endswith(_FORBIDDEN) for member in members):
                raise _refused("Berkas Word ini berisi makro. Simpan sebagai .docx biasa tanpa makro.")
            left = _LARGEST_UNPACKED
            for member in members:
                with archive.open(member) as part:
                    left -= len(part.read(left + 1))
                if left < 0:
                    raise _refused("Isi berkas Word ini terlalu besar. Hapus gambarnya, lalu coba lagi.")
    except InvalidInput:
        raise
    # zipfile raises many kinds for broken, encrypted and unknown archives.
    except Exception as error:
        raise _refused("Berkas ini bukan dokumen Word (.docx). Simpan sebagai .docx, lalu coba lagi.") from error


def _pieces(document: Document) -> Iterator[str | list[tuple[str, str]]]:
    """Paragraphs as lines, tables as rows of label and text, in the order of the page."""
    for count, item in enumerate(document.iter_inner_content()):
        if count >= _MOST_PARAGRAPHS:
            return
        if isinstance(item, Paragraph):
            line = _plain(item.text)
            if line:
                yield _listed(item, line)
        elif isinstance(item, Table):
            rows = [_row(cells) for cells in _cells(item)]
            yield [row for row in rows if any(row)]


def _cells(table: Table) -> Iterator[list[str]]:
    for row in table.rows[: MAX_ROWS * 4]:
        texts: list[str] = []
        for cell in row.cells[:12]:
            text = _plain(cell.text)
            # A joined cell is given once for each column it covers.
            if text and (not texts or texts[-1] != text):
                texts.append(text)
        yield texts


def _row(cells: list[str]) -> tuple[str, str]:
    cells = [text for text in cells if text != ":"]
    if not cells:
        return "", ""
    if len(cells) == 1:
        pair = _PAIR.fullmatch(cells[0])
        return (pair[1], pair[2]) if pair else (cells[0], "-")
    return cells[0].rstrip(" :"), " ".join(cells[1:]).lstrip(": ")


def _listed(paragraph: Paragraph, line: str) -> str:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    return f"• {line}" if style.startswith("List") else line


def _without_head(pieces: list[Any], letterhead: Sequence[str]) -> list[Any]:
    """The lines at the top that only repeat the office's own letterhead are the printer's business."""
    known = {comparable(line) for line in letterhead}
    start = 0
    while start < len(pieces) and isinstance(pieces[start], str) and comparable(pieces[start]) in known:
        start += 1
    return pieces[start:]


def _headed(pieces: list[Any]) -> tuple[str, list[Any]]:
    """The first line when it is written in capitals is the title; a line of the number after it is left out."""
    title = ""
    if pieces and isinstance(pieces[0], str) and pieces[0].isupper() and len(pieces[0]) <= 160:
        title, pieces = pieces[0], pieces[1:]
    if pieces and isinstance(pieces[0], str) and pieces[0].lower().startswith("nomor"):
        pieces = pieces[1:]
    return title, pieces


def _blocks(pieces: list[Any]) -> list[dict[str, Any]]:
    """Lines of ``label: text`` that follow each other become one list of rows."""
    blocks: list[dict[str, Any]] = []
    for piece in pieces:
        pair = _PAIR.fullmatch(piece) if isinstance(piece, str) else None
        rows = [list(pair.groups())] if pair else [list(row) for row in piece] if isinstance(piece, list) else []
        if rows:
            last = blocks[-1] if blocks and blocks[-1]["kind"] == "rows" else None
            if last is None or len(last["rows"]) + len(rows) > MAX_ROWS:
                blocks += [{"kind": "rows", "rows": rows[at : at + MAX_ROWS]} for at in range(0, len(rows), MAX_ROWS)]
            else:
                last["rows"] += rows
        elif isinstance(piece, str):
            blocks.append({"kind": "paragraph", "text": piece})
    return blocks


def _plain(text: str) -> str:
    """One line, without braces (they would be read as names) and with dotted blanks as gaps."""
    line = one_line(text).replace("{", "(").replace("}", ")")
    return _DOTS.sub(GAP, line)[:MAX_TEXT]


def _refused(words: str) -> InvalidInput:
    return InvalidInput({"berkas": words}, words)
