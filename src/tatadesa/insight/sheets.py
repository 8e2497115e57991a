"""The figures as sheets: tables of rows, written as XLSX (one sheet each) or as one CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tatadesa.insight.dashboard import Dashboard
from tatadesa.insight.durations import Spread
from tatadesa.insight.villages import Comparison
from tatadesa.residents.sheets.workbook import CONTENT_TYPE, Cell, Page, stream

CSV_TYPE = "text/csv; charset=utf-8"
# What a spreadsheet takes for the beginning of a formula when it opens CSV (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TIMES = ("Separuh selesai dalam (menit)", "9 dari 10 selesai dalam (menit)")


@dataclass(frozen=True)
class Table:
    """A part of the figures; the first column is text."""

    name: str
    head: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


@dataclass(frozen=True)
class Sheet:
    """A file on its way."""

    content_type: str
    content: Iterator[bytes]


def tables_of_dashboard(counted: Dashboard) -> list[Table]:
    """Every table of the page. Times are minutes, empty where there are too few to tell."""
    services = [(row.name, row.received, row.finished, row.late, *_times(row.spread)) for row in counted.services]
    services.append(("Semua layanan", counted.received, counted.finished, counted.late, *_times(counted.spread)))
    places = [
        (place.name, f"RW {part}" if part else "", count)
        for place in counted.places
        for part, count in place.parts or [("", place.count)]
    ]
    officers = [(row.name, row.position, row.held, row.finished) for row in counted.load.rows]
    return [
        Table("Layanan", ("Nama", "Masuk", "Selesai", "Selesai terlambat", *_TIMES), [*services]),
        Table(
            "Sedang berjalan",
            ("Nama", "Berjalan sekarang", "Lewat janji"),
            [(row.name, row.count, row.overdue) for row in counted.running],
        ),
        Table(
            "Tahap", ("Nama", "Selesai", *_TIMES), [(s.label, s.spread.count, *_times(s.spread)) for s in counted.steps]
        ),
        Table("Asal pemohon", ("Nama", "Bagian", "Masuk"), [*places]),
        Table("Petugas", ("Nama", "Bagian", "Sedang dipegang", "Tahap selesai"), [*officers]),
    ]


def tables_of_villages(compared: Comparison) -> list[Table]:
    """The villages side by side."""
    rows: list[tuple[Cell, ...]] = [
        (
            row.office.full_name,
            row.office.code,
            row.finished,
            row.late,
            row.running,
            row.overdue,
            *_times(row.spread),
            row.satisfaction.index if row.satisfaction else None,
        )
        for row in compared.rows
    ]
    head = ("Nama", "Kode", "Selesai", "Selesai terlambat", "Berjalan sekarang", "Lewat janji", *_TIMES, "Kepuasan")
    return [Table("Desa", head, rows)]


def written(tables: Sequence[Table], kind: str) -> Sheet:
    """``tables`` as ``xlsx`` or ``csv``."""
    if kind == "xlsx":
        return Sheet(CONTENT_TYPE, stream([Page(table.name, [table.head, *table.rows]) for table in tables]))
    return Sheet(CSV_TYPE, _csv(tables))


def _csv(tables: Sequence[Table]) -> Iterator[bytes]:
    """One table of all: the part first, then every column any part has. Semicolons, as spreadsheets here expect."""
    columns = list(dict.fromkeys(column for table in tables for column in table.head))
    yield b"\xef\xbb\xbf" + _lines([["Bagian data", *columns]])
    for table in tables:
        rows = (dict(zip(table.head, row, strict=True)) for row in table.rows)
        yield _lines([[table.name, *(_plain(row.get(column)) for column in columns)] for row in rows])


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        # An apostrophe makes it text for good: nothing that somebody named is ever calculated.
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    return "" if cell is None else str(cell).replace(".", ",")


def _times(spread: Spread) -> tuple[int | None, int | None]:
    return spread.half, spread.most


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(rows)
    return buffer.getvalue().encode()
