"""What the person says beside what the card and the register say, with each difference named. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tatadesa.core.plain import comparable
from tatadesa.core.text import date_words
from tatadesa.registrations.models import Registration
from tatadesa.registrations.names import is_equal_name, is_same_name
from tatadesa.residents import codes
from tatadesa.residents.models import Resident

LABELS = {
    "nik": "NIK",
    "name": "Nama",
    "birth_place": "Tempat lahir",
    "birth_date": "Tanggal lahir",
    "sex": "Jenis kelamin",
    "address": "Alamat",
    "rt": "RT",
    "rw": "RW",
}
# Who somebody is: when the register disagrees here, an officer has to say that it was looked at.
IDENTITY = ("nik", "name", "birth_date")


class Mark(StrEnum):
    """How a value stands to what the person says, in the words of the page."""

    SAME = "cocok"
    CLOSE = "mirip"
    DIFFERENT = "beda"
    NONE = "tidak ada"


@dataclass(frozen=True)
class Row:
    """One field, three voices, in words for reading; ``mark`` compares card and register with what is said."""

    field: str
    label: str
    said: str
    card: str
    card_mark: Mark
    register: str
    register_mark: Mark


def compare(registration: Registration, resident: Resident | None) -> list[Row]:
    """All fields in the card's order. ``resident`` comes with its family; None when nobody is beside it."""
    return [
        _row(
            field,
            getattr(registration, field),
            str(registration.card.get(field) or ""),
            _of_register(resident, field) if resident is not None else None,
        )
        for field in LABELS
    ]


def identity_differs(rows: Sequence[Row]) -> bool:
    """True when the register says another NIK, name or birth date than the person."""
    return any(row.field in IDENTITY and row.register_mark is Mark.DIFFERENT for row in rows)


def _row(field: str, said: Any, card: str, register: Any) -> Row:
    return Row(
        field=field,
        label=LABELS[field],
        said=_words(field, said),
        card=_words(field, card),
        card_mark=_mark(field, said, card),
        register=_words(field, register),
        register_mark=_mark(field, said, register),
    )


def _of_register(resident: Resident, field: str) -> Any:
    return getattr(resident.family if field in ("address", "rt", "rw") else resident, field)


def _mark(field: str, said: Any, other: Any) -> Mark:
    if other in (None, "") or said in (None, ""):
        return Mark.NONE
    if field == "name":
        return _name_mark(str(said), str(other))
    plain = _PLAIN.get(field, comparable)
    return Mark.SAME if plain(_text(said)) == plain(_text(other)) else Mark.DIFFERENT


def _name_mark(said: str, other: str) -> Mark:
    if is_equal_name(said, other):
        return Mark.SAME
    return Mark.CLOSE if is_same_name(said, other) else Mark.DIFFERENT


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(text: str) -> str:
    return text.strip().lstrip("0")


_PLAIN: dict[str, Callable[[str], str]] = {"rt": _number, "rw": _number}


def _words(field: str, value: Any) -> str:
    """``value`` as a person reads it; what a card says that is no date or code stays as it was read."""
    text = _text(value) if value is not None else ""
    if field == "sex":
        return dict(_SEX).get(text, text)
    if field == "birth_date":
        try:
            return date_words(date.fromisoformat(text))
        except ValueError:
            return text
    return text


_SEX = tuple((str(code), label) for code, label in codes.SEX)
