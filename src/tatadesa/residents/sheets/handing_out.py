"""Sheets that leave the house: the register, the refused rows of an import, and the empty sheet to begin with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from tatadesa.offices.models import Office
from tatadesa.residents import codes
from tatadesa.residents.cells import DATE_EXAMPLE, Value
from tatadesa.residents.columns import COLUMNS, Column, words
from tatadesa.residents.models import ImportRow, ImportRun, Resident
from tatadesa.residents.sheets.layout import REASON_COLUMN
from tatadesa.residents.sheets.workbook import Cell, Page, stream

DATA_SHEET: Final = "Data"
_AT_ONCE: Final = 2000
_KEYS: Final = tuple(column.key for column in COLUMNS)
_FIELDS: Final = tuple(column.field.replace(".", "__") for column in COLUMNS)
_TEXT: Final = frozenset(
    place for place, column in enumerate(COLUMNS) if column.kind in ("text", "name", "nik", "no_kk", "digits")
)
_DAYS: Final = frozenset(place for place, column in enumerate(COLUMNS) if column.kind == "date")
# What a spreadsheet takes for the beginning of a formula when it opens CSV.
_FORMULA: Final = ("=", "+", "-", "@")
_HOW: Final = {
    "text": "Teks",
    "name": "Huruf, titik, koma, petik, tanda hubung",
    "code": "Kode atau nama dari lembar Kode Data",
    "date": f"Tanggal, misalnya {DATE_EXAMPLE}",
    "nik": "16 digit, kolom berformat Teks. 0 bila belum punya NIK",
    "no_kk": "16 digit, kolom berformat Teks",
    "digits": "Angka, misalnya 003",
    "coordinate": "Derajat desimal, misalnya -7.428912",
}


def register_xlsx(office: Office, *, only_alive: bool) -> Iterator[bytes]:
    """The register of ``office`` in the layout of the import, with the lists of codes."""
    return stream([_data(_people(office, only_alive=only_alive)), _codes()])


def register_csv(office: Office, *, only_alive: bool) -> Iterator[bytes]:
    """The same as CSV with semicolons, as spreadsheets here expect it."""
    yield b"\xef\xbb\xbf" + _csv_lines([_KEYS])
    rows: list[list[str]] = []
    for person in _people(office, only_alive=only_alive):
        rows.append([_csv_cell(column, value) for column, value in zip(COLUMNS, person, strict=True)])
        if len(rows) >= _AT_ONCE:
            yield _csv_lines(rows)
            rows.clear()
    yield _csv_lines(rows)


def refused_xlsx(run: ImportRun) -> Iterator[bytes]:
    """The refused rows of ``run`` as they were typed, each with its reason; once mended it can be imported as it is."""
    refused = ImportRow.objects.filter(run=run, outcome=ImportRow.Outcome.REFUSED).order_by("number")

    def rows() -> Iterator[Sequence[Cell]]:
        yield (*_KEYS, REASON_COLUMN)
        for row in refused.only("number", "cells", "reasons").iterator(_AT_ONCE):
            yield (*(row.cells.get(key) for key in _KEYS), _reasons(row))

    return stream([Page(DATA_SHEET, rows(), _TEXT | {len(COLUMNS)}), _codes()])


def template_xlsx() -> Iterator[bytes]:
    """An empty sheet whose columns are text where they have to be, with how to fill each and the lists of codes."""
    return stream([_data(()), _advice(), _codes()])


def _data(people: Iterable[Sequence[Value]]) -> Page:
    def rows() -> Iterator[Sequence[Cell]]:
        yield _KEYS
        yield from people

    return Page(DATA_SHEET, rows(), _TEXT, _DAYS)


def _people(office: Office, *, only_alive: bool) -> Iterator[tuple[Any, ...]]:
    found = Resident.objects.filter(office=office)
    if only_alive:
        found = found.filter(base_status=codes.ALIVE)
    ordered = found.order_by("family__no_kk", "family_role", "birth_date", "id")
    return ordered.values_list(*_FIELDS).iterator(_AT_ONCE)


def _advice() -> Page:
    rows: list[tuple[str, ...]] = [("Kolom", "Arti", "Wajib", "Cara mengisi")]
    rows += [(c.key, c.label, "wajib" if c.is_required else "boleh kosong", _HOW[c.kind]) for c in COLUMNS]
    rows.append(("", "Urutan kolom bebas. Sel kosong tidak menghapus data yang sudah ada.", "", ""))
    return Page("Petunjuk", rows, frozenset(range(4)), width=30)


def _codes() -> Page:
    """Two columns for each list: code and meaning."""
    lists = [(column, column.codes) for column in COLUMNS if column.codes]
    head = [cell for column, _ in lists for cell in (column.key, column.label)]
    rows: list[list[Cell]] = [list(head)]
    for index in range(max(len(codelist) for _, codelist in lists)):
        row: list[Cell] = []
        for _, codelist in lists:
            row += codelist[index] if index < len(codelist) else ("", "")
        rows.append(row)
    return Page("Kode Data", rows)


def _reasons(row: ImportRow) -> str:
    return " ".join(f"{reason['column']}: {reason['message']}" for reason in row.reasons if not reason["warning"])


def _csv_cell(column: Column, value: Value) -> str:
    if column.codes is not None:
        return "" if value is None else str(value)
    text = words(column, value)
    # The import takes the mark off again.
    return f"'{text}" if column.kind in ("text", "name") and text.startswith(_FORMULA) else text


def _csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(rows)
    return buffer.getvalue().encode()
