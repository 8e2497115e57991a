"""Writes changed values into locked rows of the register; the actions say who may and what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from tatadesa.core.errors import InvalidInput
from tatadesa.offices.models import Office
from tatadesa.residents.cells import Value
from tatadesa.residents.history import Changes, difference
from tatadesa.residents.models import Family, Resident
from tatadesa.residents.reading import family_values

_TAKEN = {
    "residents_nik_unique": {"nik": "NIK ini sudah tercatat untuk penduduk lain di desa ini. Cari dahulu dengan NIK."},
    "residents_kk_unique": {"family.no_kk": "Nomor KK ini sudah dipakai keluarga lain di desa ini."},
}


def amend(resident: Resident, values: Mapping[str, Value], *, onto: Family | None = None) -> Changes:
    """Set ``values`` on a locked resident and save it with a new edition; gives what differs, nothing when nothing.

    ``onto`` moves the resident to that family too, and its number and address are part of what differs.
    """
    of_person = difference({field: getattr(resident, field) for field in values}, values)
    changes = dict(of_person)
    if onto is not None:
        changes = {**difference(family_values(resident.family), family_values(onto)), **of_person}
        resident.family = onto
    if changes:
        for field in of_person:
            setattr(resident, field, values[field])
        resident.edition += 1
        with numbers_free():
            resident.save()
    return changes


def amend_family(family: Family, values: Mapping[str, Value]) -> Changes:
    """Set values by their names in the sheet (``family.address``) on a locked family; gives what differs.

    Does not count the edition: a card changes once, with all that changes on it.
    """
    changes = difference(family_values(family), values)
    for field in changes:
        setattr(family, field.removeprefix("family."), values[field])
    return changes


def require_free(office: Office, nik: Value, *, besides: Resident | None = None) -> None:
    """Raise ``InvalidInput`` for a NIK that somebody else in the village has.

    Asked early, so that nobody confirms warnings first; what decides is the constraint, see ``numbers_free``.
    """
    rows = Resident.objects.filter(office=office, nik=nik)
    if (rows.exclude(pk=besides.pk) if besides else rows).exists():
        raise InvalidInput(_TAKEN["residents_nik_unique"])


@contextmanager
def numbers_free() -> Iterator[None]:
    """Turn the database's refusal of a NIK or No. KK that is taken into words at the field.

    The constraint decides and no question before it: two officers may type the same number at the same moment.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if name not in _TAKEN:
            raise
        raise InvalidInput(_TAKEN[name]) from error
