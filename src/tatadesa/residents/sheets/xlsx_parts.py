"""The parts of an XLSX workbook: which sheets there are, and its shared strings kept on disk. No Django.

ECMA-376 part 1, chapters 18.2 (workbook) and 18.4 (shared strings).
"""

from __future__ import annotations

import posixpath
import re
import tempfile
from array import array
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat
from zipfile import ZipFile

_READ: Final = 1 << 18
_LARGEST_PART: Final = 8 * 1024 * 1024
_STRING: Final = re.compile(rb"<si(?:\s[^>]*)?(?:/>|>.*?</si>)", re.DOTALL)


class NotPlainError(Exception):
    """The workbook is written in a way that our own cutting does not know; a library has to read it whole."""


@dataclass(frozen=True)
class Workbook:
    """``sheets`` are (name, part) in their order; ``strings`` is the part of the shared strings, if any."""

    sheets: tuple[tuple[str, str], ...]
    strings: str

    @classmethod
    def of(cls, archive: ZipFile) -> Workbook:
        """Read the directory of a workbook; raises ``NotPlainError``."""
        root = _relations(archive, "_rels/.rels", "")
        main = next((path for kind, path in root.values() if kind == "officeDocument"), "xl/workbook.xml")
        folder, name = posixpath.split(main)
        parts = _relations(archive, f"{folder}/_rels/{name}.rels", folder)
        sheets: list[tuple[str, str]] = []
        for tag, attributes in _elements(archive, main):
            if tag == "sheet":
                identity = next((value for key, value in attributes.items() if key.endswith(":id")), "")
                kind, path = parts.get(identity, ("", ""))
                if kind == "worksheet":
                    sheets.append((attributes.get("name", ""), path))
        strings = next((path for kind, path in parts.values() if kind == "sharedStrings"), "")
        return cls(tuple(sheets), strings)


class SharedStrings:
    """The texts of a workbook as they are written, in a file: there are as many as there are people, and more."""

    def __init__(self, archive: ZipFile, part: str) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as this object
        self._ends = array("Q", [0])
        if part and part in archive.namelist():
            self._fill(archive, part)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, index: int) -> bytes:
        """Text number ``index`` as an ``<si>`` element; raises ``IndexError``."""
        begin, end = self._ends[index], self._ends[index + 1]
        self._file.seek(begin)
        return self._file.read(end - begin)

    def _fill(self, archive: ZipFile, part: str) -> None:
        end, rest = 0, b""
        with archive.open(part) as stream:
            while block := stream.read(_READ):
                rest += block
                done = 0
                for match in _STRING.finditer(rest):
                    end += self._file.write(match[0])
                    self._ends.append(end)
                    done = match.end()
                rest = rest[done:]
                if len(rest) > _LARGEST_PART:
                    raise NotPlainError("a shared string without an end")
        if b"<si" in rest or b"<!" in rest:
            raise NotPlainError("shared strings in another spelling")
        self._file.flush()


def _relations(archive: ZipFile, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """Relationship id -> (kind, part it leads to)."""
    found = {}
    for tag, attributes in _elements(archive, part):
        if tag == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)
    return found


def _elements(archive: ZipFile, part: str) -> list[tuple[str, dict[str, str]]]:
    """Every element of a small part: (name without prefix, attributes)."""
    found: list[tuple[str, dict[str, str]]] = []
    try:
        with archive.open(part) as stream:
            content = stream.read(_LARGEST_PART + 1)
    except KeyError as error:
        raise NotPlainError(f"no part {part}") from error
    if len(content) > _LARGEST_PART or b"<!" in content:
        raise NotPlainError(part)
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by place
    except expat.ExpatError as error:
        raise NotPlainError(part) from error
    return found
