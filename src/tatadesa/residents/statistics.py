"""How many people live in a village, by age, sex, education, work, religion, marriage and hamlet.

Counts only people with the status "Hidup", in two passes over the register: one for what people are (GROUPING SETS),
one for where their families live.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import office_today
from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tatadesa.residents.permissions import readable

YEARS = 5
OLDEST = 75
_BANDS = OLDEST // YEARS
_KEYS = ("age", "education", "occupation", "religion", "marital_status")
# ``width_bucket`` tells how many of the birthdays that part the bands are not after somebody's: the oldest get 0.
# Who is alike in all of it is counted first: of 100,000 people that leaves some thousand rows to be grouped five times.
_BY_PERSON = """
SELECT age, education, occupation, religion, marital_status, sex, sum(alike)::bigint
FROM (
    SELECT width_bucket(birth_date, %s::date[]) AS age, education, occupation, religion, marital_status, sex,
           count(*) AS alike
    FROM ({people}) AS people (family_id, sex, birth_date, education, occupation, religion, marital_status)
    GROUP BY age, education, occupation, religion, marital_status, sex
) AS kinds
GROUP BY GROUPING SETS ((age, sex), (education, sex), (occupation, sex), (religion, sex), (marital_status, sex))
"""
_BY_FAMILY = """
SELECT dusun, sum(male), sum(female), count(*)
FROM (
    SELECT family_id, count(*) FILTER (WHERE sex = %s) AS male, count(*) FILTER (WHERE sex <> %s) AS female
    FROM ({people}) AS people (family_id, sex, birth_date, education, occupation, religion, marital_status)
    GROUP BY family_id
) AS families
JOIN residents_family ON residents_family.id = family_id AND office_id = %s
GROUP BY dusun
ORDER BY dusun
"""
_Groups = Mapping[int, tuple[int, int]]


@dataclass(frozen=True)
class Row:
    """People who have something in common."""

    label: str
    male: int
    female: int

    @property
    def total(self) -> int:
        """Men and women."""
        return self.male + self.female


@dataclass(frozen=True)
class Statistics:
    """Counts of an office, or of the part of it that an RT or RW head looks after, on ``day``.

    ``ages`` are five years each, the youngest first; ``occupation`` is by size, ``dusun`` by name, the rest by code.
    Groups without anybody are left out, but for the ages.
    """

    day: date
    people: Row
    families: int
    ages: list[Row]
    education: list[Row]
    occupation: list[Row]
    religion: list[Row]
    marital_status: list[Row]
    dusun: list[Row]


def of_office(staff: StaffMember) -> Statistics:
    """What ``staff`` may read, counted; raises ``NotAllowed``. Two queries beside the staff member's office."""
    day = office_today(staff.office.timezone)
    people = Resident.objects.filter(readable(staff), office=staff.office_id, base_status=codes.ALIVE)
    columns = people.order_by().values_list(
        "family", "sex", "birth_date", "education", "occupation", "religion", "marital_status"
    )
    sql, parameters = columns.query.sql_with_params()
    groups = _count_people(sql, parameters, day)
    with connection.cursor() as cursor:
        cursor.execute(_BY_FAMILY.format(people=sql), [codes.MALE, codes.MALE, *parameters, staff.office_id])
        hamlets = cursor.fetchall()
    ages = [_row(_band_words(band), groups["age"].get(_BANDS - band)) for band in range(_BANDS + 1)]
    return Statistics(
        day=day,
        people=Row("Semua", sum(row.male for row in ages), sum(row.female for row in ages)),
        families=sum(families for *_, families in hamlets),
        ages=ages,
        education=_listed(groups["education"], codes.EDUCATION),
        occupation=sorted(_listed(groups["occupation"], codes.OCCUPATION), key=lambda row: -row.total),
        religion=_listed(groups["religion"], codes.RELIGION),
        marital_status=_listed(groups["marital_status"], codes.MARITAL_STATUS),
        dusun=[Row(name or "Tanpa dusun", int(male), int(female)) for name, male, female, _ in hamlets],
    )


def born_by(day: date, years: int) -> date:
    """The last birthday of somebody who is ``years`` old on ``day``; as ``queries.age_on`` counts."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        # 29 February: whoever was born a day later is not that old yet.
        return date(day.year - years, 2, 28)


def _count_people(sql: str, parameters: Sequence[Any], day: date) -> dict[str, _Groups]:
    """For each of ``_KEYS`` its groups: code (or band) to (men, women), of the people that ``sql`` selects."""
    parting = [born_by(day, years) + timedelta(days=1) for years in range(OLDEST, 0, -YEARS)]
    found: dict[str, dict[int, tuple[int, int]]] = {key: {} for key in _KEYS}
    with connection.cursor() as cursor:
        cursor.execute(_BY_PERSON.format(people=sql), [parting, *parameters])
        for *values, sex, count in cursor.fetchall():
            # All keys but the one of its group are NULL in a row; none of these columns is NULL by itself.
            key, code = next((key, code) for key, code in zip(_KEYS, values, strict=True) if code is not None)
            male, female = found[key].get(code, (0, 0))
            found[key][code] = (male + count, female) if sex == codes.MALE else (male, female + count)
    return dict(found)


def _listed(groups: _Groups, known: codes.Codes) -> list[Row]:
    return [_row(label, groups[code]) for code, label in known if code in groups]


def _row(label: str, count: tuple[int, int] | None) -> Row:
    return Row(label, *(count or (0, 0)))


def _band_words(band: int) -> str:
    first = band * YEARS
    return f"{first} ke atas" if first == OLDEST else f"{first}–{first + YEARS - 1}"
