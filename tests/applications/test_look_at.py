"""Who has a request open, and what is new since the last visit."""

from datetime import timedelta

import pytest

from tatadesa.applications.actions.look_at import look_at
from tatadesa.applications.actions.take import take
from tatadesa.applications.looking import also_here, since
from tatadesa.applications.models import Application, ApplicationLook
from tatadesa.core.clock import now
from tatadesa.core.errors import NotFound
from tests.people import World, sent


@pytest.fixture
def application(world: World) -> Application:
    return sent(world.siti, world.version)


def test_colleagues_see_each_other_for_a_minute(world: World, application: Application) -> None:
    look_at(world.operator, application.number, 1)
    assert also_here(world.kades, application) == ["Sri Wahyuni"]
    assert also_here(world.operator, application) == []
    ApplicationLook.objects.update(at=now() - timedelta(seconds=61))
    assert also_here(world.kades, application) == []


def test_new_is_what_came_after_the_last_visit(world: World, application: Application) -> None:
    assert since(world.operator, application) is None
    look_at(world.operator, application.number, 1)
    ApplicationLook.objects.update(at=now() - timedelta(hours=1))
    take(world.other_operator, application.number)
    for _ in range(2):
        look_at(world.operator, application.number, 2)
        seen = since(world.operator, application)
        assert seen is not None
        assert seen.position == 1


def test_nobody_has_seen_more_than_there_is(world: World, application: Application) -> None:
    look_at(world.operator, application.number, 999999999)
    assert ApplicationLook.objects.get().position == 1


def test_only_ones_own_office(world: World, application: Application) -> None:
    with pytest.raises(NotFound):
        look_at(world.stranger_operator, application.number, 1)
