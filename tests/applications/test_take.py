"""Taking and releasing."""

import pytest

from tatadesa.applications.actions.release import release
from tatadesa.applications.actions.take import take
from tatadesa.applications.states import State
from tatadesa.core.errors import Conflict, NotAllowed, NotFound
from tests.people import World, sent


def test_take_makes_it_mine_and_locks_it(world: World) -> None:
    application = take(world.operator, sent(world.siti, world.version).number)
    assert application.state == State.IN_REVIEW
    assert application.taken_by == world.operator


def test_taking_again_leaves_no_second_event(world: World) -> None:
    number = sent(world.siti, world.version).number
    take(world.operator, number)
    assert take(world.operator, number).events.count() == 2


def test_a_colleagues_work_is_a_clear_conflict(world: World) -> None:
    number = sent(world.siti, world.version).number
    take(world.operator, number)
    with pytest.raises(Conflict, match="Sri Wahyuni"):
        take(world.other_operator, number)


def test_a_page_that_is_out_of_date_is_a_conflict(world: World) -> None:
    number = sent(world.siti, world.version).number
    take(world.operator, number, seen=1)
    release(world.operator, number, seen=2)
    with pytest.raises(Conflict, match="baru saja berubah"):
        take(world.other_operator, number, seen=1)
    take(world.other_operator, number, seen=3)
    with pytest.raises(Conflict, match="baru saja berubah"):
        release(world.other_operator, number, seen=3)


def test_a_second_tap_on_take_is_no_conflict(world: World) -> None:
    number = sent(world.siti, world.version).number
    for _ in range(2):
        assert take(world.operator, number, seen=1).event_count == 2


def test_the_role_of_the_step_is_needed(world: World) -> None:
    with pytest.raises(NotAllowed):
        take(world.kades, sent(world.siti, world.version).number)


def test_another_village_finds_nothing(world: World) -> None:
    with pytest.raises(NotFound):
        take(world.stranger_operator, sent(world.siti, world.version).number)


def test_release_frees_it_for_a_colleague_but_not_for_the_citizen(world: World) -> None:
    number = sent(world.siti, world.version).number
    take(world.operator, number)
    assert release(world.operator, number).state == State.IN_REVIEW
    assert take(world.other_operator, number).taken_by == world.other_operator


def test_only_the_holder_or_who_leads_may_release(world: World) -> None:
    number = sent(world.siti, world.version).number
    take(world.operator, number)
    with pytest.raises(NotAllowed):
        release(world.other_operator, number)
    assert release(world.sekdes, number).taken_by is None
