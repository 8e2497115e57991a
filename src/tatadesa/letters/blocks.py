"""The parts of a letter template: what each kind holds, and its check. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tatadesa.catalogue.placeholders import FAMILY
from tatadesa.letters.conditions import check_when
from tatadesa.letters.texts import TemplateError, check_text

MAX_BLOCKS = 40
MAX_ROWS = 40
MAX_ITEMS = 30
MAX_COLUMNS = 12
MAX_ACROSS = 5
MAX_BOXES = 45
MEMBERS = FAMILY
IDENTITY_LABELS = {
    "nama": "Nama",
    "nik": "NIK",
    "no_kk": "Nomor KK",
    "tempat_lahir": "Tempat lahir",
    "tanggal_lahir": "Tanggal lahir",
    "tempat_tanggal_lahir": "Tempat, tanggal lahir",
    "jenis_kelamin": "Jenis kelamin",
    "agama": "Agama",
    "pendidikan": "Pendidikan",
    "pekerjaan": "Pekerjaan",
    "status_kawin": "Status perkawinan",
    "kewarganegaraan": "Kewarganegaraan",
    "golongan_darah": "Golongan darah",
    "hubungan_keluarga": "Hubungan dalam keluarga",
    "alamat": "Alamat",
    "nama_ayah": "Nama ayah",
    "nama_ibu": "Nama ibu",
    "umur": "Umur",
    "telepon": "Telepon",
}
_PERSON = frozenset(IDENTITY_LABELS)
_OTHERS = _PERSON - {"no_kk", "pendidikan", "golongan_darah", "hubungan_keluarga", "nama_ayah", "nama_ibu", "telepon"}
# Whose identity: what the register data calls them, and what it says of them.
IDENTITIES: dict[str, frozenset[str]] = {
    "penduduk": _PERSON,
    "pasangan": _OTHERS,
    "ayah": _OTHERS,
    "ibu": _OTHERS,
    "kepala_keluarga": frozenset({"nama", "nik", "no_kk", "alamat"}),
}
_HEAD = {
    "nama": "{keluarga.kepala}",
    "nik": "{keluarga.kepala_nik}",
    "no_kk": "{keluarga.no_kk}",
    "alamat": "{keluarga.alamat}",
}
_ALIGNS = ("justify", "left", "center", "right")
_STYLES = ("1", "a", "-")
_SOURCE = re.compile(r"jawaban\.[a-z][a-z0-9_]{0,39}|keluarga\.anggota")


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, its cell's text and its share of the width (0: as the others)."""

    label: str
    text: str
    width: int = 0


@dataclass(frozen=True)
class Option:
    """A box to tick and what stands beside it; ``when`` is the condition that ticks it, None for a pen to do it."""

    text: str
    when: Mapping[str, Any] | None = field(default=None, hash=False)


@dataclass(frozen=True)
class GridRow:
    """A row of a ``grid``; ``when`` is the condition that prints it, None for always."""

    cells: tuple[str, ...]
    when: Mapping[str, Any] | None = field(default=None, hash=False)


@dataclass(frozen=True)
class Block:
    """One part of a letter's body; which of the fields count depends on ``kind``.

    ``opening``, ``paragraph``, ``closing`` and ``heading`` use ``text`` (empty means the house's own words),
    ``identity``, ``rows``, ``fields`` and ``boxes`` use ``rows`` of label and text, ``list`` its ``items``, ``checks``
    its ``options``, ``table`` and ``grid`` the rest. ``when`` is a condition of ``forms.logic``, None for always.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    align: str = ""
    indent: bool = True
    items: tuple[str, ...] = ()
    style: str = ""
    source: str = ""
    columns: tuple[Column, ...] = ()
    numbered: bool = False
    blank: bool = False
    tall: bool = False
    bar: bool = False
    size: int = 0
    counts: tuple[int, ...] = ()
    options: tuple[Option, ...] = ()
    grid: tuple[GridRow, ...] = ()
    when: Mapping[str, Any] | None = field(default=None, hash=False)

    @property
    def texts(self) -> list[str]:
        """Every text of the block that may name data, but for the cells of a table."""
        rows = [text for row in self.rows for text in row]
        cells = [text for row in self.grid for text in row.cells]
        return [self.text, *self.items, *rows, *cells, *(option.text for option in self.options)]

    @property
    def conditions(self) -> list[Mapping[str, Any]]:
        """Every condition of the block: its own, those that tick its options and those of its rows."""
        found = (self.when, *(option.when for option in self.options), *(row.when for row in self.grid))
        return [when for when in found if when is not None]


def read_blocks(where: str, blocks: Any) -> tuple[Block, ...]:
    """The blocks of a letter or an attachment; raises ``TemplateError``."""
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= MAX_BLOCKS:
        raise TemplateError(f"{where}: isi 1 sampai {MAX_BLOCKS} bagian.")
    return tuple(_block(f"{where}, bagian {position}", block) for position, block in enumerate(blocks, 1))


def _block(where: str, block: Any) -> Block:
    if not isinstance(block, dict):
        raise TemplateError(f"{where}: bentuknya salah.")
    kind = block.get("kind")
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise TemplateError(f"{where}: jenis “{str(kind)[:40]}” tidak dikenal.")
    made = reader(where, block)
    if block.get("when") is None:
        return made
    check_when(where, block["when"])
    return replace(made, when=block["when"])


def _own_words(where: str, block: Mapping[str, Any]) -> Block:
    return Block(block["kind"], text=check_text(where, block.get("text") or ""))


def _heading(where: str, block: Mapping[str, Any]) -> Block:
    if not block.get("text"):
        raise TemplateError(f"{where}: judul bagian tidak boleh kosong.")
    return Block("heading", text=check_text(where, block["text"]), bar=flag(where, block, "bar", default=False))


def _paragraph(where: str, block: Mapping[str, Any]) -> Block:
    if not block.get("text"):
        raise TemplateError(f"{where}: alinea tidak boleh kosong.")
    align = block.get("align") or "justify"
    if align not in _ALIGNS:
        raise TemplateError(f"{where}: perataan harus {', '.join(_ALIGNS)}.")
    indent = flag(where, block, "indent", default=align == "justify")
    return Block("paragraph", text=check_text(where, block["text"]), align=align, indent=indent)


def _identity(where: str, block: Mapping[str, Any]) -> Block:
    rows, whose = _listed(where, block.get("rows"), MAX_ROWS, "baris"), block.get("of") or "penduduk"
    if not isinstance(whose, str) or whose not in IDENTITIES:
        raise TemplateError(f"{where}: “of” harus {', '.join(IDENTITIES)}.")
    unknown = [name for name in rows if not isinstance(name, str) or name not in IDENTITIES[whose]]
    if unknown:
        word = IDENTITY_LABELS.get(str(unknown[0]), str(unknown[0])[:40])
        raise TemplateError(f"{where}: data {whose.replace('_', ' ')} tidak memuat “{word}”.")
    texts = _HEAD if whose == "kepala_keluarga" else {name: f"{{{whose}.{name}}}" for name in rows}
    return Block("identity", rows=tuple((IDENTITY_LABELS[name], texts[name]) for name in rows))


def _rows(where: str, block: Mapping[str, Any]) -> Block:
    rows = _listed(where, block.get("rows"), MAX_ROWS, "baris")
    if any(not isinstance(row, list) or len(row) != 2 for row in rows):
        raise TemplateError(f"{where}: tiap baris berisi label dan isi.")
    return Block("rows", rows=tuple((check_text(where, label), check_text(where, text)) for label, text in rows))


def _fields(where: str, block: Mapping[str, Any]) -> Block:
    return replace(_rows(where, block), kind="fields", size=_across(where, block))


def _checks(where: str, block: Mapping[str, Any]) -> Block:
    options = _listed(where, block.get("options"), MAX_ITEMS, "pilihan")
    return Block(
        "checks",
        text=check_text(where, block.get("label") or ""),
        options=tuple(_option(f"{where}, pilihan {number}", option) for number, option in enumerate(options, 1)),
        size=_across(where, block),
    )


def _option(where: str, option: Any) -> Option:
    if not isinstance(option, dict) or not option.get("text"):
        raise TemplateError(f"{where}: tulisannya wajib diisi.")
    text = check_text(where, option["text"])
    if option.get("when") is None:
        return Option(text)
    check_when(where, option["when"])
    return Option(text, option["when"])


def _across(where: str, block: Mapping[str, Any]) -> int:
    columns = block.get("across", 1)
    if type(columns) is not int or not 1 <= columns <= MAX_ACROSS:
        raise TemplateError(f"{where}: “across” harus 1 sampai {MAX_ACROSS}.")
    return columns


def _boxes(where: str, block: Mapping[str, Any]) -> Block:
    rows = _listed(where, block.get("rows"), MAX_ROWS, "baris")
    if any(not isinstance(row, list) or len(row) != 3 for row in rows):
        raise TemplateError(f"{where}: tiap baris berisi label, isi dan jumlah kotak.")
    if any(type(count) is not int or not 1 <= count <= MAX_BOXES for _, _, count in rows):
        raise TemplateError(f"{where}: jumlah kotak 1 sampai {MAX_BOXES}.")
    texts = tuple((check_text(where, label), check_text(where, text)) for label, text, _ in rows)
    return Block("boxes", rows=texts, counts=tuple(count for _, _, count in rows), size=_across(where, block))


def _list(where: str, block: Mapping[str, Any]) -> Block:
    items, style = _listed(where, block.get("items"), MAX_ITEMS, "butir"), block.get("style") or "1"
    if style not in _STYLES:
        raise TemplateError(f"{where}: bentuk daftar harus {', '.join(_STYLES)}.")
    return Block("list", items=tuple(check_text(where, item) for item in items), style=style)


def _table(where: str, block: Mapping[str, Any]) -> Block:
    source = block.get("source")
    if not isinstance(source, str) or not _SOURCE.fullmatch(source):
        raise TemplateError(f"{where}: sumber tabel harus jawaban.<isian daftar> atau {MEMBERS}.")
    columns = _listed(where, block.get("columns"), MAX_COLUMNS, "kolom")
    return Block(
        "table",
        source=source,
        columns=tuple(_column(f"{where}, kolom {position}", column) for position, column in enumerate(columns, 1)),
        numbered=flag(where, block, "numbered", default=True),
        blank=flag(where, block, "blank", default=False),
        tall=flag(where, block, "tall", default=False),
    )


def _grid(where: str, block: Mapping[str, Any]) -> Block:
    columns = _listed(where, block.get("columns"), MAX_COLUMNS, "kolom")
    made = tuple(_column(f"{where}, kolom {position}", column) for position, column in enumerate(columns, 1))
    rows = _listed(where, block.get("rows"), MAX_ROWS, "baris")
    return Block(
        "grid",
        columns=made,
        grid=tuple(_grid_row(f"{where}, baris {number}", row, len(made)) for number, row in enumerate(rows, 1)),
        numbered=flag(where, block, "numbered", default=True),
        blank=flag(where, block, "blank", default=False),
        tall=flag(where, block, "tall", default=False),
    )


def _grid_row(where: str, row: Any, count: int) -> GridRow:
    cells, when = (row.get("cells"), row.get("when")) if isinstance(row, dict) else (row, None)
    if not isinstance(cells, list) or len(cells) != count:
        raise TemplateError(f"{where}: isi {count} sel, satu untuk tiap kolom.")
    if when is not None:
        check_when(where, when)
    return GridRow(tuple(check_text(where, cell) for cell in cells), when)


def _column(where: str, column: Any) -> Column:
    if not isinstance(column, dict):
        raise TemplateError(f"{where}: bentuknya salah.")
    width = column.get("width") or 0
    if type(width) is not int or not 0 <= width <= 12:
        raise TemplateError(f"{where}: lebar harus 1 sampai 12.")
    label, text = check_text(where, column.get("label")), check_text(where, column.get("text") or "", in_row=True)
    if not label.strip():
        raise TemplateError(f"{where}: judul kolom wajib diisi.")
    return Column(label, text, width)


def _space(where: str, block: Mapping[str, Any]) -> Block:
    size = block.get("size", 1)
    if type(size) is not int or not 1 <= size <= 6:
        raise TemplateError(f"{where}: jarak harus 1 sampai 6.")
    return Block("space", size=size)


def _page_break(where: str, block: Mapping[str, Any]) -> Block:
    return Block("page_break")


def flag(where: str, data: Mapping[str, Any], name: str, *, default: bool) -> bool:
    """The truth value ``name`` of ``data``; raises ``TemplateError``."""
    value = data.get(name)
    if value is None:
        return default
    if not isinstance(value, bool):
        raise TemplateError(f"{where}: “{name}” harus ya atau tidak.")
    return value


def _listed(where: str, value: Any, most: int, what: str) -> list[Any]:
    if not isinstance(value, list) or not 1 <= len(value) <= most:
        raise TemplateError(f"{where}: isi 1 sampai {most} {what}.")
    return value


_READERS: dict[str, Callable[[str, Mapping[str, Any]], Block]] = {
    "opening": _own_words,
    "closing": _own_words,
    "paragraph": _paragraph,
    "heading": _heading,
    "identity": _identity,
    "rows": _rows,
    "fields": _fields,
    "checks": _checks,
    "boxes": _boxes,
    "list": _list,
    "table": _table,
    "grid": _grid,
    "space": _space,
    "page_break": _page_break,
}
