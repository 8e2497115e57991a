"""Handing a taken request to a colleague."""

import uuid

import pytest

from tatadesa.applications.actions.reassign import reassign
from tatadesa.applications.actions.release import release
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed
from tests.desk.stages import taken
from tests.people import World


def test_the_colleague_holds_it_and_the_history_says_so(world: World) -> None:
    application = taken(world)
    done = reassign(world.sekdes, application.number, seen=application.event_count, to=world.other_operator.pk)
    assert done.taken_by == world.other_operator
    event = done.events.get(verb="reassign")
    assert event.words == "Permohonan diperiksa oleh Kasi Pelayanan Agus Riyanto."


@pytest.mark.parametrize("who", ["kades", "stranger_operator", None])
def test_only_to_somebody_who_may_check(who: str | None, world: World) -> None:
    application = taken(world)
    to = getattr(world, who).pk if who else uuid.uuid4()
    with pytest.raises(InvalidInput):
        reassign(world.sekdes, application.number, seen=application.event_count, to=to)


def test_only_by_who_leads_and_only_what_is_held(world: World) -> None:
    application = taken(world)
    with pytest.raises(NotAllowed):
        reassign(world.operator, application.number, seen=application.event_count, to=world.other_operator.pk)
    released = release(world.operator, application.number)
    with pytest.raises(Conflict):
        reassign(world.sekdes, application.number, seen=released.event_count, to=world.other_operator.pk)
