"""The villages of a region side by side, for the office above them. Counts of offices, nobody's name."""

# Only our own states and steps are written into the statements; values stay parameters.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.insight.counting import Finished, Running
from tatadesa.insight.durations import LIMITS, PLACE, Spread, together
from tatadesa.insight.period import Period
from tatadesa.insight.permissions import require_comparer
from tatadesa.insight.satisfaction import Satisfaction, satisfaction_of_each
from tatadesa.insight.statements import DECIDED, OPEN
from tatadesa.offices.models import Office
from tatadesa.offices.queries import villages

_FINISHED = f"""
SELECT office_id, {PLACE.format(since="decided_at - submitted_at")} AS place, count(*),
       count(*) FILTER (WHERE decided_at > due_at)
FROM applications_application
WHERE office_id = ANY(%(offices)s) AND decided_at >= %(start)s AND decided_at < %(end)s AND state IN ({DECIDED})
GROUP BY office_id, place
"""
_RUNNING = f"""
SELECT office_id, count(*), count(*) FILTER (WHERE due_at < %(now)s)
FROM applications_application WHERE office_id = ANY(%(offices)s) AND state IN ({OPEN})
GROUP BY office_id
"""


@dataclass(frozen=True)
class VillageRow:
    """One village: what it finished in the period, after the promise, how long that took, and what is open now."""

    office: Office
    finished: int
    late: int
    running: int
    overdue: int
    spread: Spread
    satisfaction: Satisfaction | None


@dataclass(frozen=True)
class Comparison:
    """The villages in the order that was asked for, and all of them together."""

    rows: list[VillageRow]
    spread: Spread


ORDERS: dict[str, tuple[str, Callable[[VillageRow], Any]]] = {
    "desa": ("Desa", lambda row: 0),
    "selesai": ("Selesai", lambda row: -row.finished),
    "terlambat": ("Terlambat", lambda row: -row.late),
    "lewat": ("Lewat janji", lambda row: -row.overdue),
    "separuh": ("Separuh", lambda row: row.spread.half or float("inf")),
    "sepuluh": ("9 dari 10", lambda row: row.spread.most or float("inf")),
    "kepuasan": ("Kepuasan", lambda row: -row.satisfaction.index if row.satisfaction else float("inf")),
}
"""What villages can be sorted by: most first, the quickest first, the most content first; then by name."""


def side_by_side(staff: StaffMember, period: Period, order: str) -> Comparison:
    """All villages below the officer's region, sorted by one of ``ORDERS`` (by name for any other).

    Raises ``NotAllowed``. Three queries beside those of the survey, however many villages there are.
    """
    require_comparer(staff)
    below = list(villages().filter(region__code__startswith=f"{staff.office.region_id}.").only("code", "kind", "name"))
    ids = [office.pk for office in below]
    finished, running = _finished(ids, period), _running(ids)
    content = satisfaction_of_each(ids, period)
    rows = [
        VillageRow(
            office,
            done.spread.count,
            done.late,
            still.count,
            still.overdue,
            done.spread,
            content.get(office.pk),
        )
        for office in below
        for done in (finished.get(office.pk, Finished()),)
        for still in (running.get(office.pk, Running()),)
    ]
    rows.sort(key=ORDERS.get(order, ORDERS["desa"])[1])
    return Comparison(rows, together(*(row.spread for row in rows)))


def _finished(offices: list[UUID], period: Period) -> dict[UUID, Finished]:
    values: dict[str, Any] = {"offices": offices, "start": period.start, "end": period.end, "limits": LIMITS}
    found: dict[UUID, Finished] = {}
    with connection.cursor() as cursor:
        cursor.execute(_FINISHED, values)
        for office_id, place, count, late in cursor.fetchall():
            row = found.setdefault(office_id, Finished())
            row.spread.add(place, count)
            row.late += late
    return found


def _running(offices: list[UUID]) -> dict[UUID, Running]:
    with connection.cursor() as cursor:
        cursor.execute(_RUNNING, {"offices": offices, "now": now()})
        return {office_id: Running(count, overdue) for office_id, count, overdue in cursor.fetchall()}
