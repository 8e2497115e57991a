"""Reads a long XLSX sheet in constant memory: a window of rows at a time goes to calamine as a small workbook.

calamine alone takes about 3 KB per row. The cutting works on the text as spreadsheet programs write it and refuses
(``NotPlainError``) whatever it does not know. No Django.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final
from zipfile import ZIP_STORED, ZipFile

from python_calamine import CalamineWorkbook

from tatadesa.residents.sheets.limits import TOO_WIDE, SheetRefused
from tatadesa.residents.sheets.whole import Row, numbered
from tatadesa.residents.sheets.xlsx_parts import NotPlainError, SharedStrings, Workbook

_READ: Final = 1 << 18
_WINDOW: Final = 1 << 20
_LONGEST_ROW: Final = 8 * 1024 * 1024
_BEGIN: Final = re.compile(rb"<sheetData(\s[^>]*)?>")
_EMPTY: Final = re.compile(rb"<sheetData(\s[^>]*)?/>")
_DIMENSION: Final = re.compile(rb"<dimension[^>]*>")
_SHARED: Final = re.compile(rb'(<c [^>]*?\bt="s"[^>]*>)<v>([0-9]+)</v>')
_SHARED_MARK: Final = b' t="s"'
_END_OF_ROW: Final = b"</row>"
_SST: Final = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


class WindowedSheet:
    """One sheet of a workbook. ``part`` is how much of it has been read, 0 to 1."""

    def __init__(self, archive: ZipFile, workbook: Workbook, name: str, strings: SharedStrings) -> None:
        self._archive, self._workbook, self._strings = archive, workbook, strings
        self._name, self._path = name, dict(workbook.sheets)[name]
        # What else calamine wants to see: the directory and the styles, never another sheet.
        parts = [item for item in archive.infolist() if item.file_size < _WINDOW]
        sheets = {path for _, path in workbook.sheets} | {workbook.strings}
        self._others = {item.filename: archive.read(item) for item in parts if _is_wanted(item.filename, sheets)}
        self.part = 0.0

    def rows(self) -> Iterator[Row]:
        """Each row that has cells, with its number in the sheet."""
        size = max(1, self._archive.getinfo(self._path).file_size)
        done = 0
        for head, body in self._windows():
            found = self._read(head, body)
            for index, row in enumerate(found, start=1):
                self.part = min(1.0, (done + len(body) * index / len(found)) / size)
                yield row
            done += len(body)

    def _windows(self) -> Iterator[tuple[bytes, bytes]]:
        """The text before the first row, and some whole rows; again and again until the sheet ends."""
        head, rest = b"", b""
        with self._archive.open(self._path) as stream:
            while block := stream.read(_READ):
                rest += block
                if not head:
                    begin = _BEGIN.search(rest)
                    if begin is None or begin[0].endswith(b"/>"):
                        _expect_head(rest)
                        continue
                    head, rest = _DIMENSION.sub(b"", rest[: begin.end()]), rest[begin.end() :]
                cut = rest.rfind(_END_OF_ROW) + len(_END_OF_ROW)
                if len(rest) >= _WINDOW and cut >= len(_END_OF_ROW):
                    yield head, rest[:cut]
                    rest = rest[cut:]
                elif len(rest) > _LONGEST_ROW:
                    raise SheetRefused(TOO_WIDE)
        if not head:
            if _EMPTY.search(rest) is None:
                raise NotPlainError("a sheet in another spelling")
            return
        end = rest.find(b"</sheetData>")
        if end < 0:
            raise NotPlainError("a sheet without an end")
        yield head, rest[:end]

    def _read(self, head: bytes, body: bytes) -> list[Row]:
        if b"<!" in body or body.count(b"<row") != body.count(b'<row r="'):
            raise NotPlainError("rows in another spelling")
        used: dict[bytes, int] = {}

        def renumber(match: re.Match[bytes]) -> bytes:
            return b"%s<v>%d</v>" % (match[1], used.setdefault(match[2], len(used)))

        text, changed = _SHARED.subn(renumber, body)
        if changed != body.count(_SHARED_MARK):
            raise NotPlainError("cells in another spelling")
        small = io.BytesIO()
        with ZipFile(small, "w", ZIP_STORED) as archive:
            for name, content in self._others.items():
                archive.writestr(name, content)
            archive.writestr(self._path, head + text + b"</sheetData></worksheet>")
            if self._workbook.strings:
                strings = b"".join(self._strings[int(index)] for index in used)
                archive.writestr(self._workbook.strings, b"%s%s</sst>" % (_SST, strings))
        small.seek(0)
        with CalamineWorkbook.from_filelike(small) as workbook:
            sheet = workbook.get_sheet_by_name(self._name)
            # Not iter_rows: that begins at row 1 of the sheet, for every window anew.
            return list(numbered(sheet, sheet.to_python(), (sheet.start or (0, 0))[0]))


def _is_wanted(name: str, sheets: set[str]) -> bool:
    return name not in sheets and (
        name.endswith((".rels", "workbook.xml", "styles.xml")) or name.startswith("[Content")
    )


def _expect_head(text: bytes) -> None:
    if len(text) > _LONGEST_ROW:
        raise NotPlainError("a sheet in another spelling")
