"""Real threads against real PostgreSQL."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.save_draft import AlreadySubmitted, save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application, Draft
from tatadesa.core.errors import Conflict, DomainError
from tests.config.processes_support import until
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


def test_saving_a_draft_while_it_is_sent_leaves_no_second_one(world: World) -> None:
    key, is_held, may_commit = draft(world.siti, world.version), Event(), Event()

    def send() -> None:
        with transaction.atomic():
            submit(world.siti, key)
            is_held.set()
            assert may_commit.wait(10)
        connection.close()

    sending = Thread(target=send)
    sending.start()
    assert is_held.wait(10)
    with ThreadPoolExecutor(1) as pool:

        def save() -> object:
            try:
                return save_draft(world.siti, world.version, key, {"keperluan": "x"}, complete=False)
            except AlreadySubmitted as refused:
                return refused.number
            finally:
                connection.close()

        saving = pool.submit(save)
        assert until(_is_waiting_for_a_lock)
        may_commit.set()
        sending.join()
        assert saving.result(10) == Application.objects.get().number
    assert not Draft.objects.exists()


def _is_waiting_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
        return cursor.fetchone() is not None


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
