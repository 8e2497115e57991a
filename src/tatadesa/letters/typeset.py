"""Documents to PDF and PNG through our own Typst sources.

Safety: the sources are ours and fixed; data arrives as one JSON string and prints as text, so nothing in it
can be an import, a function or a path. The root holds only the sources and fonts and no package is imported,
so there is nothing to fetch.

Time: Typst cannot be interrupted inside a thread, so its work is bounded. Our sources have no recursion
and loop only over the document, and ``Document.to_json`` refuses more text than a few pages; tests hold the
worst accepted document to a bound. A subprocess with a kill timer would cost 0.2 s a letter while the row of
the number is locked.
"""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pikepdf
import typst

from tatadesa.letters.document import Document
from tatadesa.letters.drawing import Screen, changed_pages, page_pictures
from tatadesa.letters.glyphs import FONT_DIR
from tatadesa.letters.pictures import qr_svg
from tatadesa.letters.ports import SignatureBox

_ROOT = Path(__file__).resolve().parent / "typst"
_STANDARDS: list[Any] = ["a-2a", "ua-1"]
_PREVIEW_DPI = 110
_LEAST_DPI = 60
_local = threading.local()
_fonts_lock = threading.Lock()


def letter_pdf(document: Document, moment: datetime) -> bytes:
    """The letter as PDF/A-2a and PDF/UA-1; raises ``LetterTooLongError``.

    ``moment`` (aware) is written into the file, so the same letter gives the same bytes.
    """
    return _pdf("letter.typ", _letter_data(document), moment)


def letter_to_sign(document: Document, moment: datetime, *, by_pen: bool) -> tuple[bytes, SignatureBox | None]:
    """The letter as ``letter_pdf`` sets it, and where its electronic signature belongs (None where it has no place).

    ``by_pen`` leaves room for a signature and a stamp on paper. Raises ``LetterTooLongError``.
    """
    content = _pdf("letter.typ", _letter_data(document, wet=by_pen), moment)
    # Of what this thread's compiler has just set: nothing is set a second time.
    found = json.loads(_compiler().query("<signature-place>", field="value"))
    return content, None if by_pen else signature_box(found)


def signature_box(marks: list[dict[str, Any]]) -> SignatureBox | None:
    """The field between the first pair of marks that ``letter.typ`` sets around the signature's block."""
    top = next((mark for mark in marks if mark["edge"] == "top"), None)
    bottom = next((mark for mark in marks if mark["edge"] == "bottom"), None)
    if top is None or bottom is None or top["page"] != bottom["page"] or bottom["y"] <= top["y"]:
        return None
    return SignatureBox(
        page=int(top["page"]),
        left=float(top["x"]),
        top=float(top["y"]),
        width=float(top["width"]),
        height=float(bottom["y"] - top["y"]),
        page_height=float(top["height"]),
    )


def letter_png(document: Document) -> list[bytes]:
    """The letter's pages as pictures for the screen: in half the time and a third of the size of Typst's own."""
    return page_pictures(_for_screen(document), _PREVIEW_DPI)


def letter_screens(
    document: Document, *, had: Mapping[int, str], seen: Collection[int] | None, dpi: int = _PREVIEW_DPI
) -> list[Screen]:
    """As ``letter_png`` for a browser that has some pages already and sees only some; see ``drawing.changed_pages``."""
    return changed_pages(_for_screen(document), min(max(dpi, _LEAST_DPI), _PREVIEW_DPI), had, seen)


def _for_screen(document: Document) -> bytes:
    """A PDF that is only drawn: without tags for screen readers and without a title of its own.

    The letter is a file beside its source, not one of ``sys.inputs``: those are part of what every step of the
    typesetter hangs on, so that nothing of the letter before could be used again.
    """
    # The package's own types forget files in memory, which its manual describes.
    files: Any = {**_screen_sources(), "document.json": _letter_data(document, screen=True).encode()}
    made = _compiler().compile(
        input=files,
        format="pdf",
        sys_inputs=None,
        pdf_tags=False,
    )
    if not isinstance(made, bytes):
        raise TypeError("typesetter gave no single PDF")
    return made


@cache
def _screen_sources() -> dict[str, bytes]:
    return {"main.typ": (_ROOT / "letter.typ").read_bytes(), "common.typ": (_ROOT / "common.typ").read_bytes()}


def receipt_pdf(data: dict[str, Any], moment: datetime) -> bytes:
    """The receipt described by ``data`` (see ``receipt.py``)."""
    return _pdf("receipt.typ", json.dumps(data, ensure_ascii=False), moment)


def report_pdf(data: dict[str, Any], moment: datetime) -> bytes:
    """Titled parts with rows of label and text, on A4: ``title``, ``author``, ``made``, ``empty`` and ``parts``, each
    with ``title`` and ``groups`` of (label, text).
    """
    return _pdf("report.typ", json.dumps(data, ensure_ascii=False), moment)


def blank_form_pdf(data: dict[str, Any], moment: datetime) -> bytes:
    """The empty form described by ``data`` (see ``blank_form.py``)."""
    return _pdf("blank.typ", json.dumps(data, ensure_ascii=False), moment)


def label_pdf(data: dict[str, Any], moment: datetime) -> bytes:
    """Labels of parcels on A6, one a page, described by ``data`` (see ``deliveries/papers.py``)."""
    return _pdf("label.typ", json.dumps(data, ensure_ascii=False), moment)


def manifest_pdf(data: dict[str, Any], moment: datetime) -> bytes:
    """The list that goes to the counter with a day's parcels (see ``deliveries/papers.py``)."""
    return _pdf("manifest.typ", json.dumps(data, ensure_ascii=False), moment)


def satisfaction_pdf(data: dict[str, Any], moment: datetime) -> bytes:
    """The report of satisfaction described by ``data`` (see ``feedback/paper.py``)."""
    return _pdf("satisfaction.typ", json.dumps(data, ensure_ascii=False), moment)


def book_pdf(data: dict[str, Any], moment: datetime) -> bytes:
    """The book described by ``data`` (see ``book_paper.py``), landscape."""
    return _pdf("book.typ", json.dumps(data, ensure_ascii=False), moment)


def _letter_data(document: Document, *, wet: bool = False, screen: bool = False) -> str:
    data: dict[str, Any] = json.loads(document.to_json())
    more = {"qr": qr_svg(document.verification.address), "wet": wet, "screen": screen}
    return json.dumps(data | more, ensure_ascii=False)


_Source = Literal[
    "letter.typ",
    "receipt.typ",
    "report.typ",
    "blank.typ",
    "satisfaction.typ",
    "label.typ",
    "manifest.typ",
    "book.typ",
]


def _pdf(source: _Source, data: str, moment: datetime) -> bytes:
    made = _compiler().compile(
        input=str(_ROOT / source),
        format="pdf",
        sys_inputs={"document": data},
        pdf_standards=_STANDARDS,
        timestamp=_fixed_offset(moment),
    )
    if not isinstance(made, bytes):
        raise TypeError("typesetter gave no single PDF")
    return _packed(made)


def _packed(content: bytes) -> bytes:
    """The same PDF with its many small objects in compressed streams, as PDF/A-2 allows: two fifths smaller.

    The tags that screen readers need are most of a letter's objects. Metadata stay as the typesetter wrote them,
    without blanks. Deterministic: the same bytes give the same.
    """
    packed = io.BytesIO()
    pikepdf.settings.set_flate_compression_level(9)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _say_once(pdf)
        pdf.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            recompress_flate=True,
            fix_metadata_version=False,
        )
    return packed.getvalue()


def _say_once(pdf: pikepdf.Pdf) -> None:
    """Leave away what each cell of a table says of its column where the column's head says it (ISO 14289-1, 7.5)."""
    tags = pdf.Root.StructTreeRoot
    cells, heads = list[Any](), list[Any]()
    for kind, tag in _tags(tags):
        if kind == "/TD":
            cells.append(tag)
        elif kind == "/TH":
            heads.append(tag)
    scopes = [_scope(head) for head in heads]
    if not heads or None in scopes:
        return
    for cell in cells:
        if "/A" in cell:
            del cell["/A"]
    for head, scope in zip(heads, scopes, strict=True):
        head.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=scope)
        if "/ID" in head:
            del head["/ID"]
    if "/IDTree" in tags:
        del tags["/IDTree"]


def _tags(root: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
    """Each element with its kind. What is inside a cell is not looked at; a cell has the heads of its own table."""
    waiting: list[Any] = [root]
    while waiting:
        tag = waiting.pop()
        if isinstance(tag, pikepdf.Array):
            waiting.extend(tag)
        elif isinstance(tag, pikepdf.Dictionary):
            kind = str(tag.get("/S", ""))
            yield kind, tag
            if kind not in ("/TD", "/TH"):
                waiting.append(tag.get("/K"))


def _scope(head: pikepdf.Object) -> pikepdf.Object | None:
    said = head.get("/A", pikepdf.Array())
    for one in said if isinstance(said, pikepdf.Array) else [said]:
        if "/Scope" in one:
            return one["/Scope"]
    return None


def _fixed_offset(moment: datetime) -> datetime:
    """Typst takes a moment with a fixed offset, not a named zone."""
    return moment.replace(microsecond=0).astimezone(timezone(moment.utcoffset() or timedelta(0)))


def _compiler() -> typst.Compiler:
    """This thread's compiler: one shared by two threads raises "Already borrowed"."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(root=str(_ROOT), font_paths=_fonts())
    compiler: typst.Compiler = _local.compiler
    return compiler


def _fonts() -> typst.Fonts:
    with _fonts_lock:
        return _load_fonts()


@cache
def _load_fonts() -> typst.Fonts:
    """Only the fonts we ship, so that a letter looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_DIR)])
