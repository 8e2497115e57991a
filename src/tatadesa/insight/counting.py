"""The queries behind the figures. Each reads one index from end to end of the period, and no row of a table.

``office`` is the office at which the work lies. A finished application is one with an answer, yes or no, counted on the
day of the answer; from sending to the answer is how long it took, waiting for corrections included. Of a step that was
gone through twice the last time counts.
"""

# Only our own states and steps are written into the statements; values stay parameters.
# ruff: noqa: S608

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from tatadesa.applications.models import Step
from tatadesa.applications.states import DECIDED_STATES, OPEN_STATES, State
from tatadesa.insight.durations import LIMITS, PLACE, Spread
from tatadesa.insight.period import Period
from tatadesa.offices.models import Office


def _listed(states: Iterable[State]) -> str:
    return ", ".join(f"'{state.value}'" for state in states)


DECIDED, OPEN = _listed(DECIDED_STATES), _listed(OPEN_STATES)
_FINISHED = f"""
SELECT service_id, {PLACE.format(since="decided_at - submitted_at")} AS place, count(*),
       count(*) FILTER (WHERE decided_at > due_at)
FROM applications_application
WHERE office_id = %(office)s AND decided_at >= %(start)s AND decided_at < %(end)s AND state IN ({DECIDED})
GROUP BY service_id, place
"""
_RECEIVED = """
SELECT service_id, count(*) FROM applications_application
WHERE office_id = %(office)s AND submitted_at >= %(start)s AND submitted_at < %(end)s
GROUP BY service_id
"""
_RUNNING = f"""
SELECT service_id, taken_by_id, count(*), count(*) FILTER (WHERE due_at < %(now)s)
FROM applications_application WHERE office_id = %(office)s AND state IN ({OPEN})
GROUP BY service_id, taken_by_id
"""
_STEPS = f"""
SELECT label, done_by_id, {PLACE.format(since="closed_at - opened_at")} AS place, count(*)
FROM applications_step
WHERE office_id = %(office)s AND status = '{Step.Status.DONE.value}' AND closed_at >= %(start)s AND closed_at < %(end)s
  AND opened_at IS NOT NULL
GROUP BY label, done_by_id, place
"""
# A step does not carry its service: with one chosen, its applications are looked for first.
_STEPS_OF_SERVICE = f"""
SELECT label, done_by_id, {PLACE.format(since="closed_at - opened_at")} AS place, count(*)
FROM applications_step AS step JOIN applications_application AS whole ON whole.id = step.application_id
WHERE whole.service_id = %(service)s AND step.office_id = %(office)s AND step.status = '{Step.Status.DONE.value}'
  AND closed_at >= %(start)s AND closed_at < %(end)s AND opened_at IS NOT NULL
GROUP BY label, done_by_id, place
"""
# Few people ask many times: they are counted before anybody is looked up.
_PEOPLE = """
SELECT resident_id, count(*) AS times FROM applications_application
WHERE office_id = %(office)s AND submitted_at >= %(start)s AND submitted_at < %(end)s{of_service}
GROUP BY resident_id
"""
_BY_HAMLET = f"""
SELECT CASE WHEN person.office_id = %(office)s THEN family.dusun END,
       CASE WHEN person.office_id = %(office)s THEN family.rw ELSE '' END, sum(times)
FROM ({_PEOPLE}) AS people
JOIN residents_resident AS person ON person.id = resident_id
JOIN residents_family AS family ON family.id = person.family_id
GROUP BY 1, 2 ORDER BY 1, 2
"""
_BY_VILLAGE = f"""
SELECT home.name, '', sum(times)
FROM ({_PEOPLE}) AS people
JOIN residents_resident AS person ON person.id = resident_id JOIN offices_office AS home ON home.id = person.office_id
GROUP BY home.id, home.name ORDER BY home.name
"""
_TODAY = f"""
SELECT (SELECT count(*) FROM applications_application
        WHERE office_id = %(office)s AND submitted_at >= %(start)s AND submitted_at < %(end)s),
       (SELECT count(*) FROM applications_application
        WHERE office_id = %(office)s AND decided_at >= %(start)s AND decided_at < %(end)s AND state IN ({DECIDED})),
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


def finished(office: Office, period: Period, service: UUID | None = None) -> dict[UUID, Finished]:
    """By service, what was answered in ``period``. One query, as all here."""
    found: dict[UUID, Finished] = defaultdict(Finished)
    for service_id, place, count, late in _rows(_of(_FINISHED, service), office, period, service):
        found[service_id].spread.add(place, count)
        found[service_id].late += late
    return dict(found)


def received(office: Office, period: Period, service: UUID | None = None) -> dict[UUID, int]:
    """By service, how many were sent in ``period``."""
    return dict(_rows(_of(_RECEIVED, service), office, period, service))


def running(
    office: Office, moment: datetime, service: UUID | None = None
) -> tuple[dict[UUID, Running], dict[UUID, int]]:
    """What is open now, by service; and how many of it each officer has taken."""
    by_service: dict[UUID, Running] = defaultdict(Running)
    held: dict[UUID, int] = defaultdict(int)
    for service_id, officer, count, overdue in _rows(_of(_RUNNING, service), office, None, service, now=moment):
        by_service[service_id].count += count
        by_service[service_id].overdue += overdue
        if officer is not None:
            held[officer] += count
    return dict(by_service), dict(held)


def work(office: Office, period: Period, service: UUID | None = None) -> Work:
    """The steps that were finished at the office in ``period``, also those of applications that lie elsewhere."""
    by_label: dict[str, Spread] = defaultdict(Spread)
    by_officer: dict[UUID, int] = defaultdict(int)
    for label, officer, place, count in _rows(_STEPS_OF_SERVICE if service else _STEPS, office, period, service):
        by_label[label].add(place, count)
        if officer is not None:
            by_officer[officer] += count
    return Work(dict(by_label), dict(by_officer))


def origins(office: Office, period: Period, service: UUID | None = None) -> list[tuple[str | None, str, int]]:
    """How many were sent from where: (dusun, RW, count) at a village, (village, "", count) elsewhere.

    The address is that of today. None is somebody of another village.
    """
    sql = (_BY_HAMLET if office.is_village else _BY_VILLAGE).replace(
        "{of_service}", " AND service_id = %(service)s" if service else ""
    )
    return [(place, part, int(count)) for place, part, count in _rows(sql, office, period, service)]


def today(office: Office, day: Period, moment: datetime) -> Today:
    """Counts of ``day`` and of what is open at ``moment``."""
    [row] = _rows(_TODAY, office, day, None, now=moment)
    return Today(*row)


def _of(sql: str, service: UUID | None) -> str:
    return sql.replace("\nGROUP BY", " AND service_id = %(service)s\nGROUP BY") if service else sql


def _rows(
    sql: str, office: Office, period: Period | None, service: UUID | None, **values: Any
) -> list[tuple[Any, ...]]:
    given = {"office": office.pk, "service": service, "limits": LIMITS, **values}
    if period is not None:
        given |= {"start": period.start, "end": period.end}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())
