"""Reads CSV as the office programs of Indonesia write it: comma, semicolon or tab; UTF-8, UTF-16 or Windows' own.

No Django.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import IO, Final

from tatadesa.residents.sheets.limits import MAX_COLUMNS, TOO_WIDE, SheetRefused
from tatadesa.residents.sheets.whole import Row

_READ: Final = 1 << 16
_LONGEST_CELL: Final = 32_768


class DelimitedSheet:
    """A text file of rows. ``part`` is how much of it has been read, 0 to 1."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._size = max(1, stream.seek(0, io.SEEK_END))
        self.part = 0.0

    def rows(self) -> Iterator[Row]:
        """Each row that has cells, with its number."""
        encoding = _encoding(self._stream)
        self._stream.seek(0)
        text = io.TextIOWrapper(self._stream, encoding=encoding, errors="replace", newline="")
        head = text.readline(_LONGEST_CELL)
        delimiter = max(";,\t", key=head.count)
        text.seek(0)
        csv.field_size_limit(_LONGEST_CELL)
        for number, cells in enumerate(csv.reader(text, delimiter=delimiter), start=1):
            if len(cells) > MAX_COLUMNS:
                raise SheetRefused(TOO_WIDE)
            if any(cells):
                self.part = min(1.0, self._stream.tell() / self._size)
                yield number, list(cells)
        text.detach()


def _encoding(stream: IO[bytes]) -> str:
    """UTF-16 by its mark, UTF-8 when every byte agrees with it, else Windows-1252."""
    stream.seek(0)
    if stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := stream.read(_READ):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
