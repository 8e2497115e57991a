"""Months that are over are counted once and kept; a longer period is its kept months and what lies around them.

A kept month is used only while nothing of it has changed: the database notes every change of a past day with its
transaction (migration ``0002_touched_days``), and a month knows which transactions it has seen. So a figure is never
older than its truth, whoever changes that and however. ``Cover.live`` counts everything; both must give the same.
"""

# Only names of our own are written into the statements; values stay parameters.
# ruff: noqa: S608

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from tatadesa.core.clock import now
from tatadesa.core.days import Days
from tatadesa.core.ids import uuid7
from tatadesa.insight.durations import LIMITS
from tatadesa.insight.period import Period
from tatadesa.insight.statements import FINISHED, PEOPLE, RECEIVED, STEPS, bounds
from tatadesa.offices.models import Office

KEPT_MONTHS = 13
_AT_ONCE = 300
# A month of another server's transactions is none: a restored dump is counted anew.
_SERVER = "(SELECT system_identifier::text FROM pg_control_system())"
_IS_TRUE = f"""split_part(kept.snapshot, '|', 1) = {_SERVER} AND NOT EXISTS (
  SELECT 1 FROM insight_touchedday AS touched
  WHERE touched.office_id = kept.office_id AND touched.day BETWEEN kept.first - 1 AND kept.last + 1
    AND NOT pg_visible_in_snapshot(touched.transaction::text::xid8, split_part(kept.snapshot, '|', 2)::pg_snapshot))"""
_FIND = f"""
SELECT kept.first, kept.id, kept.finished, kept.received, kept.steps FROM insight_monthsummary AS kept
WHERE kept.office_id = %(office)s AND kept.zone = %(zone)s AND kept.first = ANY(%(months)s) AND {_IS_TRUE}
ORDER BY kept.first
"""
# One statement, so one snapshot: what it counts is exactly what it says it has seen.
_KEEP = f"""
INSERT INTO insight_monthsummary (id, office_id, first, last, zone, snapshot, finished, received, steps, people)
SELECT %(id)s, %(office)s, %(first)s, %(last)s, %(zone)s, {_SERVER} || '|' || pg_current_snapshot()::text,
  (SELECT coalesce(jsonb_object_agg(a, rows), '{{}}') FROM (
    SELECT a, jsonb_agg(jsonb_build_array(b, c, d)) AS rows FROM ({FINISHED.over(1)}) AS answered (a, b, c, d)
    GROUP BY a) AS by_service),
  (SELECT coalesce(jsonb_object_agg(a, b), '{{}}') FROM ({RECEIVED.over(1)}) AS rows (a, b)),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(a, b, c, d)), '[]') FROM ({STEPS.over(1)}) AS rows (a, b, c, d)),
  (SELECT coalesce(jsonb_object_agg(a, b), '{{}}') FROM ({PEOPLE.over(1)}) AS rows (a, b))
WHERE %(end_0)s < now() - interval '1 day'
ON CONFLICT (office_id, first) DO UPDATE SET last = excluded.last, zone = excluded.zone, snapshot = excluded.snapshot,
  finished = excluded.finished, received = excluded.received, steps = excluded.steps, people = excluded.people
"""
_MISSING = f"""
SELECT office.id, wanted.first FROM offices_office AS office, unnest(%(months)s::date[]) AS wanted (first)
WHERE (EXISTS (SELECT 1 FROM applications_application WHERE office_id = office.id)
    OR EXISTS (SELECT 1 FROM applications_step WHERE office_id = office.id AND status = 'done'))
  AND NOT EXISTS (SELECT 1 FROM insight_monthsummary AS kept
    WHERE kept.office_id = office.id AND kept.first = wanted.first AND kept.zone = office.timezone AND {_IS_TRUE})
ORDER BY wanted.first DESC, office.id LIMIT {_AT_ONCE}
"""
# A month that is being counted while we forget may be older than what we see, but not by a day.
_FORGET = f"""
DELETE FROM insight_touchedday AS noted WHERE at < now() - interval '1 day' AND NOT EXISTS (
  SELECT 1 FROM insight_monthsummary AS kept
  WHERE kept.office_id = noted.office_id AND noted.day BETWEEN kept.first - 1 AND kept.last + 1
    AND split_part(kept.snapshot, '|', 1) = {_SERVER}
    AND NOT pg_visible_in_snapshot(noted.transaction::text::xid8, split_part(kept.snapshot, '|', 2)::pg_snapshot))
"""


@dataclass(frozen=True)
class KeptMonth:
    """One month as it was counted; as the columns of ``MonthSummary``."""

    id: UUID
    finished: dict[str, list[list[int]]]
    received: dict[str, int]
    steps: list[list[Any]]


@dataclass(frozen=True)
class Cover:
    """A period as kept months and the ``spans`` around them, which are counted from what is there."""

    period: Period
    spans: list[tuple[datetime, datetime]]
    months: list[KeptMonth] = field(default_factory=list)

    @classmethod
    def live(cls, period: Period) -> Cover:
        """All of it counted from what is there."""
        return cls(period, [(period.start, period.end)])


def cover(office: Office, period: Period) -> Cover:
    """``period`` with what is kept of it; one query, none where no whole month lies in it."""
    whole = _whole_months(period)
    if not whole:
        return Cover.live(period)
    with connection.cursor() as cursor:
        cursor.execute(_FIND, {"office": office.pk, "zone": period.zone, "months": [month.first for month in whole]})
        found = {first: KeptMonth(key, *map(json.loads, rows)) for first, key, *rows in cursor.fetchall()}
    spans: list[tuple[datetime, datetime]] = []
    begun = period.start
    for month in whole:
        if month.first in found:
            first, after = month.moments(period.zone)
            if begun < first:
                spans.append((begun, first))
            begun = after
    if begun < period.end or not spans:
        spans.append((begun, period.end))
    return Cover(period, spans, list(found.values()))


def keep_months() -> int:
    """Count what is not kept, or no longer true, of the last months; gives how many. Forget what is settled."""
    wanted = _last_months(now().date())
    with connection.cursor() as cursor:
        cursor.execute(_FORGET)
        cursor.execute(_MISSING, {"months": wanted})
        missing = list(cursor.fetchall())
    offices = Office.objects.in_bulk({office_id for office_id, _ in missing})
    for office_id, first in missing:
        keep(offices[office_id], first)
    return len(missing)


def keep(office: Office, first: date) -> None:
    """Count the month that begins on ``first`` and keep it; nothing happens until it is a day past."""
    month, zone = _month(first), office.timezone
    values: dict[str, Any] = {"id": uuid7(), "office": office.pk, "zone": zone}
    values |= {"first": month.first, "last": month.last, "limits": LIMITS, **bounds([month.moments(zone)])}
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, values)


def _whole_months(period: Period) -> list[Days]:
    first = period.first if period.first.day == 1 else _month(period.first).last + timedelta(days=1)
    found = []
    while (month := _month(first)).last <= period.last:
        found.append(month)
        first = month.last + timedelta(days=1)
    return found


def _last_months(today: date) -> list[date]:
    months = (divmod(today.year * 12 + today.month - 1 - back, 12) for back in range(1, KEPT_MONTHS + 1))
    return [date(year, month + 1, 1) for year, month in months]


def _month(day: date) -> Days:
    first = day.replace(day=1)
    return Days(first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1))
