"""Read and unread, each person their own."""

from tatadesa.notices.actions.mark_read import mark_read
from tatadesa.notices.models import Notice
from tatadesa.notices.queries import recent, unread_count
from tests.gateways.webpush.push_service import PushService
from tests.notices.helpers import taken, tell, with_device
from tests.people import World


def test_all_of_ones_own_become_read(world: World) -> None:
    for _ in range(2):
        tell(taken(world)[1])
    assert unread_count(world.siti) == 2
    assert mark_read(world.siti) == 2
    assert unread_count(world.siti) == 0
    assert {(notice.state, notice.read_at is None) for notice in recent(world.siti).rows} == {("read", False)}
    assert mark_read(world.siti) == 0


def test_only_those_that_were_shown(world: World) -> None:
    first, second = taken(world)[1], taken(world)[1]
    tell(first)
    tell(second)
    shown = Notice.objects.get(event=first)
    assert mark_read(world.siti, [shown.pk]) == 1
    assert unread_count(world.siti) == 1


def test_nobody_reads_for_somebody_else(world: World) -> None:
    _, event = taken(world)
    tell(event)
    assert mark_read(world.joko, [Notice.objects.get().pk]) == 0
    assert unread_count(world.siti) == 1


def test_a_push_that_waits_is_not_touched(world: World, push_service: PushService) -> None:
    with_device(push_service, world.siti)
    _, event = taken(world)
    tell(event)
    assert mark_read(world.siti) == 1
    assert Notice.objects.get(channel="web_push").state == Notice.State.QUEUED
