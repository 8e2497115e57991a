"""What is to be written into the register, laid down in one file while the sheet is checked.

A ZIP with two members in the form that PostgreSQL's COPY takes: ``people`` and ``families``. A file and not a table, as
it holds the data of a village for up to a week: it goes with its sheet, and neither log nor dead rows keep a copy.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from operator import itemgetter
from typing import IO, Final, Self
from zipfile import ZIP_DEFLATED, ZipFile

from tatadesa.core.ids import uuid7
from tatadesa.residents.columns import COLUMNS, PLACE
from tatadesa.residents.sheets.copying import as_jsonb, copy_from, line
from tatadesa.residents.sheets.judging import Household
from tatadesa.residents.sheets.verdicts import ADDED, Verdict

_PERSON_PLACES: Final = tuple(place for place, column in enumerate(COLUMNS) if not column.is_of_family)
PERSON_FIELDS: Final = tuple(COLUMNS[place].field for place in _PERSON_PLACES)
FAMILY_FIELDS: Final = ("address", "dusun", "rw", "rt")
_PEOPLE: Final = ("number", "is_new", "id", "edition", "family_id", "mutation_id", "no_kk", "changes", *PERSON_FIELDS)
_FAMILIES: Final = ("is_new", "id", "no_kk", *FAMILY_FIELDS, *(f"was_{name}" for name in FAMILY_FIELDS))
_NO_KK: Final = PLACE["no_kk"]
_own: Final = itemgetter(*_PERSON_PLACES)
# 100,000 people take 9 MB instead of 43, for one second of work; packing harder hardly saves more.
_EFFORT: Final = 1


class Staging:
    """Writes such a file: all people first, then ``finished`` with the families. A context manager."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._file = self._open.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - closed by the stack
        archive = ZipFile(self._file, "w", ZIP_DEFLATED, compresslevel=_EFFORT)
        self._archive = self._open.enter_context(archive)
        self._people = self._open.enter_context(archive.open("people", "w"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add_people(self, verdicts: Iterable[Verdict]) -> None:
        """Rows to be added or changed."""
        self._people.write("".join(_person_line(verdict) for verdict in verdicts).encode())

    def finished(self, households: Mapping[str, Household]) -> IO[bytes]:
        """The whole file, once the families that are new or get another address are in it too."""
        self._people.close()
        with self._archive.open("families", "w") as families:
            families.write("".join(_family_lines(households)).encode())
        self._archive.close()
        return self._file


def copy_people(staged: ZipFile) -> None:
    """Into the temporary table of people."""
    with staged.open("people") as lines:
        copy_from("import_people", _PEOPLE, lines)


def copy_families(staged: ZipFile) -> None:
    """Into the temporary table of families."""
    with staged.open("families") as lines:
        copy_from("import_families", _FAMILIES, lines)


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
    return line((*head, *_own(values)))


def _family_lines(households: Mapping[str, Household]) -> Iterable[str]:
    for no_kk, household in households.items():
        stored = household.known.address if household.known else ("", "", "", "")
        wanted = tuple(own if own is not None else old for own, old in zip(household.address, stored, strict=True))
        if household.known is None or wanted != stored:
            identity = household.known.id if household.known else uuid7()
            yield line((household.known is None, identity, no_kk, *wanted, *stored))
