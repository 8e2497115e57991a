"""What is to be written, laid down in files while the sheet is checked: the transaction that writes it stays short."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from typing import IO, Final, Self

from tatadesa.core.ids import uuid7
from tatadesa.residents.columns import COLUMNS
from tatadesa.residents.models import ImportRun
from tatadesa.residents.sheets.copying import IMPORT_ROW, as_jsonb, copy_from, line, row_line
from tatadesa.residents.sheets.judging import Household
from tatadesa.residents.sheets.verdicts import ADDED, PLACE, Verdict

_BUFFER: Final = 1 << 20
_PERSON_PLACES: Final = tuple(place for place, column in enumerate(COLUMNS) if not column.is_of_family)
PERSON_FIELDS: Final = tuple(COLUMNS[place].field for place in _PERSON_PLACES)
FAMILY_FIELDS: Final = ("address", "dusun", "rw", "rt")
PEOPLE: Final = ("number", "is_new", "id", "edition", "family_id", "mutation_id", "no_kk", "changes", *PERSON_FIELDS)
FAMILIES: Final = ("is_new", "id", "no_kk", *FAMILY_FIELDS, *(f"was_{name}" for name in FAMILY_FIELDS))
_NO_KK: Final = PLACE["no_kk"]


class Stage:
    """Three files: people to write, families to write, and the list of rows to show. A context manager."""

    def __init__(self) -> None:
        self._files = ExitStack()
        self._people = self._file()
        self._families = self._file()
        self._rows = self._file()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def add_people(self, verdicts: Iterable[Verdict]) -> None:
        """Rows to be added or changed."""
        self._people.write("".join(_person_line(verdict) for verdict in verdicts).encode())

    def add_rows(self, run: ImportRun, verdicts: Iterable[Verdict]) -> None:
        """Rows to be shown in the list."""
        self._rows.write("".join(row_line(run, verdict) for verdict in verdicts).encode())

    def add_families(self, households: Mapping[str, Household]) -> None:
        """Families that are new, or whose address the sheet changes."""
        for no_kk, household in households.items():
            stored = household.known.address if household.known else ("", "", "", "")
            wanted = tuple(own if own is not None else old for own, old in zip(household.address, stored, strict=True))
            if household.known is None or wanted != stored:
                identity = household.known.id if household.known else uuid7()
                fields = (household.known is None, identity, no_kk, *wanted, *stored)
                self._families.write(line(fields).encode())

    def copy_people(self) -> None:
        """Into the temporary table of people."""
        self._copy("import_people", PEOPLE, self._people)

    def copy_families(self) -> None:
        """Into the temporary table of families."""
        self._copy("import_families", FAMILIES, self._families)

    def copy_rows(self) -> None:
        """Into the table behind the list of rows."""
        self._copy("residents_importrow", IMPORT_ROW, self._rows)

    def _file(self) -> IO[bytes]:
        return self._files.enter_context(tempfile.TemporaryFile(buffering=_BUFFER))

    def _copy(self, table: str, columns: tuple[str, ...], file: IO[bytes]) -> None:
        file.seek(0)
        copy_from(table, columns, file)


def _person_line(verdict: Verdict) -> str:
    known, values = verdict.known, verdict.values
    head: tuple[object, ...] = (
        verdict.number,
        verdict.outcome == ADDED,
        known.id if known else uuid7(),
        known.edition if known else 1,
        known.family_id if known else None,
        uuid7(),
        values[_NO_KK],
        as_jsonb(verdict.changes) if verdict.changes else "{}",
    )
    return line((*head, *(values[place] for place in _PERSON_PLACES)))
