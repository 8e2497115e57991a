"""Reads a sheet with calamine, which holds all of it: XLS and ODS, and windows cut from an XLSX. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineSheet

from tatadesa.residents.sheets.limits import MAX_COLUMNS, TOO_WIDE, SheetRefused

Cell = str | float | bool | date
Row = tuple[int, list[Cell]]


_PLAIN = frozenset({str, float, bool, date, int})


class WholeSheet:
    """One sheet. ``part`` is how much of it has been read, 0 to 1."""

    def __init__(self, sheet: CalamineSheet) -> None:
        self._sheet = sheet
        self.part = 0.0

    def rows(self) -> Iterator[Row]:
        """Each row that has cells, with its number in the sheet."""
        end = self._sheet.end
        if end is not None:
            for number, cells in numbered(self._sheet, self._sheet.iter_rows(), 0):
                self.part = min(1.0, number / (end[0] + 1))
                yield number, cells


def numbered(sheet: CalamineSheet, found: Iterable[list[Any]], first: int) -> Iterator[Row]:
    """``found`` with numbers; ``first`` is the place, from 0, of the first. Rows without cells are left out."""
    start = sheet.start or (0, 0)
    if start[1] + sheet.width > MAX_COLUMNS:
        raise SheetRefused(TOO_WIDE)
    indent = [""] * start[1]
    for number, row in enumerate(found, start=first + 1):
        cells = [cell if type(cell) in _PLAIN else _plain(cell) for cell in row]
        if any(cell != "" for cell in cells):
            yield number, [*indent, *cells] if indent else cells


def _plain(cell: Any) -> Cell:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, time | timedelta):
        return str(cell)
    plain: str | float | bool | date = cell
    return plain
