"""What the check of a sheet says about its rows, and what it knows of the register while it does. Plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from tatadesa.residents.cells import Value
from tatadesa.residents.columns import PLACE
from tatadesa.residents.contradictions import Reason
from tatadesa.residents.models import ImportRow

ADDED: Final = ImportRow.Outcome.ADDED.value
CHANGED: Final = ImportRow.Outcome.CHANGED.value
REFUSED: Final = ImportRow.Outcome.REFUSED.value
UNCHANGED: Final = "unchanged"
NO_NIK: Final = "0"

FAMILY_PLACES: Final = tuple(PLACE[key] for key in ("alamat", "dusun", "rw", "rt"))
# What tells somebody without a NIK apart: No. KK, name in capitals, birth date.
Person = tuple[Value, str, Value]
Address = tuple[Value, Value, Value, Value]
# What somebody was shown, before deciding, that a row changes of a resident who was in the register then.
Shown = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Known:
    """A resident of the register; ``values`` stand in the order of ``COLUMNS``."""

    id: UUID
    edition: int
    family_id: UUID
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class KnownFamily:
    """A family of the register and its address, in the order of ``FAMILY_PLACES``."""

    id: UUID
    address: Address


@dataclass(frozen=True, slots=True)
class Register:
    """The part of the register that some rows speak of, by NIK and by No. KK.

    ``without_nik`` are those with a temporary number, by what else tells them apart.
    """

    residents: Mapping[str, Known]
    families: Mapping[str, KnownFamily]
    without_nik: Mapping[Person, Known]


@dataclass(slots=True)
class Draft:
    """A row whose cells were read one by one. ``said`` is in the order of ``COLUMNS``; None says nothing.

    A NIK of ``NO_NIK`` asks for a temporary one.
    """

    number: int
    typed: Mapping[int, object]
    said: list[Value]
    reasons: list[Reason] = field(default_factory=list)


@dataclass(slots=True)
class Verdict:
    """What is to happen with a row. ``values`` are the resident as the row leaves it, empty for a refused row."""

    number: int
    outcome: str
    name: str
    reasons: list[Reason]
    known: Known | None = None
    values: list[Value] = field(default_factory=list)
    changes: dict[str, list[Any]] = field(default_factory=dict)
    cells: dict[str, Any] = field(default_factory=dict)


def person(values: Sequence[Value]) -> Person:
    """Who ``values`` (in the order of ``COLUMNS``) are about, where the NIK does not tell."""
    return values[PLACE["no_kk"]], str(values[PLACE["nama"]]).upper(), values[PLACE["tanggallahir"]]
