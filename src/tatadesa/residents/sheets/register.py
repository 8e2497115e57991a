"""Asks the register for what a few rows of a sheet speak of: two queries, whatever their number, and one more
for people without a NIK."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from tatadesa.regions.models import Region
from tatadesa.residents.columns import COLUMNS, PLACE
from tatadesa.residents.models import Family, Resident
from tatadesa.residents.sheets.verdicts import (
    FAMILY_PLACES,
    NO_NIK,
    Draft,
    Known,
    KnownFamily,
    Person,
    Register,
    person,
)

_FIELDS: Final = tuple(column.field.replace(".", "__") for column in COLUMNS)
_NIK, _NO_KK = PLACE["nik"], PLACE["no_kk"]


def register_for(office_id: UUID, drafts: Iterable[Draft]) -> Register:
    """Everybody and every family that ``drafts`` name, of this office alone."""
    rows = list(drafts)
    niks = [draft.said[_NIK] for draft in rows if draft.said[_NIK] not in (None, NO_NIK)]
    numbers = {draft.said[_NO_KK] for draft in rows if draft.said[_NO_KK] is not None}
    found = Resident.objects.filter(office=office_id, nik__in=niks).values_list("id", "edition", "family_id", *_FIELDS)
    residents = {row[3 + _NIK]: Known(row[0], row[1], row[2], row[3:]) for row in found}
    families = {
        no_kk: KnownFamily(identity, (address, dusun, rw, rt))
        for identity, no_kk, address, dusun, rw, rt in Family.objects.filter(
            office=office_id, no_kk__in=numbers
        ).values_list("id", "no_kk", "address", "dusun", "rw", "rt")
    }
    for known in residents.values():
        address, dusun, rw, rt = (known.values[place] for place in FAMILY_PLACES)
        families.setdefault(str(known.values[_NO_KK]), KnownFamily(known.family_id, (address, dusun, rw, rt)))
    return Register(residents, families, _without_nik(office_id, rows))


def _without_nik(office_id: UUID, rows: Sequence[Draft]) -> dict[Person, Known]:
    numbers = {draft.said[_NO_KK] for draft in rows if draft.said[_NIK] == NO_NIK}
    if not numbers:
        return {}
    # No number of a real person begins with a zero.
    found = Resident.objects.filter(
        office=office_id, family__office=office_id, family__no_kk__in=numbers, nik__startswith="0"
    ).values_list("id", "edition", "family_id", *_FIELDS)
    return {person(row[3:]): Known(row[0], row[1], row[2], row[3:]) for row in found}


def region_names() -> dict[str, str]:
    """Code to name of every region a NIK can begin with: about 8,000, one query."""
    return dict(Region.objects.filter(level__lte=Region.Level.DISTRICT).values_list("code", "name"))
