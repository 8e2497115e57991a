"""The process that opens sheets from outside: limited before it reads a byte, and thrown away afterwards.

Reads the file from standard input (a real file, so that it can be read back and forth) and prints one JSON line per
some rows: ``[part read, [[number, cells], ...]]``, a date being ``{"d": "1995-08-15"}``. The last line is
``{"end": true}``, ``{"refused": words}`` or ``{"broken": kind}``. Nothing here may import Django.
"""

import json
import os
import resource
import sys
from datetime import date
from typing import Any

from tatadesa.residents.sheets import limits

_CPU_SECONDS = 150
_LARGEST_OUTPUT = 512 * 1024 * 1024  # of the file with the shared strings


def main() -> int:
    """Print all rows of the sheet on standard input."""
    _limit()
    from tatadesa.residents.sheets.opening import rows_of

    try:
        chunk: list[Any] = []
        for part, row in rows_of(sys.stdin.buffer):
            chunk.append(row)
            if len(chunk) >= limits.CHUNK:
                _print([round(part, 4), chunk])
                chunk = []
        _print([1, chunk])
    except limits.SheetRefused as refused:
        _print({"refused": refused.message})
    except MemoryError:
        _print({"refused": limits.BOMB})
    except Exception as error:
        # Whatever a broken file provokes in zip, XML and sheet readers; the parent writes the kind into the log.
        _print({"broken": type(error).__name__})
    else:
        _print({"end": True})
    return 0


def _limit() -> None:
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_OUTPUT, _LARGEST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _print(line: Any) -> None:
    print(json.dumps(line, default=_date, ensure_ascii=True, separators=(",", ":")), flush=True)


def _date(cell: Any) -> dict[str, str]:
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    raise TypeError(type(cell).__name__)


if __name__ == "__main__":
    sys.exit(main())
