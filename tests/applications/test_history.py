"""Every change leaves one event, one queued effect and one live message, or none of them."""

import json

import pytest
from django.db import DatabaseError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Event
from tatadesa.applications.states import FINAL_STATES, OPEN_STATES, TRANSITIONS, State, Verb
from tests.people import World, sent


def test_events_cannot_be_changed_or_erased(world: World) -> None:
    event = sent(world.siti, world.version).events.get()
    for statement in ("UPDATE applications_event SET words = 'x'", "DELETE FROM applications_event"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    event.refresh_from_db()


def test_the_effect_is_queued_with_the_change(world: World) -> None:
    event = sent(world.siti, world.version).events.get()
    queued = ProcrastinateJob.objects.filter(task_name="core.run_effect", args__payload__event_id=str(event.id))
    assert queued.count() == 1


def test_a_rollback_takes_everything_along(world: World) -> None:
    application = sent(world.siti, world.version)
    before = ProcrastinateJob.objects.count()
    with transaction.atomic():
        take(world.operator, application.number)
        transaction.set_rollback(True)
    application.refresh_from_db()
    assert application.state == State.SUBMITTED
    assert Event.objects.filter(application=application).count() == 1
    assert ProcrastinateJob.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_the_live_message_carries_no_personal_data(world: World) -> None:
    connection.ensure_connection()
    raw = connection.connection
    raw.execute("LISTEN tatadesa_live")
    application = sent(world.siti, world.version)
    messages = [json.loads(notify.payload) for notify in raw.notifies(timeout=2, stop_after=3)]
    raw.execute("UNLISTEN tatadesa_live")
    assert {message["topic"] for message in messages} == {
        f"a:{application.id}",
        f"o:{world.karangsari.id}",
        f"c:{world.siti.id}",
    }
    for message in messages:
        assert message["data"] == {"number": application.number, "state": "submitted", "position": 1}


def test_the_table_of_states_is_closed() -> None:
    assert set(OPEN_STATES) | set(FINAL_STATES) == set(State)
    leaving_final = {before for before, _ in TRANSITIONS if before in FINAL_STATES}
    assert leaving_final == {State.COMPLETED, State.REJECTED, State.WITHDRAWN}, "what a citizen took back stays so"
    leaders_only = {verb for (before, verb), after in TRANSITIONS.items() if before in FINAL_STATES and after != before}
    assert leaders_only == {Verb.WITHDRAW, Verb.REOPEN}
    moving_nothing = {
        verb for (before, verb), after in TRANSITIONS.items() if before in FINAL_STATES and after == before
    }
    assert moving_nothing == {Verb.DELIVER}, "a parcel on its way is told of also after the end"
    reachable, frontier = {State.SUBMITTED}, {State.SUBMITTED}
    while frontier:
        frontier = {after for (before, _), after in TRANSITIONS.items() if before in frontier} - reachable
        reachable |= frontier
    assert reachable == set(State)
