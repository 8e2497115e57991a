"""Puts a person into the register who was not in it: the newborn and those who come from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tatadesa.core.errors import InvalidInput
from tatadesa.offices.models import Office
from tatadesa.residents.amending import numbers_free
from tatadesa.residents.cells import Value
from tatadesa.residents.columns import by_field, parse
from tatadesa.residents.history import Changes, difference
from tatadesa.residents.locking import Card
from tatadesa.residents.models import Family, Resident
from tatadesa.residents.nik import temporary_nik
from tatadesa.residents.reading import FAMILY_FIELDS, read


def read_new(fields: Iterable[str], typed: Mapping[str, Any], usual: Mapping[str, Value]) -> dict[str, Value]:
    """The values of all ``fields`` for a new person: as typed, else the ``usual`` ones, else what an empty cell means.

    Without a NIK a temporary one is made. Raises ``InvalidInput`` with the errors by field.
    """
    given = {field: cell for field, cell in typed.items() if not (isinstance(cell, str) and not cell.strip())}
    wanted = list(fields)
    needs_nik = "nik" in wanted and "nik" not in given
    parsed = [field for field in wanted if not (needs_nik and field == "nik")]
    known = {field: given[field] for field in parsed if field in given}
    found = read(parsed, {**dict.fromkeys(parsed, ""), **usual, **known}, {})
    return {**found, "nik": temporary_nik()} if needs_nik else found


def add(family: Family, values: Mapping[str, Value]) -> Resident:
    """A new resident on the locked ``family``; ``values`` by field. Raises ``InvalidInput`` for a NIK that is taken."""
    resident = Resident(office=family.office, family=family, **values)
    with numbers_free():
        resident.save(force_insert=True)
    return resident


def card_number(typed: Mapping[str, Any]) -> str:
    """The No. KK among the typed values of a card; raises ``InvalidInput`` at its field."""
    column = by_field["family.no_kk"]
    try:
        return str(parse(column, typed.get(column.field, "")))
    except ValueError as error:
        raise InvalidInput({column.field: str(error)}) from error


def new_card(office: Office, typed: Mapping[str, Any]) -> Card:
    """A card that the village does not know yet, not saved, with the typed number and address."""
    address = read_new([field for field in FAMILY_FIELDS if field != "family.no_kk"], typed, {})
    values = {field.removeprefix("family."): value for field, value in address.items()}
    return Card(Family(office=office, no_kk=card_number(typed), **values), [])


def save_card(family: Family) -> None:
    """Put a new family into the register; raises ``InvalidInput`` where another officer was faster."""
    with numbers_free():
        family.save(force_insert=True)


def first_entry(values: Mapping[str, Value]) -> Changes:
    """What the register now says that it did not say before."""
    return difference({}, {field: value for field, value in values.items() if value not in ("", None)})
