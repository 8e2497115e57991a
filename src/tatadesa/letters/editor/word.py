"""A plain Word document as the start of a letter.

A .docx is a ZIP of XML. It is unpacked only when its parts stay small, macros are refused, and nothing outside the file
is ever opened. Of the text only words with their marks, paragraphs, lists and tables are taken.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import comparable
from tatadesa.letters.blocks import MAX_BLOCKS, MAX_ITEMS, MAX_ROWS
from tatadesa.letters.editor.word_lines import Line, cells_of, line_of
from tatadesa.letters.editor.word_tables import PAIR, blocks_of

_MOST_MEMBERS = 500
_LARGEST_UNPACKED = 20 * 1024 * 1024
_MOST_PARAGRAPHS = 2000
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


Piece = Line | list[dict[str, Any]]


def _pieces(document: Document) -> Iterator[Piece]:
    """Paragraphs as lines, tables as the parts they come to, in the order of the page."""
    for count, item in enumerate(document.iter_inner_content()):
        if count >= _MOST_PARAGRAPHS:
            return
        if isinstance(item, Paragraph):
            line = line_of(item)
            if line is not None:
                yield line
        elif isinstance(item, Table):
            yield list(blocks_of(cells_of(item)))


def _without_head(pieces: list[Piece], letterhead: Sequence[str]) -> list[Piece]:
    """The lines at the top that only repeat the office's own letterhead are the printer's business."""
    known = {comparable(line) for line in letterhead}
    start = 0
    for piece in pieces:
        if not isinstance(piece, Line) or comparable(piece.plain) not in known:
            break
        start += 1
    return pieces[start:]


def _headed(pieces: list[Piece]) -> tuple[str, list[Piece]]:
    """The first line when it is written in capitals is the title; a line of the number after it is left out."""
    title = ""
    first = pieces[0] if pieces else None
    if isinstance(first, Line) and first.plain.isupper() and len(first.plain) <= 160:
        title, pieces = first.plain, pieces[1:]
    first = pieces[0] if pieces else None
    if isinstance(first, Line) and first.plain.lower().startswith("nomor"):
        pieces = pieces[1:]
    return title, pieces


def _blocks(pieces: list[Piece]) -> list[dict[str, Any]]:
    """Lines of ``label: text``, and items of one list, that follow each other become one part."""
    blocks: list[dict[str, Any]] = []
    for piece in pieces:
        for block in [_block(piece)] if isinstance(piece, Line) else piece:
            last = blocks[-1] if blocks else {"kind": ""}
            for key, most in (("rows", MAX_ROWS), ("items", MAX_ITEMS)):
                is_same = last["kind"] == block["kind"] and last.get("style") == block.get("style")
                if key in block and is_same and len(last[key]) + len(block[key]) <= most:
                    last[key] += block[key]
                    break
            else:
                blocks.append(block)
    return blocks


def _block(line: Line) -> dict[str, Any]:
    if line.bullet:
        return {"kind": "list", "style": line.bullet, "items": [line.text]}
    if line.is_heading:
        return {"kind": "heading", "text": line.plain}
    for text in (line.text, line.plain):
        pair = PAIR.fullmatch(text)
        if pair and all(part.count(sign) % 2 == 0 for part in pair.groups() for sign in ("**", "__")):
            return {"kind": "rows", "rows": [list(pair.groups())]}
    placed = {"align": line.align} if line.align is not None else {}
    return {
        "kind": "paragraph",
        "text": line.text,
        **placed,
        **({"indent": True} if placed and line.is_indented else {}),
    }


def _refused(words: str) -> InvalidInput:
    return InvalidInput({"berkas": words}, words)
