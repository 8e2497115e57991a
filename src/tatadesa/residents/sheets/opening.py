"""Finds out what a file is by its content, and which of its sheets holds the residents. No Django."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final, Protocol
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from tatadesa.residents.sheets import limits
from tatadesa.residents.sheets.delimited import DelimitedSheet
from tatadesa.residents.sheets.limits import SheetRefused
from tatadesa.residents.sheets.whole import Cell, Row, WholeSheet
from tatadesa.residents.sheets.windows import WindowedSheet
from tatadesa.residents.sheets.xlsx_parts import NotPlainError, SharedStrings, Workbook

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_SNIFFED: Final = 8192


class Sheet(Protocol):
    """Rows of one sheet, and how much of it has been read."""

    part: float

    def rows(self) -> Iterator[Row]:
        """Each row that has cells, with its number in the sheet."""


def open_sheet(stream: IO[bytes]) -> Sheet:
    """The sheet of residents in ``stream`` (seekable). Raises ``SheetRefused`` and what a broken file provokes."""
    stream.seek(0)
    head = stream.read(_SNIFFED)
    if head.startswith(_ZIP):
        return _workbook(stream)
    if head.startswith(_OLE):
        return _chosen(_calamine_sheets(stream))
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise SheetRefused(limits.WEB_PAGE)
    if not head.strip():
        raise SheetRefused(limits.EMPTY)
    if b"\0" in head and not head.startswith(_UTF16):
        raise SheetRefused(limits.NOT_A_SHEET)
    return DelimitedSheet(stream)


def rows_of(stream: IO[bytes]) -> Iterator[tuple[float, Row]]:
    """(part read, row) for each row up to the end mark; an oddly written workbook is read again as a whole."""
    sheet = open_sheet(stream)
    last = 0
    try:
        for number, cells in _until_mark(sheet):
            last = number
            yield sheet.part, (number, cells)
    except NotPlainError:
        sheet = _chosen(_calamine_sheets(stream))
        for number, cells in _until_mark(sheet):
            if number > last:
                yield sheet.part, (number, cells)


def _until_mark(sheet: Sheet) -> Iterator[Row]:
    for count, (number, cells) in enumerate(sheet.rows()):
        if len(cells) > 1 and isinstance(cells[1], str) and cells[1].strip() == limits.END_MARK:
            return
        if count > limits.MAX_ROWS:
            raise SheetRefused(limits.TOO_MANY_ROWS)
        yield number, cells


def _workbook(stream: IO[bytes]) -> Sheet:
    archive = ZipFile(stream)
    unpacked = sum(item.file_size for item in archive.infolist())
    packed = max(1, sum(item.compress_size for item in archive.infolist()))
    if unpacked > limits.MAX_UNPACKED or (unpacked > limits.HARMLESS and unpacked / packed > limits.MAX_RATIO):
        raise SheetRefused(limits.BOMB)
    names = archive.namelist()
    if "[Content_Types].xml" not in names:
        if "content.xml" not in names:
            raise SheetRefused(limits.NOT_A_SHEET)
        return _chosen(_calamine_sheets(stream))
    try:
        workbook = Workbook.of(archive)
        if not workbook.sheets:
            raise SheetRefused(limits.NOT_A_SHEET)
        strings = SharedStrings(archive, workbook.strings)
        return _chosen([(name, WindowedSheet(archive, workbook, name, strings)) for name, _ in workbook.sheets])
    except NotPlainError:
        return _chosen(_calamine_sheets(stream))


def _calamine_sheets(stream: IO[bytes]) -> list[tuple[str, Sheet]]:
    stream.seek(0)
    try:
        workbook = CalamineWorkbook.from_filelike(stream)
    except PasswordError as error:
        raise SheetRefused(limits.LOCKED) from error
    except CalamineError as error:
        stream.seek(0)
        is_locked = _ENCRYPTED in stream.read(limits.MAX_SHEET)
        raise SheetRefused(limits.LOCKED if is_locked else limits.BROKEN) from error
    return [(name, WholeSheet(workbook.get_sheet_by_name(name))) for name in workbook.sheet_names]


def _chosen(sheets: list[tuple[str, Sheet]]) -> Sheet:
    """The one sheet with a column ``nik``; without any, the first with cells, whose columns are then complained of."""
    first: Sheet | None = None
    found: list[tuple[str, Sheet]] = []
    for name, sheet in sheets:
        if " ".join(name.split()).casefold() == limits.CODES_SHEET:
            continue
        row = next(iter(sheet.rows()), None)
        if row is None:
            continue
        first = first or sheet
        if any(_is_nik(cell) for cell in row[1]):
            found.append((name, sheet))
    if len(found) > 1:
        raise SheetRefused(limits.TWO_SHEETS.format(first=found[0][0], second=found[1][0]))
    if found:
        return found[0][1]
    if first is None:
        raise SheetRefused(limits.EMPTY)
    return first


def _is_nik(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().casefold() == "nik"
