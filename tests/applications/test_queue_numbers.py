"""Numbers at the counter."""

from datetime import timedelta

import pytest

from tatadesa.applications.actions.call_queue_number import call_queue_number
from tatadesa.applications.actions.give_queue_number import give_queue_number
from tatadesa.applications.models import QueueDay, QueueTicket
from tatadesa.applications.waiting_room import waiting_room
from tatadesa.core.errors import Conflict, NotAllowed
from tests.people import World


def test_numbers_begin_with_one_and_are_called_in_order(world: World) -> None:
    assert [give_queue_number(world.operator).number for _ in range(3)] == [1, 2, 3]
    assert give_queue_number(world.stranger_operator).number == 1
    assert call_queue_number(world.operator).number == 1
    assert call_queue_number(world.other_operator).number == 2
    room = waiting_room(world.operator)
    assert ([ticket.number for ticket in room.called], room.waiting, room.next, room.last) == ([2, 1], 1, 3, 3)


def test_a_new_day_begins_anew(world: World) -> None:
    ticket = give_queue_number(world.operator)
    QueueTicket.objects.update(day=ticket.day - timedelta(days=1))
    QueueDay.objects.update(day=ticket.day - timedelta(days=1))
    with pytest.raises(Conflict):
        call_queue_number(world.operator)
    assert give_queue_number(world.operator).number == 1


def test_only_who_serves_at_the_counter(world: World) -> None:
    for act in (give_queue_number, call_queue_number):
        with pytest.raises(NotAllowed):
            act(world.kades)
