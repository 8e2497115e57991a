"""Judges the rows of a sheet against each other and against the register. Pure: knows no database.

What a sheet says again about somebody who is in the register: an empty cell says nothing, a family move is a change
like any other, and the status (alive, dead, moved) is never changed: that is an event of its own with a date.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from tatadesa.residents import codes
from tatadesa.residents.cells import Value, as_json, has_leading_apostrophe, tidy
from tatadesa.residents.columns import COLUMNS, PLACE, read, said
from tatadesa.residents.contradictions import Reason, contradictions
from tatadesa.residents.nik import is_temporary, no_kk_warnings, temporary_nik
from tatadesa.residents.sheets.comparing import changes_of, later_changes_stay, status_stays
from tatadesa.residents.sheets.layout import Layout
from tatadesa.residents.sheets.verdicts import (
    ADDED,
    CHANGED,
    FAMILY_PLACES,
    NO_NIK,
    REFUSED,
    UNCHANGED,
    Address,
    Draft,
    Known,
    KnownFamily,
    Person,
    Register,
    Shown,
    Verdict,
    person,
)

NIK, NO_KK, NAME = PLACE["nik"], PLACE["no_kk"], PLACE["nama"]
_STATUS, _ROLE = PLACE["status_dasar"], PLACE["kk_level"]
_OF_NIK = frozenset({"sex", "birth_date"})
_TEXT_NUMBERS = tuple(place for place, column in enumerate(COLUMNS) if column.kind in ("nik", "no_kk"))
_REQUIRED = tuple((place, column) for place, column in enumerate(COLUMNS) if column.is_required)
_IN_ADDRESS = frozenset(FAMILY_PLACES)
_NOTHING: Final[Address] = ("", "", "", "")
_LONGEST_CELL: Final = 300
_EMPTY: Final = tuple(column.empty for column in COLUMNS)
_FEW_WORDS: Final = tuple(
    place for place, column in enumerate(COLUMNS) if column.kind in ("code", "digits", "text", "name")
)
# Our own CSV begins such text with an apostrophe, so that no spreadsheet takes it for a formula.
_GUARDED: Final = ("'=", "'+", "'-", "'@")
_WORDS: Final = ("text", "name")
# Never truth values: True is 1 to a dictionary.
_PLAIN: Final = frozenset({str, float, int})
_REMEMBERED: Final = 1000
_LONGEST_REMEMBERED: Final = 60


class Household:
    """What the sheet has said so far about one family card."""

    __slots__ = ("address", "head", "known", "number")

    def __init__(self, number: int, known: KnownFamily | None) -> None:
        self.number = number
        self.known = known
        self.head = 0
        self.address: list[Value] = [None, None, None, None]


class Judge:
    """Goes through one sheet from top to bottom; remembers its NIKs and families."""

    def __init__(self, layout: Layout, today: date, region_name: Callable[[str], str | None]) -> None:
        self._layout = layout
        self._today = today
        self._region_name = region_name
        self._row_of: dict[int | Person, int] = {}
        # What a word means: a column holds the same few again and again.
        self._meanings: dict[int, dict[object, Value]] = {place: {} for place in _FEW_WORDS}
        self.households: dict[str, Household] = {}

    def draft(self, number: int, cells: Sequence[object]) -> Draft:
        """Read the cells of row ``number`` one by one."""
        typed = self._layout.typed(cells)
        draft = Draft(number, typed, [None] * len(COLUMNS))
        for place, cell in typed.items():
            try:
                draft.said[place] = self._meaning(place, cell)
            except ValueError as error:
                draft.reasons.append(Reason(COLUMNS[place].key, str(error)))
        for place in _TEXT_NUMBERS:
            if has_leading_apostrophe(typed.get(place)):
                draft.reasons.append(Reason(COLUMNS[place].key, "Tanda petik di depan nomor dibuang.", is_warning=True))
        if self._layout.has_loose_cells(cells):
            draft.reasons.append(Reason("", "Isi di kolom tanpa nama tidak dipakai.", is_warning=True))
        return draft

    def judge(self, draft: Draft, register: Register, shown: Shown | None = None) -> Verdict:
        """What is to happen with the row; rows must come in the order of the sheet.

        With ``shown`` the row was decided on, and what an officer has changed since stays as the officer left it.
        """
        known = self._known(draft, register)
        if known and shown is not None:
            later_changes_stay(draft, known, shown)
        self._missing_cells(draft, known)
        self._row_once(draft)
        values = list(known.values) if known else list(_EMPTY)
        for place, value in enumerate(draft.said):
            if value is not None and place not in _IN_ADDRESS:
                values[place] = value
        address = self._address(draft, values[NO_KK], register)
        for place, value in zip(FAMILY_PLACES, address, strict=True):
            values[place] = value
        changes = changes_of(known, values) if known else {}
        if known:
            status_stays(draft, known, changes)
        if known is None or changes:
            name_of = self._region_name if known is None or not _OF_NIK.isdisjoint(changes) else None
            draft.reasons += contradictions(values, self._today, name_of)
        if (known is None or COLUMNS[NO_KK].field in changes) and draft.said[NO_KK]:
            odd = no_kk_warnings(str(values[NO_KK]), today=self._today, region_name=self._region_name)
            draft.reasons += [Reason("no_kk", message, is_warning=True) for message in odd]
        return self._verdict(draft, register, known, values, changes)

    def _meaning(self, place: int, cell: object) -> Value:
        meanings = self._meanings.get(place) if type(cell) in _PLAIN else None
        if meanings is not None and cell in meanings:
            return meanings[cell]
        column = COLUMNS[place]
        if column.kind in _WORDS and isinstance(cell, str) and cell.startswith(_GUARDED):
            cell = cell[1:]
        found = said(column, cell)
        if found is None:
            return None
        if column.kind == "nik" and isinstance(found, str) and is_temporary(found):
            return found
        if place == NIK and found in (NO_NIK, 0) and not isinstance(found, bool):
            return NO_NIK
        value = read(column, found)
        if meanings is not None and len(meanings) < _REMEMBERED and len(str(cell)) <= _LONGEST_REMEMBERED:
            meanings[cell] = value
        return value

    def _known(self, draft: Draft, register: Register) -> Known | None:
        nik = draft.said[NIK]
        if nik != NO_NIK:
            return register.residents.get(nik) if isinstance(nik, str) else None
        known = register.without_nik.get(person(draft.said))
        draft.said[NIK] = known.values[NIK] if known else temporary_nik()
        draft.reasons.append(Reason("nik", "Tanpa NIK: dipakai nomor sementara.", is_warning=True))
        first = self._row_of.setdefault(person(draft.said), draft.number)
        if first != draft.number:
            draft.reasons.append(Reason("nik", f"Orang tanpa NIK ini sudah ada di baris {first} lembar ini."))
        return known

    def _missing_cells(self, draft: Draft, known: Known | None) -> None:
        at_fault = {reason.column for reason in draft.reasons}
        for place, column in _REQUIRED:
            # RT and RW may come from the family card; that is looked at with the address.
            is_silent = draft.said[place] is None and column.key not in at_fault and place not in _IN_ADDRESS
            if is_silent and (place == NIK or known is None):
                draft.reasons.append(Reason(column.key, "Wajib diisi."))

    def _row_once(self, draft: Draft) -> None:
        nik = draft.said[NIK]
        if isinstance(nik, str):
            first = self._row_of.setdefault(int(nik), draft.number)
            if first != draft.number:
                draft.reasons.append(Reason("nik", f"NIK ini sudah ada di baris {first} lembar ini."))

    def _address(self, draft: Draft, no_kk: Value, register: Register) -> list[Value]:
        """The family's address as this row leaves it: the sheet's first word counts, then the register's."""
        known = register.families.get(no_kk) if isinstance(no_kk, str) else None
        household = self.households.get(no_kk) if isinstance(no_kk, str) else None
        at_fault = {reason.column for reason in draft.reasons}
        found: list[Value] = []
        for index, place in enumerate(FAMILY_PLACES):
            own, key = draft.said[place], COLUMNS[place].key
            stored = (known.address if known else _NOTHING)[index]
            earlier = household.address[index] if household else None
            if household and earlier is not None and own is not None and own != earlier:
                message = f"Berbeda dengan baris {household.number} untuk KK yang sama; dipakai isi baris itu."
                draft.reasons.append(Reason(key, message, is_warning=True))
            value = earlier if earlier is not None else own if own is not None else stored
            if value == "" and COLUMNS[place].is_required and key not in at_fault:
                draft.reasons.append(Reason(key, "Wajib diisi."))
            found.append(value)
        return found

    def _verdict(
        self,
        draft: Draft,
        register: Register,
        known: Known | None,
        values: list[Value],
        changes: dict[str, list[object]],
    ) -> Verdict:
        if any(not reason.is_warning for reason in draft.reasons):
            draft.reasons.sort(key=lambda reason: reason.is_warning)
            kept = {
                COLUMNS[place].key: as_json(cell[:_LONGEST_CELL] if isinstance(cell, str) else cell)
                for place, cell in draft.typed.items()
            }
            name = tidy(str(draft.said[NAME] or draft.typed.get(NAME) or (known.values[NAME] if known else "")))[:120]
            return Verdict(draft.number, REFUSED, name, draft.reasons, cells=kept)
        self._remember(draft, values, register)
        outcome = ADDED if known is None else CHANGED if changes else UNCHANGED
        return Verdict(draft.number, outcome, str(values[NAME]), draft.reasons, known, values, changes)

    def _remember(self, draft: Draft, values: list[Value], register: Register) -> None:
        no_kk = str(values[NO_KK])
        household = self.households.get(no_kk)
        if household is None:
            household = self.households[no_kk] = Household(draft.number, register.families.get(no_kk))
        for index, place in enumerate(FAMILY_PLACES):
            if household.address[index] is None and draft.said[place] is not None:
                household.address[index] = values[place]
        if values[_ROLE] == codes.HEAD and values[_STATUS] == codes.ALIVE:
            if household.head:
                message = f"KK ini sudah punya kepala keluarga di baris {household.head}."
                draft.reasons.append(Reason("kk_level", message, is_warning=True))
            else:
                household.head = draft.number
