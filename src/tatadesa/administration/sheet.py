"""A sheet of offices: its columns, the empty one to begin with, and what each row of a filled one says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import IO, Any, Final

from tatadesa.administration.new_offices import Known, Typed, prepare
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.residents.cells import Unreadable, text
from tatadesa.residents.sheets.confined import small_sheet
from tatadesa.residents.sheets.limits import SheetRefused
from tatadesa.residents.sheets.workbook import Page, stream

MAX_SHEET: Final = 4 * 1024 * 1024
MAX_ROWS: Final = 2000
_TOO_LONG = f"Lembar berisi lebih dari {MAX_ROWS} kantor. Bagi menjadi beberapa berkas."
_SIGNS = re.compile(r"[^a-z0-9]")
_LONGEST: Final = 300


@dataclass(frozen=True)
class Column:
    """A column: the field of ``Typed`` it fills, the error it is told by, and how to fill it."""

    key: str
    field: str
    error: str
    how: str
    is_required: bool = False


COLUMNS: Final = (
    Column("kode_wilayah", "region", "kode", "Kode Kemendagri, misalnya 33.02.07.2001", is_required=True),
    Column("alamat", "address", "alamat", "Alamat kantor, misalnya Jl. Balai Desa No. 1", is_required=True),
    Column("kode_pos", "postcode", "kode_pos", "5 angka; kosong memakai kode pos wilayah"),
    Column("telepon", "phone", "telepon", "Nomor telepon kantor"),
    Column("email", "email", "surel", "E-mail kantor"),
    Column("nama_administrator", "admin_name", "admin", "Siapa yang menyiapkan kantor ini", is_required=True),
    Column("nama_pengguna", "username", "pengguna", "Untuk masuk, misalnya admin.nusadadi", is_required=True),
)
_PLACES: Final = {_SIGNS.sub("", column.key): column for column in COLUMNS}


@dataclass(frozen=True)
class SheetRow:
    """A row with its number in the sheet, what it says, the office's name, and what is wrong by column."""

    number: int
    typed: Typed
    name: str
    errors: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the batch."""
        said = {column.field: getattr(self.typed, column.field) for column in COLUMNS}
        return {"number": self.number, "typed": said, "name": self.name, "errors": self.errors}

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> SheetRow:
        """The row that ``as_json`` wrote."""
        return cls(kept["number"], Typed(**kept["typed"]), kept["name"], kept["errors"])


def template_xlsx() -> Iterator[bytes]:
    """The empty sheet, whose columns are text, with how to fill each."""
    texts = frozenset(range(len(COLUMNS)))
    advice = [("Kolom", "Cara mengisi", "Wajib")]
    advice += [(column.key, column.how, "wajib" if column.is_required else "boleh kosong") for column in COLUMNS]
    return stream(
        [
            Page("Kantor", [[column.key for column in COLUMNS]], texts, width=24),
            Page("Petunjuk", advice, frozenset(range(3)), width=40),
        ]
    )


def read_sheet(content: IO[bytes]) -> list[tuple[int, Typed, dict[str, str]]]:
    """The rows of a sheet with their numbers and what could not be read of them; raises ``SheetRefused``."""
    rows: list[tuple[int, Typed, dict[str, str]]] = []
    layout: list[Column | None] | None = None
    for number, cells in small_sheet(content, MAX_ROWS, _TOO_LONG):
        if layout is None:
            layout = _layout(cells)
            continue
        rows.append((number, *_typed(layout, cells)))
    if not rows:
        raise SheetRefused("Lembar ini kosong: tidak ada kantor di bawah nama kolom.")
    return rows


def judge(rows: Sequence[tuple[int, Typed, dict[str, str]]], *, within: str) -> list[SheetRow]:
    """Each row with everything that is wrong with it. Three queries for all."""
    known = Known.of(typed for _, typed, _ in rows)
    found = []
    for number, typed, unreadable in rows:
        errors, name = dict(unreadable), ""
        try:
            prepared = prepare(typed, known, within=within)
        except InvalidInput as refused:
            errors = refused.errors | errors
        else:
            name = prepared.office.full_name
            # What an earlier row takes is taken for the later ones.
            known.codes.add(prepared.office.code)
            known.usernames.add(prepared.username)
        found.append(SheetRow(number, typed, name, errors))
    return found


def _layout(cells: Sequence[object]) -> list[Column | None]:
    heads = [_SIGNS.sub("", str(cell or "").casefold()) for cell in cells]
    found = [_PLACES.get(head) for head in heads]
    missing = [column.key for column in COLUMNS if column.is_required and column not in found]
    unknown = [
        str(cell) for cell, column in zip(cells, found, strict=True) if column is None and str(cell or "").strip()
    ]
    named = [column for column in found if column is not None]
    problems = [f"Kolom “{one_line(name)[:40]}” tidak dikenal." for name in unknown[:5]]
    problems += [f"Kolom “{key}” belum ada." for key in missing]
    problems += ["Ada kolom yang tertulis dua kali."] if len(named) != len(set(named)) else []
    if problems:
        raise SheetRefused(" ".join((*problems, "Pakai lembar contoh; nama kolom tidak boleh diubah.")))
    return found


def _typed(layout: Sequence[Column | None], cells: Sequence[object]) -> tuple[Typed, dict[str, str]]:
    typed, errors = Typed("", "", "", ""), {}
    for column, cell in zip(layout, cells, strict=False):
        if column is None or cell in ("", None):
            continue
        try:
            words = one_line(text(cell, _LONGEST))
        except Unreadable as error:
            errors[column.error] = str(error)
            continue
        if column.field == "phone" and words.startswith("8"):
            # A spreadsheet has taken the number for a quantity and its zero off.
            words = f"0{words}"
        typed = replace(typed, **{column.field: words})
    return typed, errors
