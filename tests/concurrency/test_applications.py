"""Real threads against real PostgreSQL."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from tatadesa.accounts.actions.create_citizen import create_citizen
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.call_queue_number import call_queue_number
from tatadesa.applications.actions.give_queue_number import give_queue_number
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.save_draft import AlreadySubmitted, Content, Overtaken, Turn, save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.actions.submit_at_counter import submit_at_counter
from tatadesa.applications.actions.take import take
from tatadesa.applications.handlers import on_account_tied
from tatadesa.applications.models import Application, Draft
from tatadesa.applications.sweeping import sweep_unused_files
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, DomainError, InvalidInput
from tatadesa.files.actions.receive import receive
from tatadesa.files.models import StoredFile
from tatadesa.files.storage import folders_of_hour
from tatadesa.residents.models import Resident
from tests.config.processes_support import until
from tests.counter import begin
from tests.family import child, elder
from tests.people import PIN, World, answers, draft, photo, sent

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
                return save_draft(world.siti, world.version, key, Content({"keperluan": "x"}, complete=False))
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


def test_saves_of_one_page_in_any_order_leave_the_last(world: World) -> None:
    key, sheet = uuid.uuid4(), uuid.uuid4()

    def save(number: int) -> None:
        content = Content({"keperluan": str(number)}, complete=False, turn=Turn(sheet, number))
        try:
            save_draft(world.siti, world.version, key, content)
        except Overtaken:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(save, sorted(range(1, 41), key=lambda number: number * 7 % 41)))
    assert Draft.objects.get().answers == {"keperluan": "40"}


def _is_waiting_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
        return cursor.fetchone() is not None


def test_the_family_that_changes_while_it_is_sent_is_either_before_or_after(world: World) -> None:
    """Whoever holds the child's row first decides; never is an application made for somebody else's child."""
    dimas, key = child(world), uuid.uuid4()
    raw = answers(world.siti, world.version)
    save_draft(world.siti, world.version, key, Content(raw, complete=True), resident_id=dimas.pk)
    is_moved, may_commit = Event(), Event()

    def move() -> None:
        with transaction.atomic():
            Resident.objects.filter(pk=dimas.pk).update(family=world.joko.resident.family)
            is_moved.set()
            assert may_commit.wait(10)
        connection.close()

    moving = Thread(target=move)
    moving.start()
    assert is_moved.wait(10)
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(_refused, lambda: submit(world.siti, key))
        assert until(_is_waiting_for_a_lock)
        may_commit.set()
        moving.join()
        refused = sending.result(10)
    assert isinstance(refused, InvalidInput)
    assert refused.errors.keys() == {"untuk"}
    assert not Application.objects.exists()


def test_an_account_tied_while_the_counter_sends_is_never_missed(world: World) -> None:
    karto = elder(world)
    key = begin(world, karto)
    account = create_citizen(world.karangsari, karto.nik, PIN, karto.name)
    is_held, may_commit = Event(), Event()

    def send() -> None:
        with transaction.atomic():
            submit_at_counter(world.operator, key)
            is_held.set()
            assert may_commit.wait(10)
        connection.close()

    sending = Thread(target=send)
    sending.start()
    assert is_held.wait(10)
    with ThreadPoolExecutor(1) as pool:
        tying = pool.submit(_refused, lambda: Resident.objects.filter(pk=karto.pk).update(account=account))
        assert until(_is_waiting_for_a_lock)
        may_commit.set()
        sending.join()
        tying.result(10)
    on_account_tied({"account_id": str(account.pk), "resident_id": str(karto.pk)})
    assert Application.objects.get().citizen == account


def test_a_draft_being_saved_keeps_its_file_from_the_sweeper(world: World) -> None:
    file = receive(office=world.karangsari, owner=world.siti, upload=photo(), upload_key=None)
    StoredFile.objects.update(created_at=now() - timedelta(hours=25))
    is_saved, may_commit = Event(), Event()
    folder = file.storage_name.partition("/")[0]
    hour = next(hour for hour in range(24) if folder in folders_of_hour(hour))

    def save() -> None:
        with transaction.atomic():
            save_draft(world.siti, world.version, uuid.uuid4(), Content({"kk": [str(file.pk)]}, complete=False))
            is_saved.set()
            assert may_commit.wait(10)
        connection.close()

    saving = Thread(target=save)
    saving.start()
    assert is_saved.wait(10)
    assert sweep_unused_files(hour) == 0
    may_commit.set()
    saving.join()
    assert Draft.objects.get().answers == {"kk": [str(file.pk)]}
    assert sweep_unused_files(hour) == 0
    Draft.objects.all().delete()
    assert sweep_unused_files(hour) == 1, "it was the right hour"


def _refused(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except DomainError as error:
        return error
    finally:
        connection.close()


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


def test_queue_numbers_are_given_and_called_once(world: World) -> None:
    given = at_once(*[lambda: give_queue_number(world.operator)] * 12)
    assert sorted(ticket.number for ticket in given) == list(range(1, 13))
    called = at_once(*[lambda: call_queue_number(world.operator)] * 12)
    assert sorted(ticket.number for ticket in called if not isinstance(ticket, DomainError)) == list(range(1, 13))
