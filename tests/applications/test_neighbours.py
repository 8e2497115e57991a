"""Before and after in the same list; what the family has asked for before."""

import pytest

from tatadesa.applications.actions.take import take
from tatadesa.applications.neighbours import earlier, neighbours
from tatadesa.core.models import AccessLogEntry
from tests.people import World, sent


def test_the_order_is_that_of_the_list(world: World) -> None:
    first, second, third = (sent(world.siti, world.version) for _ in range(3))
    beside = neighbours(world.operator, second, "tab=kantor")
    assert (beside.previous, beside.next) == (first.number, third.number)
    beside = neighbours(world.operator, second, "tab=semua&cari=siti")
    assert (beside.previous, beside.next) == (third.number, first.number)
    assert neighbours(world.operator, first, "tab=kantor").previous == ""


def test_what_left_the_list_keeps_its_place(world: World) -> None:
    first, second, third = (sent(world.siti, world.version) for _ in range(3))
    beside = neighbours(world.operator, take(world.operator, second.number), "tab=kantor")
    assert (beside.previous, beside.next) == (first.number, third.number)


@pytest.mark.parametrize("listed", ["", "tab=lain", "x" * 500, "tab=kantor&cari=zz%00"])
def test_a_strange_list_has_no_neighbours(listed: str, world: World) -> None:
    _, second, _ = (sent(world.siti, world.version) for _ in range(3))
    beside = neighbours(world.operator, second, listed)
    assert (beside.previous, beside.next) == ("", "")


def test_the_family_is_there_and_strangers_are_not_and_the_look_is_logged(world: World) -> None:
    hers, his = sent(world.siti, world.version), sent(world.budi, world.version)
    sent(world.joko, world.version)
    assert [row.number for row in earlier(world.operator, hers)] == [his.number]
    look = AccessLogEntry.objects.get()
    assert (look.resident_id, look.purpose) == (his.resident_id, "permohonan keluarga")
