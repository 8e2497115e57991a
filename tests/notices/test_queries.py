"""Reads begin at the owner and cost one query each."""

from collections.abc import Callable
from typing import Any

from tatadesa.notices.queries import notices_of_application, recent, unread_count
from tests.gateways.webpush.push_service import PushService
from tests.notices.helpers import taken, tell, with_device
from tests.people import World, sent


def test_recent_is_ones_own_newest_first(
    world: World, push_service: PushService, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with_device(push_service, world.siti)
    events = [taken(world)[1], taken(world)[1]]
    for event in events:
        tell(event)
    with django_assert_num_queries(1):
        rows = recent(world.siti).rows
    assert [row.event_id for row in rows] == [event.pk for event in reversed(events)]
    assert {row.channel for row in rows} == {"in_app"}
    assert recent(world.joko).rows == []
    first = recent(world.siti, limit=1)
    second = recent(world.siti, first.next, limit=1)
    assert [*first.rows, *second.rows] == rows
    assert second.next == ""
    assert unread_count(world.joko) == 0


def test_an_application_shows_every_channel_in_order(
    world: World, push_service: PushService, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with_device(push_service, world.siti)
    application, event = taken(world)
    tell(event)
    tell(application.events.get(verb="submit"))
    tell(sent(world.siti, world.version).events.get())
    with django_assert_num_queries(1):
        rows = [(row.event.verb, row.channel) for row in notices_of_application(application)]
    assert rows == [("submit", "in_app"), ("take", "in_app"), ("take", "web_push")]
