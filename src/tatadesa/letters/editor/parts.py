"""One part of a letter as its inputs show it, and the part of a template that the inputs make. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from django.http import QueryDict

from tatadesa.catalogue.builder.conditions import Rows, WrongRows, from_rows, to_rows, typed_rows
from tatadesa.core.plain import many_lines, one_line
from tatadesa.forms.context import Field
from tatadesa.letters.blocks import IDENTITIES, IDENTITY_LABELS, MAX_ROWS, MEMBERS
from tatadesa.letters.conditions import check_when
from tatadesa.letters.texts import TemplateError

OPENING, IDENTITY, PARAGRAPH, ROWS, CLOSING = "opening", "identity", "paragraph", "rows", "closing"
HEADING, LIST, TABLE, BOXES, SPACE, PAGE_BREAK = "heading", "list", "table", "boxes", "space", "page_break"
KINDS = {
    PARAGRAPH: "Alinea",
    HEADING: "Judul bagian",
    IDENTITY: "Data diri",
    ROWS: "Daftar keterangan",
    LIST: "Daftar bernomor atau bertitik",
    TABLE: "Tabel",
    BOXES: "Kotak huruf",
    OPENING: "Pembuka",
    CLOSING: "Penutup",
    SPACE: "Jarak kosong",
    PAGE_BREAK: "Pindah halaman",
}
ALIGN_WORDS = {"justify": "Rata kiri dan kanan", "left": "Rata kiri", "center": "Di tengah", "right": "Rata kanan"}
STYLE_WORDS = {"1": "1. 2. 3.", "a": "a. b. c.", "-": "– tanda garis"}
WHOSE_WORDS = {
    "penduduk": "Pemohon",
    "pasangan": "Suami atau istri pemohon",
    "ayah": "Ayah pemohon",
    "ibu": "Ibu pemohon",
    "kepala_keluarga": "Kepala keluarga",
}
# The cells of each line, by the ends of their inputs' names.
CELLS = {ROWS: ("label", "isi"), BOXES: ("label", "isi", "kotak"), TABLE: ("label", "isi", "lebar"), LIST: ("isi",)}
_TEXTS = (OPENING, PARAGRAPH, CLOSING, HEADING)
LONGEST = 4000
"""More than any text may have, so that one that is too long is shown as it was typed and refused in words."""
_LONGEST_CONDITION = 20_000
LONGEST_BASE = 60_000
_UNSEEN = frozenset({"tall", "blank", "bar", "across"})


@dataclass(frozen=True)
class PartForm:
    """One part as its inputs show it; numbers as typed.

    ``rows`` are the lines of whatever has ``CELLS``, ``names`` those of an identity. ``when`` is the condition in rows,
    ``asks`` that its inputs are open, ``condition`` what it says while they are not. ``origin`` is the place the part
    has in the kept letter, so that what the page does not show of it stays; None for a new one. A ``kind`` the page
    does not know is shown and kept whole. Of a part brought from elsewhere ``base`` is the JSON of what the page does
    not show, which travels with it.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = ()
    origin: int | None = None
    align: str = "justify"
    indent: bool = True
    whose: str = "penduduk"
    style: str = "1"
    source: str = MEMBERS
    numbered: bool = True
    size: str = "1"
    when: Rows = field(default_factory=Rows)
    asks: bool = False
    base: str = ""
    condition: Mapping[str, Any] | None = field(default=None, compare=False)

    @property
    def words(self) -> str:
        """What the part is called."""
        return KINDS.get(self.kind, "Bagian lain")

    @property
    def is_known(self) -> bool:
        """Whether the page has inputs for it."""
        return self.kind in KINDS

    @property
    def kept_condition(self) -> str:
        """A condition without inputs of its own, as it travels with the page."""
        kept = self.when.kept if self.asks else self.condition
        return "" if kept is None else json.dumps(kept)

    @property
    def choices(self) -> dict[str, str]:
        """What an identity of this person may list, and what it lists already."""
        allowed = {*IDENTITIES.get(self.whose, ()), *self.names}
        return {name: words for name, words in IDENTITY_LABELS.items() if name in allowed}


def part_of(block: Mapping[str, Any], origin: int | None, fields: Sequence[Field]) -> PartForm:
    """The inputs of ``block``; ``fields`` are those that answer, for its condition."""
    kind, align = _string(block.get("kind")), _among(block.get("align"), ALIGN_WORDS, "justify")
    indent = block.get("indent")
    return PartForm(
        kind,
        _text(kind, _string(block.get("text"))) if kind in _TEXTS else "",
        _lines(kind, block),
        tuple(name for name in block.get("rows") or () if isinstance(name, str)) if kind == IDENTITY else (),
        origin,
        align,
        indent if isinstance(indent, bool) else align == "justify",
        _among(block.get("of"), WHOSE_WORDS, "penduduk"),
        _among(block.get("style"), STYLE_WORDS, "1"),
        _string(block.get("source")) or MEMBERS,
        block.get("numbered") is not False,
        str(block.get("size", 1)),
        to_rows(block.get("when"), fields),
        base=brought(block, origin, is_whole=kind in KINDS and not _UNSEEN & block.keys()),
        condition=block.get("when"),
    )


def brought(data: Mapping[str, Any], origin: int | None, *, is_whole: bool) -> str:
    """The JSON of what is not kept yet and has more than the page shows, else empty."""
    return "" if origin is not None or is_whole else json.dumps(data, ensure_ascii=False)


def carried(text: str) -> dict[str, Any]:
    """What ``brought`` gave, as it came back; empty for anything else. It is checked like all that is typed."""
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def asking(part: PartForm) -> PartForm:
    """``part`` with the inputs of its condition open."""
    return replace(part, asks=True, condition=None)


def typed_part(post: QueryDict, name: str, fields: Sequence[Field] = ()) -> PartForm:
    """The part in the inputs that begin with ``name``; ``fields`` as for ``part_of``."""

    def said(end: str) -> str:
        return str(post.get(f"{name}-{end}", ""))

    kind, origin = said("jenis"), said("asal")
    condition = _condition(said("syarat-lama"))
    asks = f"{name}-syarat-buka" in post or f"{name}-syarat-0-dari" in post
    when = typed_rows(post, f"{name}-syarat", Rows(kept=condition)) if asks else to_rows(condition, fields)
    columns = [post.getlist(f"{name}-{end}") for end in CELLS.get(kind, ())]
    lines = [tuple(_cell(str(cell)) for cell in line) for line in zip_longest(*columns, fillvalue="")]
    return PartForm(
        kind,
        _text(kind, said("teks"))[:LONGEST],
        tuple(line for line in lines[: MAX_ROWS + 1] if any(line[:2])),
        tuple(one for one in post.getlist(f"{name}-data")[: MAX_ROWS + 1] if one in IDENTITY_LABELS),
        int(origin) if origin.isdecimal() and len(origin) < 3 else None,
        _among(said("rata"), ALIGN_WORDS, "justify"),
        f"{name}-masuk" in post if f"{name}-rata" in post else True,
        _among(said("orang"), WHOSE_WORDS, "penduduk"),
        _among(said("bentuk"), STYLE_WORDS, "1"),
        _cell(said("sumber")) or MEMBERS,
        f"{name}-nomor" in post or kind != TABLE,
        _cell(said("tinggi")) or "1",
        when,
        asks,
        said("dasar")[:LONGEST_BASE],
        None if asks else condition,
    )


def block_of(part: PartForm, kept: Sequence[Mapping[str, Any]], fields: Sequence[Field]) -> dict[str, Any] | None:
    """None for a part nobody knows and that is not kept anywhere; one that was not changed is as it was kept.

    A condition that cannot be read is left away: ``condition_faults`` says so before anything is kept.
    """
    origin = kept[part.origin] if part.origin is not None and part.origin < len(kept) else carried(part.base)
    base = deepcopy(dict(origin)) if origin.get("kind") == part.kind else None
    if not part.is_known:
        return base
    if base is not None and replace(part, asks=False) == part_of(base, part.origin, fields):
        return base
    block = {**(base or {}), "kind": part.kind}
    _READY.get(part.kind, _as_it_is)(part, block)
    condition = _read_condition(part, fields)
    if condition is None:
        block.pop("when", None)
    else:
        block["when"] = condition
    return block


def condition_faults(part: PartForm, fields: Sequence[Field]) -> dict[int, str]:
    """What is wrong with the condition, by row."""
    if part.when.kept is not None:
        return {}
    try:
        from_rows(part.when, fields)
    except WrongRows as wrong:
        return wrong.errors
    return {}


def number(typed: str) -> int | str:
    """What was typed as a number; what is none stays, to be refused in words."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else typed


def put(block: dict[str, Any], key: str, value: Any, *, usual: Any) -> None:
    """Set what is not the usual, or was said before: a letter does not grow by being looked at."""
    if value != usual or block.get(key) is not None:
        block[key] = value


def _ready_text(part: PartForm, block: dict[str, Any]) -> None:
    if part.text or part.kind in (PARAGRAPH, HEADING):
        block["text"] = part.text
    else:
        block.pop("text", None)
    if part.kind == PARAGRAPH:
        put(block, "align", part.align, usual="justify")
        put(block, "indent", part.indent, usual=part.align == "justify")


def _ready_identity(part: PartForm, block: dict[str, Any]) -> None:
    block["rows"] = list(part.names)
    put(block, "of", part.whose, usual="penduduk")


def _ready_rows(part: PartForm, block: dict[str, Any]) -> None:
    block["rows"] = [list(row) for row in part.rows]


def _ready_boxes(part: PartForm, block: dict[str, Any]) -> None:
    block["rows"] = [[label, text, number(count)] for label, text, count in part.rows]


def _ready_list(part: PartForm, block: dict[str, Any]) -> None:
    block["items"] = [item for (item,) in part.rows]
    put(block, "style", part.style, usual="1")


def _ready_table(part: PartForm, block: dict[str, Any]) -> None:
    block["source"] = part.source
    block["columns"] = [
        {"label": label, "text": text, **({"width": number(width)} if width else {})}
        for label, text, width in part.rows
    ]
    put(block, "numbered", part.numbered, usual=True)


def _ready_space(part: PartForm, block: dict[str, Any]) -> None:
    block["size"] = number(part.size)


def _as_it_is(part: PartForm, block: dict[str, Any]) -> None:
    """A break of the page says nothing more."""


_READY = {
    **dict.fromkeys(_TEXTS, _ready_text),
    IDENTITY: _ready_identity,
    ROWS: _ready_rows,
    BOXES: _ready_boxes,
    LIST: _ready_list,
    TABLE: _ready_table,
    SPACE: _ready_space,
}


def _read_condition(part: PartForm, fields: Sequence[Field]) -> Any:
    if part.condition is not None:
        return part.condition
    if part.when.kept is not None:
        return part.when.kept
    try:
        return from_rows(part.when, fields)
    except WrongRows:
        return None


def _condition(raw: str) -> Any:
    """A condition that travelled with the page; what is none is nothing we gave out."""
    if not raw or len(raw) > _LONGEST_CONDITION:
        return None
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    try:
        check_when("", found)
    except TemplateError:
        return None
    return found


def _lines(kind: str, block: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    if kind == LIST:
        return tuple((_shown(item),) for item in block.get("items") or ())
    if kind == TABLE:
        columns = [one for one in block.get("columns") or () if isinstance(one, Mapping)]
        return tuple(
            (_shown(one.get("label")), _shown(one.get("text")), _shown(one.get("width") or "")) for one in columns
        )
    if kind in (ROWS, BOXES):
        return tuple(tuple(_shown(cell) for cell in row) for row in block.get("rows") or ())
    return ()


def _shown(value: Any) -> str:
    return "" if value is None else one_line(str(value))


def _text(kind: str, raw: str) -> str:
    return one_line(raw) if kind == HEADING else many_lines(raw)


def _cell(raw: str) -> str:
    return one_line(raw)[:LONGEST]


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _among(value: Any, known: Mapping[str, str], usual: str) -> str:
    return value if isinstance(value, str) and value in known else usual
