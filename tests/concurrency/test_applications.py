"""Real threads against real PostgreSQL."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application
from tatadesa.core.errors import Conflict, DomainError
from tests.people import World, draft, sent

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run all calls at the same moment, each on a connection of its own; results or the errors raised."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=10)
            return call()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_ten_submissions_of_one_draft_make_one_application(world: World) -> None:
    key = draft(world.siti, world.version)
    results = at_once(*[lambda: submit(world.siti, key)] * 10)
    assert {result.number for result in results} == {Application.objects.get().number}
    assert Application.objects.get().events.count() == 1


def test_two_officers_taking_at_once_leave_one_holder(world: World) -> None:
    number = sent(world.siti, world.version).number
    results = at_once(lambda: take(world.operator, number), lambda: take(world.other_operator, number))
    assert sum(isinstance(result, Conflict) for result in results) == 1
    assert Application.objects.get().events.count() == 2


def test_two_decisions_at_once_leave_one_and_a_clear_conflict(world: World) -> None:
    application = take(world.operator, sent(world.siti, world.version).number)
    number, seen = application.number, application.event_count
    results = at_once(
        lambda: approve(world.operator, number, seen=seen),
        lambda: reject(world.operator, number, seen=seen, reason="Tidak sesuai."),
    )
    assert sum(isinstance(result, Conflict) for result in results) == 1
    assert Application.objects.get().events.count() == 3
