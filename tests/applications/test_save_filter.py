"""Filters of the inbox under a name."""

import pytest

from tatadesa.applications.actions.delete_filter import delete_filter
from tatadesa.applications.actions.save_filter import MOST, save_filter
from tatadesa.applications.inbox import Wanted
from tatadesa.applications.queries import saved_filters
from tatadesa.core.errors import InvalidInput, NotFound
from tests.people import World


def test_the_same_name_means_the_new_one(world: World) -> None:
    save_filter(world.operator, "Krajan", Wanted("kantor", dusun="Krajan"))
    save_filter(world.operator, " Krajan ", Wanted("terlambat", dusun="Krajan"))
    [kept] = saved_filters(world.operator)
    assert Wanted(**kept.wanted) == Wanted("terlambat", dusun="Krajan")
    assert saved_filters(world.other_operator) == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 41])
def test_a_name_is_needed(world: World, name: str) -> None:
    with pytest.raises(InvalidInput):
        save_filter(world.operator, name, Wanted())


def test_there_is_a_bound(world: World) -> None:
    for number in range(MOST):
        save_filter(world.operator, f"S{number}", Wanted())
    save_filter(world.operator, "S0", Wanted("semua"))
    with pytest.raises(InvalidInput):
        save_filter(world.operator, "Satu lagi", Wanted())


def test_only_ones_own_is_deleted(world: World) -> None:
    kept = save_filter(world.operator, "Krajan", Wanted())
    with pytest.raises(NotFound):
        delete_filter(world.other_operator, kept.pk)
    delete_filter(world.operator, kept.pk)
    assert saved_filters(world.operator) == []
