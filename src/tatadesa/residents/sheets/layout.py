"""Which column of a sheet is which attribute: read from its first row. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from tatadesa.residents.cells import tidy
from tatadesa.residents.columns import COLUMNS, by_key
from tatadesa.residents.sheets.limits import SheetRefused

_SIGNS: Final = re.compile(r"[^a-z0-9]")
_PLACE: Final = {_SIGNS.sub("", column.key): place for place, column in enumerate(COLUMNS)}
_REQUIRED: Final = tuple(column.key for column in COLUMNS if column.is_required)
_SHOWN: Final = 40
# Stands in the list of refused rows that we hand out, which comes back mended.
REASON_COLUMN: Final = "alasan_ditolak"
_PASSED_OVER: Final = -1
_PLACE[_SIGNS.sub("", REASON_COLUMN)] = _PASSED_OVER
_ADVICE: Final = "Pakai lembar contoh dari halaman impor; urutan kolom bebas, nama kolom tidak boleh diubah."


@dataclass(frozen=True)
class Layout:
    """``places[i]`` is the place in ``COLUMNS`` of the sheet's column ``i``; None where it has no name.

    A column that is known but not read has -1.
    """

    places: tuple[int | None, ...]

    @cached_property
    def named(self) -> tuple[tuple[int, int], ...]:
        """(column of the sheet, place in ``COLUMNS``) of each column with a name."""
        return tuple((index, place) for index, place in enumerate(self.places) if place is not None and place >= 0)

    def typed(self, cells: Sequence[object]) -> dict[int, object]:
        """The cells that hold something, by their place in ``COLUMNS``."""
        width = len(cells)
        return {place: cells[index] for index, place in self.named if index < width and cells[index] not in ("", None)}

    def has_loose_cells(self, cells: Sequence[object]) -> bool:
        """True when something stands in a column that has no name."""
        if None not in self.places and len(cells) <= len(self.places):
            return False
        beyond = cells[len(self.places) :]
        unnamed = (cell for place, cell in zip(self.places, cells, strict=False) if place is None)
        return any(cell not in ("", None) for cell in (*unnamed, *beyond))


def read_layout(cells: Sequence[object]) -> Layout:
    """The layout that a header row describes; raises ``SheetRefused`` with every name that is wrong or missing."""
    names = [tidy(cell) if isinstance(cell, str) else str(cell or "") for cell in cells]
    while names and not names[-1]:
        names.pop()
    places = tuple(_PLACE.get(_SIGNS.sub("", name.casefold())) if name else None for name in names)
    known = [place for place in places if place is not None and place >= 0]
    if not known:
        raise SheetRefused(f"Baris pertama harus berisi nama kolom seperti “nik” dan “nama”. {_ADVICE}")
    unknown = [name for name, place in zip(names, places, strict=True) if name and place is None]
    missing = [key for key in _REQUIRED if _PLACE[_SIGNS.sub("", key)] not in known]
    twice = sorted({COLUMNS[place].key for place in known if known.count(place) > 1})
    problems = [
        *(f"Kolom “{name[:_SHOWN]}” tidak dikenal{_hint(name, missing)}." for name in unknown[:5]),
        *([f"Kolom {_list(missing)} belum ada."] if missing else []),
        *([f"Kolom {_list(twice)} ada dua kali."] if twice else []),
    ]
    if problems:
        raise SheetRefused(" ".join((*problems, _ADVICE)))
    return Layout(places)


def _hint(name: str, missing: Sequence[str]) -> str:
    plain = _SIGNS.sub("", name.casefold())
    # A name that is missing is the likelier meaning of one that is unknown.
    near = get_close_matches(plain, missing, n=1, cutoff=0.6) or get_close_matches(plain, by_key, n=1, cutoff=0.75)
    return f" (maksudnya “{near[0]}”?)" if near else ""


def _list(keys: Sequence[str]) -> str:
    return ", ".join(f"“{key}”" for key in keys)
