"""Rows for PostgreSQL's COPY in its text format, written to a file first or sent at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import IO, Any, Final

from django.db import connection

from tatadesa.core.ids import uuid7
from tatadesa.residents.models import ImportRun
from tatadesa.residents.sheets.verdicts import Verdict

_SENT_AT_ONCE: Final = 1 << 16
_ESCAPES: Final = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_NULL: Final = r"\N"
IMPORT_ROW: Final = ("id", "office_id", "run_id", "number", "outcome", "name", "reasons", "changes", "cells")


def line(values: Sequence[Any]) -> str:
    """One row of COPY's text format: None is NULL; numbers, dates and UUIDs as their text."""
    written = "".join([value for value in values if type(value) is str])
    # Looking at all of it at once is quicker than at each, and there is hardly ever anything to escape.
    is_plain = "\\" not in written and written.isprintable()
    texts = [_NULL if value is None else str(value) if is_plain else str(value).translate(_ESCAPES) for value in values]
    return "\t".join(texts) + "\n"


def copy_from(table: str, columns: Sequence[str], rows: IO[bytes]) -> None:
    """Send a file of lines into ``table`` (both names are ours, never anybody's input)."""
    with connection.cursor() as cursor, cursor.copy(_statement(table, columns)) as copy:
        while block := rows.read(_SENT_AT_ONCE):
            copy.write(block)


def copy_lines(table: str, columns: Sequence[str], lines: Iterable[str]) -> None:
    """Send a few lines into ``table``."""
    with connection.cursor() as cursor, cursor.copy(_statement(table, columns)) as copy:
        copy.write("".join(lines))


def row_line(run: ImportRun, verdict: Verdict) -> str:
    """A verdict as a row of ``ImportRow``."""
    return line(
        (
            uuid7(),
            run.office_id,
            run.pk,
            verdict.number,
            verdict.outcome,
            verdict.name,
            as_jsonb([reason.as_json() for reason in verdict.reasons]) if verdict.reasons else "[]",
            as_jsonb(verdict.changes) if verdict.changes else "{}",
            as_jsonb(verdict.cells) if verdict.cells else "{}",
        )
    )


def as_jsonb(value: Any) -> str:
    """JSON as PostgreSQL takes it: no NUL, which its text cannot hold, and no half characters."""
    text = json.dumps(value, separators=(",", ":"), default=str)
    return text.replace(r"\u0000", "") if r"\u0000" in text else text


def _statement(table: str, columns: Sequence[str]) -> str:
    return f"COPY {table} ({', '.join(columns)}) FROM STDIN"
