"""The figures, from kept months and from what is there: see ``months``, and ``statements`` for what is counted.

``office`` is the office at which the work lies. A finished application is one with an answer, yes or no, counted on the
day of the answer; from sending to the answer is how long it took, waiting for corrections included. Of a step that was
gone through twice the last time counts.
"""

# Only our own states and steps are written into the statements; values stay parameters.
# ruff: noqa: S608

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from tatadesa.insight.durations import LIMITS, Spread
from tatadesa.insight.months import Cover
from tatadesa.insight.period import Period
from tatadesa.insight.statements import (
    DECIDED,
    FINISHED,
    OPEN,
    PEOPLE,
    RECEIVED,
    STEPS,
    STEPS_OF_SERVICE,
    Statement,
    bounds,
)
from tatadesa.offices.models import Office

_RUNNING = f"""
SELECT service_id, taken_by_id, count(*), count(*) FILTER (WHERE due_at < %(now)s)
FROM applications_application WHERE office_id = %(office)s AND state IN ({OPEN})
GROUP BY service_id, taken_by_id
"""
# People of kept months and of the spans around them; the address is that of today.
_ASKED = """(SELECT resident_id, sum(times) AS times FROM ({counted} UNION ALL
  SELECT person.key::uuid, person.value::bigint
  FROM insight_monthsummary, jsonb_each_text(people) AS person WHERE id = ANY(%(kept)s)) AS parts
  GROUP BY resident_id) AS asked"""
_BY_HAMLET = """
SELECT CASE WHEN person.office_id = %(office)s THEN family.dusun END,
       CASE WHEN person.office_id = %(office)s THEN family.rw ELSE '' END, sum(times)
FROM {asked}
JOIN residents_resident AS person ON person.id = resident_id
JOIN residents_family AS family ON family.id = person.family_id
GROUP BY 1, 2 ORDER BY 1, 2
"""
_BY_VILLAGE = """
SELECT home.name, '', sum(times)
FROM {asked}
JOIN residents_resident AS person ON person.id = resident_id JOIN offices_office AS home ON home.id = person.office_id
GROUP BY home.id, home.name ORDER BY home.name
"""
_TODAY = f"""
SELECT (SELECT count(*) FROM applications_application
        WHERE office_id = %(office)s AND submitted_at >= %(start_0)s AND submitted_at < %(end_0)s),
       (SELECT count(*) FROM applications_application
        WHERE office_id = %(office)s AND decided_at >= %(start_0)s AND decided_at < %(end_0)s
          AND state IN ({DECIDED})),
       count(*), count(*) FILTER (WHERE due_at < %(now)s)
FROM applications_application WHERE office_id = %(office)s AND state IN ({OPEN})
"""


@dataclass
class Finished:
    """Applications of one service that got their answer: how long that took, and how many came after the promise."""

    late: int = 0
    spread: Spread = field(default_factory=Spread)


@dataclass
class Running:
    """Applications that still wait for their answer."""

    count: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class Work:
    """Finished steps of an office: how long by their name, how many by who did them."""

    by_label: dict[str, Spread]
    by_officer: dict[UUID, int]


@dataclass(frozen=True)
class Today:
    """What an office has before it today."""

    received: int
    finished: int
    running: int
    overdue: int


def finished(office: Office, over: Cover, service: UUID | None = None) -> dict[UUID, Finished]:
    """By service, what was answered in the period. One query, as all here."""
    found: dict[UUID, Finished] = defaultdict(Finished)
    for service_id, place, count, late in _counted(FINISHED, office, over, service):
        found[service_id].spread.add(place, count)
        found[service_id].late += late
    for month in over.months:
        for key in _some(month.finished, service):
            row = found[UUID(key)]
            for place, count, late in month.finished[key]:
                row.spread.add(place, count)
                row.late += late
    return dict(found)


def received(office: Office, over: Cover, service: UUID | None = None) -> dict[UUID, int]:
    """By service, how many were sent in the period."""
    found: dict[UUID, int] = defaultdict(int, _counted(RECEIVED, office, over, service))
    for month in over.months:
        for key in _some(month.received, service):
            found[UUID(key)] += month.received[key]
    return dict(found)


def running(
    office: Office, moment: datetime, service: UUID | None = None
) -> tuple[dict[UUID, Running], dict[UUID, int]]:
    """What is open now, by service; and how many of it each officer has taken."""
    by_service: dict[UUID, Running] = defaultdict(Running)
    held: dict[UUID, int] = defaultdict(int)
    sql = _RUNNING.replace("\nGROUP BY", " AND service_id = %(service)s\nGROUP BY") if service else _RUNNING
    for service_id, officer, count, overdue in _rows(sql, office=office.pk, service=service, now=moment):
        by_service[service_id].count += count
        by_service[service_id].overdue += overdue
        if officer is not None:
            held[officer] += count
    return dict(by_service), dict(held)


def work(office: Office, over: Cover, service: UUID | None = None) -> Work:
    """The steps that were finished at the office in the period, also those of applications that lie elsewhere.

    Kept months do not know the service of a step: with one chosen all of it is counted.
    """
    by_label: dict[str, Spread] = defaultdict(Spread)
    by_officer: dict[UUID, int] = defaultdict(int)
    if service is not None:
        rows = _counted(STEPS_OF_SERVICE, office, Cover.live(over.period), service)
    else:
        rows = _counted(STEPS, office, over, None)
        rows += [
            (label, UUID(officer) if officer else None, place, count)
            for month in over.months
            for label, officer, place, count in month.steps
        ]
    for label, officer, place, count in rows:
        by_label[label].add(place, count)
        if officer is not None:
            by_officer[officer] += count
    return Work(dict(by_label), dict(by_officer))


def origins(office: Office, over: Cover, service: UUID | None = None) -> list[tuple[str | None, str, int]]:
    """How many were sent from where: (dusun, RW, count) at a village, (village, "", count) elsewhere.

    The address is that of today. None is somebody of another village. With a service chosen all of it is counted.
    """
    some = Cover.live(over.period) if service else over
    people = PEOPLE.over(len(some.spans), of_service=service is not None)
    sql = _BY_HAMLET if office.is_village else _BY_VILLAGE
    values = {"office": office.pk, "service": service, "kept": [month.id for month in some.months]}
    rows = _rows(sql.replace("{asked}", _ASKED.replace("{counted}", people)), **values, **bounds(some.spans))
    return [(place, part, int(count)) for place, part, count in rows]


def today(office: Office, day: Period, moment: datetime) -> Today:
    """Counts of ``day`` and of what is open at ``moment``."""
    [row] = _rows(_TODAY, office=office.pk, now=moment, **bounds([(day.start, day.end)]))
    return Today(*row)


def _some(kept: Mapping[str, object], service: UUID | None) -> list[str]:
    """The services of a kept month that are asked for."""
    return [key for key in kept if service is None or key == str(service)]


def _counted(statement: Statement, office: Office, over: Cover, service: UUID | None) -> list[tuple[Any, ...]]:
    """What ``statement`` gives of the spans of ``over``."""
    sql = statement.over(len(over.spans), of_service=service is not None)
    return _rows(sql, office=office.pk, service=service, limits=LIMITS, **bounds(over.spans))


def _rows(sql: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
