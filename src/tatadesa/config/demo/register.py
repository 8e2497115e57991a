"""Puts an invented village into the register in bulk."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from django.db import connection

from tatadesa.config.demo.papers import Papers
from tatadesa.config.demo.population import Household, Person
from tatadesa.core.clock import now
from tatadesa.core.ids import uuid7
from tatadesa.offices.models import Office
from tatadesa.residents import codes

_FAMILY_COLUMNS = ("id", "office_id", "no_kk", "address", "dusun", "rt", "rw")
_PERSON_COLUMNS = (
    "nik",
    "name",
    "sex",
    "birth_place",
    "birth_date",
    "religion",
    "education",
    "occupation",
    "marital_status",
    "family_role",
    "blood_type",
    "father_name",
    "father_nik",
    "mother_name",
    "mother_nik",
    "phone",
)
_PAPER_COLUMNS = tuple(field.name for field in fields(Papers))
_RESIDENT_COLUMNS = (
    "id",
    "office_id",
    "family_id",
    "citizenship",
    "base_status",
    "edition",
    "updated_at",
    *_PERSON_COLUMNS,
    *_PAPER_COLUMNS,
)
Values = tuple[object, ...]


def copy_village(office: Office, households: Iterable[Household]) -> None:
    """COPY the households and their members into the register of ``office``."""
    moment = now()
    families = [(uuid7(), household) for household in households]
    _copy(
        "residents_family",
        _FAMILY_COLUMNS,
        ((key, office.pk, home.no_kk, home.address, home.dusun, home.rt, home.rw) for key, home in families),
    )
    _copy(
        "residents_resident",
        _RESIDENT_COLUMNS,
        (
            (uuid7(), office.pk, key, codes.INDONESIAN, codes.ALIVE, 1, moment, *_values(person))
            for key, home in families
            for person in home.members
        ),
    )


def _values(person: Person) -> Iterator[object]:
    yield from (getattr(person, column) for column in _PERSON_COLUMNS)
    yield from (getattr(person.papers, column) for column in _PAPER_COLUMNS)


def _copy(table: str, columns: tuple[str, ...], rows: Iterable[Values]) -> None:
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"ANALYZE {table}")
