"""Reads a sheet from outside in a process of its own: bounded in memory, time and output; no secrets."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, Final

from tatadesa.residents.sheets.limits import BROKEN, SheetRefused

_SOURCES = Path(__file__).resolve().parents[3]
_COMMAND: Final = [sys.executable, "-P", "-s", "-m", "tatadesa.residents.sheets.confined_child"]
Cell = str | float | bool | date

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Chunk:
    """Some rows as (number, cells); ``part`` of the sheet, 0 to 1, has been read by now."""

    rows: list[tuple[int, list[Cell]]]
    part: float


def chunks(sheet: IO[bytes]) -> Iterator[Chunk]:
    """The rows of ``sheet`` (an open file on disk), a few hundred at a time.

    Raises ``SheetRefused``, also in the middle. The child ends when the iterator is closed.
    """
    with tempfile.TemporaryDirectory(prefix="tatadesa-sheet-") as folder:
        sheet.seek(0)
        child = subprocess.Popen(
            _COMMAND,
            stdin=sheet,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={"PYTHONPATH": str(_SOURCES), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": folder},
        )
        try:
            yield from _read(child)
        finally:
            child.kill()
            child.wait()
            if child.stdout is not None:
                child.stdout.close()


def small_sheet(content: IO[bytes], most: int, words: str) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of a sheet that came with a request, the heading first; ``SheetRefused(words)`` after ``most`` more."""
    with tempfile.TemporaryFile() as kept:
        shutil.copyfileobj(content, kept)
        kept.flush()
        read = 0
        for chunk in chunks(kept):
            for row in chunk.rows:
                if read > most:
                    raise SheetRefused(words)
                yield row
                read += 1


def _read(child: subprocess.Popen[bytes]) -> Iterator[Chunk]:
    for line in child.stdout or ():
        found = json.loads(line, object_hook=_hook)
        if isinstance(found, list):
            yield Chunk(found[1], found[0])
        elif "refused" in found:
            raise SheetRefused(found["refused"])
        elif "broken" in found:
            logger.info("a sheet could not be read: %s", found["broken"])
            raise SheetRefused(BROKEN)
        else:
            return
    logger.info("confined reading of a sheet ended with %s", child.wait())
    raise SheetRefused(BROKEN)


def _hook(found: dict[str, Any]) -> Any:
    return date.fromisoformat(found["d"]) if "d" in found else found
