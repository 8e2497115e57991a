"""What is counted, as statements over one or several spans of time. Each reads one index, and no row of a table."""

# Only our own states, steps and columns are written into the statements; values stay parameters.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tatadesa.applications.models import Step
from tatadesa.applications.states import DECIDED_STATES, OPEN_STATES, State
from tatadesa.insight.durations import PLACE


def _listed(states: Iterable[State]) -> str:
    return ", ".join(f"'{state.value}'" for state in states)


DECIDED, OPEN = _listed(DECIDED_STATES), _listed(OPEN_STATES)


@dataclass(frozen=True)
class Statement:
    """``rows`` are those of one span, ``counted`` is made of the rows of all of them."""

    rows: str
    counted: str

    def over(self, spans: int, *, of_service: bool = False) -> str:
        """For the parameters ``office``, ``limits`` and ``bounds``, and ``service`` if it is of one service."""
        narrowed = " AND service_id = %(service)s" if of_service else ""
        parts = (f"{self.rows.replace('_n)s', f'_{span})s')}{narrowed}" for span in range(spans))
        return self.counted.replace("{rows}", " UNION ALL ".join(parts))


def bounds(spans: Sequence[tuple[datetime, datetime]]) -> dict[str, Any]:
    """The parameters of the spans."""
    starts = {f"start_{span}": start for span, (start, _) in enumerate(spans)}
    return starts | {f"end_{span}": end for span, (_, end) in enumerate(spans)}


FINISHED = Statement(
    f"""SELECT service_id, submitted_at, due_at, decided_at FROM applications_application
WHERE office_id = %(office)s AND decided_at >= %(start_n)s AND decided_at < %(end_n)s AND state IN ({DECIDED})""",
    f"""SELECT service_id, {PLACE.format(since="decided_at - submitted_at")}, count(*),
  count(*) FILTER (WHERE decided_at > due_at)
FROM ({{rows}}) AS answered GROUP BY 1, 2""",
)
"""Service, place, how many, how many after the promise."""
RECEIVED = Statement(
    """SELECT service_id FROM applications_application
WHERE office_id = %(office)s AND submitted_at >= %(start_n)s AND submitted_at < %(end_n)s""",
    "SELECT service_id, count(*) FROM ({rows}) AS sent GROUP BY 1",
)
"""Service, how many."""
STEPS = Statement(
    f"""SELECT label, done_by_id, opened_at, closed_at FROM applications_step
WHERE office_id = %(office)s AND status = '{Step.Status.DONE.value}' AND closed_at >= %(start_n)s
  AND closed_at < %(end_n)s AND opened_at IS NOT NULL""",
    f"""SELECT label, done_by_id, {PLACE.format(since="closed_at - opened_at")}, count(*)
FROM ({{rows}}) AS done GROUP BY 1, 2, 3""",
)
"""Label, officer, place, how many."""
STEPS_OF_SERVICE = Statement(
    # A step does not carry its service: its application is looked for first.
    f"""SELECT label, done_by_id, opened_at, closed_at
FROM applications_step AS step JOIN applications_application AS whole ON whole.id = step.application_id
WHERE step.office_id = %(office)s AND step.status = '{Step.Status.DONE.value}' AND closed_at >= %(start_n)s
  AND closed_at < %(end_n)s AND opened_at IS NOT NULL""",
    STEPS.counted,
)
PEOPLE = Statement(
    """SELECT resident_id FROM applications_application
WHERE office_id = %(office)s AND submitted_at >= %(start_n)s AND submitted_at < %(end_n)s""",
    # Few people ask many times: they are counted before anybody is looked up.
    "SELECT resident_id, count(*) AS times FROM ({rows}) AS sent GROUP BY 1",
)
"""Resident, how many."""
