"""A day's events told again, in any order and from the middle, give the same notices exactly once."""

from __future__ import annotations

import random

import pytest
from django.db import connection, transaction

from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Event
from tatadesa.notices import rounds
from tatadesa.notices.actions.deliver_message import deliver_message
from tatadesa.notices.models import Notice, Round
from tests.gateways.webpush.push_service import PushService
from tests.notices.helpers import tell, with_device
from tests.notices.phones import agree, received, set_office, whatsapp
from tests.people import World, sent


class Killed(BaseException):
    """As by a signal: no code of ours catches it."""


def day(world: World) -> list[Event]:
    """Six requests of two people: all taken, some decided."""
    for number in range(6):
        application = sent(world.siti if number % 2 else world.budi, world.version)
        take(world.operator, application.number)
        if number == 1:
            reject(world.operator, application.number, seen=2, reason="Foto kurang jelas")
        if number == 2:
            approve(world.operator, application.number, seen=2)
    return list(Event.objects.order_by("at", "pk"))


def state() -> set[tuple[object, ...]]:
    return set(Notice.objects.values_list("account_id", "event_id", "channel", "target", "title", "body"))


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name IN ('notices.send_push', 'notices.send_message')"
        )
        return int(cursor.fetchone()[0])


def test_told_again_in_another_order_and_killed_in_the_middle(
    world: World, push_service: PushService, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_office(world)
    events = day(world)
    agree(world.siti, "whatsapp")
    with_device(push_service, world.budi)
    write, writes = rounds._write, 0

    def write_until_killed(*args: object, **more: object) -> bool:
        nonlocal writes
        writes += 1
        if writes % 3 == 0:
            raise Killed
        return write(*args, **more)

    monkeypatch.setattr(rounds, "_write", write_until_killed)
    for event in events:
        try:
            with transaction.atomic():
                tell(event)
        except Killed:
            continue
    monkeypatch.undo()
    for event in random.sample(events, len(events)) * 2:
        tell(event)
    once, queued = state(), jobs()
    assert Notice.objects.count() == len(once)
    outside = [row for row in once if row[2] in ("whatsapp", "web_push")]
    assert len(outside) == queued == Round.objects.count()
    assert len(outside) == sum(1 for event in events if event.verb != "submit")
    for event in random.sample(events, len(events)):
        tell(event)
    assert (state(), jobs()) == (once, queued)


def test_every_message_goes_out_once_though_each_job_runs_thrice(world: World, settings) -> None:
    set_office(world)
    agree(world.siti, "whatsapp")
    with whatsapp(world, settings) as cloud:
        for event in day(world):
            tell(event)
        waiting = list(Notice.objects.filter(channel="whatsapp"))
        cloud.misbehave("lost", times=2)
        for notice in random.sample(waiting * 3, len(waiting) * 3):
            deliver_message(notice.pk)
        texts = [message["text"] for message in received(cloud)]
    assert len(texts) == len(waiting)
    assert {state for (state,) in Notice.objects.filter(channel="whatsapp").values_list("state")} == {"sent"}
