"""Kept months give what counting everything gives, whatever happens to the past."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tatadesa.applications.models import Application, Step
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.clock import pretend
from tatadesa.insight import counting
from tatadesa.insight.models import MonthSummary, TouchedDay
from tatadesa.insight.months import Cover, cover, keep, keep_months
from tatadesa.insight.period import Period
from tatadesa.offices.models import Office
from tests.insight.histories import ZONE, application, step
from tests.people import World, publish_service

pytestmark = pytest.mark.django_db(transaction=True)
MONTHS = [date(2025, 3, 1), date(2025, 4, 1), date(2025, 5, 1)]
SPRING = Period(date(2025, 3, 1), date(2025, 5, 31), "sendiri", ZONE)
APRIL = datetime(2025, 4, 10, 3, 0, tzinfo=UTC)


def figures(office: Office, over: Cover, service: Any = None) -> object:
    """All that is counted over a period, comparable."""
    done = counting.finished(office, over, service)
    work = counting.work(office, over, service)
    return (
        {key: (row.late, row.spread._counts) for key, row in done.items()},
        counting.received(office, over, service),
        {label: spread._counts for label, spread in work.by_label.items()},
        work.by_officer,
        counting.origins(office, over, service),
    )


def assert_same(office: Office, period: Period = SPRING, service: Any = None) -> None:
    assert figures(office, cover(office, period), service) == figures(office, Cover.live(period), service)


def keep_all(office: Office) -> None:
    for first in MONTHS:
        keep(office, first)


def kept(office: Office, period: Period = SPRING) -> int:
    return len(cover(office, period).months)


@pytest.fixture
def history(world: World) -> Application:
    """One application of April with a step."""
    made = application(world.siti, world.version, sent=APRIL)
    step(made, "Pemeriksaan berkas", timedelta(hours=1), by=world.operator)
    return made


def test_what_is_kept_is_used_and_equal(world: World, history: Application) -> None:
    assert kept(world.karangsari) == 0
    keep_all(world.karangsari)
    assert kept(world.karangsari) == 3
    assert_same(world.karangsari)
    assert_same(world.karangsari, service=world.version.service_id)
    odd = Period(date(2025, 3, 7), date(2025, 5, 20), "sendiri", ZONE)
    assert [len(cover(world.karangsari, odd).spans), kept(world.karangsari, odd)] == [2, 1]
    assert_same(world.karangsari, odd)


CHANGES: dict[str, Callable[[World, Application], Any]] = {
    "reopened": lambda world, made: Application.objects.filter(pk=made.pk).update(state="submitted", decided_at=None),
    "withdrawn": lambda world, made: Application.objects.filter(pk=made.pk).update(state="withdrawn"),
    "due later": lambda world, made: Application.objects.filter(pk=made.pk).update(due_at=made.submitted_at),
    "of another": lambda world, made: Application.objects.filter(pk=made.pk).update(resident=world.joko.resident),
    "elsewhere": lambda world, made: Application.objects.filter(pk=made.pk).update(office=world.sidamulya),
    "one more": lambda world, made: application(world.siti, world.version, sent=APRIL),
    "renamed step": lambda world, made: Step.objects.update(label="Lain"),
    "no step": lambda world, made: Step.objects.all().delete(),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_the_past_voids_its_month_alone(what: str, world: World, history: Application) -> None:
    keep_all(world.karangsari)
    CHANGES[what](world, history)
    assert kept(world.karangsari) == 2
    assert_same(world.karangsari)
    keep_months_of_spring()
    assert kept(world.karangsari) == 3
    assert_same(world.karangsari)


@pytest.mark.parametrize("field", ["answers", "event_count", "taken_by"])
def test_other_changes_void_nothing(field: str, world: World, history: Application) -> None:
    keep_all(world.karangsari)
    values = {"answers": {"x": 1}, "event_count": 9, "taken_by": world.operator}
    Application.objects.filter(pk=history.pk).update(**{field: values[field]})
    assert kept(world.karangsari) == 3


def keep_months_of_spring() -> int:
    with pretend(datetime(2025, 6, 5, tzinfo=UTC)):
        return keep_months()


def test_the_job_keeps_what_is_missing_and_forgets_what_is_settled(world: World, history: Application) -> None:
    assert keep_months_of_spring() == 13
    assert keep_months_of_spring() == 0
    TouchedDay.objects.update(at=APRIL)
    keep_months_of_spring()
    assert not TouchedDay.objects.exists()
    Application.objects.filter(pk=history.pk).update(state="withdrawn")
    TouchedDay.objects.update(at=APRIL)
    keep_months_of_spring()
    assert_same(world.karangsari)
    assert kept(world.karangsari) == 3


def test_a_month_is_kept_only_when_it_is_over(world: World) -> None:
    today = datetime.now(UTC).date()
    keep(world.karangsari, today.replace(day=1))
    assert not MonthSummary.objects.exists()


def test_another_clock_and_another_server_count_anew(world: World, history: Application) -> None:
    keep_all(world.karangsari)
    eastern = Period(SPRING.first, SPRING.last, "sendiri", "Asia/Jayapura")
    assert kept(world.karangsari, eastern) == 0
    MonthSummary.objects.update(snapshot="1|1:9:")
    assert kept(world.karangsari) == 0


def test_a_change_under_way_while_a_month_is_counted(world: World, history: Application) -> None:
    """It is not in the count, so the month is void as soon as it is committed."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("UPDATE applications_application SET state = 'cancelled' WHERE id = %s", [history.pk])
        keep_all(world.karangsari)
        assert kept(world.karangsari) == 3
        other.commit()
    finally:
        other.close()
    assert kept(world.karangsari) == 2
    assert_same(world.karangsari)


MOMENTS = st.integers(0, 110 * 24 * 60).map(
    lambda minutes: datetime(2025, 2, 20, tzinfo=UTC) + timedelta(minutes=minutes)
)
ACTS = st.lists(
    st.tuples(st.sampled_from(["file", "decide", "change", "move", "keep", "job"]), MOMENTS, st.integers(0, 9999)),
    min_size=5,
    max_size=25,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ACTS, MOMENTS, MOMENTS)
def test_any_history_counts_the_same(
    world: World, acts: list[tuple[str, datetime, int]], one: datetime, other: datetime
) -> None:
    versions = [world.version, _second(world)]
    for act, moment, number in acts:
        _do(world, versions, act, moment, number)
    first, last = sorted((one.date(), other.date()))
    period = Period(first, last, "sendiri", ZONE)
    for office in (world.karangsari, world.sidamulya):
        assert_same(office, period)
        assert_same(office)
    assert_same(world.karangsari, period, versions[1].service_id)


def _second(world: World) -> ServiceVersion:
    found = ServiceVersion.objects.filter(service__slug="lain", office=world.karangsari).first()
    return found or publish_service(world.karangsari, "lain")


def _do(world: World, versions: list[ServiceVersion], act: str, moment: datetime, number: int) -> None:
    rows = list(Application.objects.order_by("pk"))
    made = rows[number % len(rows)] if rows else None
    took = timedelta(minutes=number)
    if act == "file":
        account = (world.siti, world.joko)[number % 2]
        new = application(account, versions[number % 2], sent=moment, took=took if number % 3 else None)
        step(new, f"Tahap {number % 3}", took if number % 3 else None, by=(world.operator, None)[number % 2])
    elif act == "keep":
        keep_all(world.karangsari)
        keep_all(world.sidamulya)
    elif act == "job":
        keep_months_of_spring()
    elif made is not None and act == "decide":
        Application.objects.filter(pk=made.pk).update(state="rejected", decided_at=made.submitted_at + took)
        Step.objects.filter(application=made).update(status="done", closed_at=made.submitted_at + took)
    elif made is not None and act == "change":
        Application.objects.filter(pk=made.pk).update(
            state=("submitted", "completed", "withdrawn", "cancelled")[number % 4], due_at=moment
        )
    elif made is not None:
        Application.objects.filter(pk=made.pk).update(
            office=(world.karangsari, world.sidamulya)[number % 2], submitted_at=moment
        )
