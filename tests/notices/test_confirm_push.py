"""A phone tells that a message came, with nothing but what the message carried."""

import json
from datetime import time

from django.test import Client

from tatadesa.core.clock import local, now
from tatadesa.notices.actions.deliver_push import deliver_push
from tatadesa.notices.models import PushSubscription
from tatadesa.notices.ports import public_key, push
from tests.gateways.webpush.push_service import PushService
from tests.notices.helpers import push_notice, taken, tell, with_device
from tests.notices.phones import set_office
from tests.people import World


def arrive(told: object) -> int:
    return Client().post("/push/tiba/", json.dumps(told), content_type="application/json").status_code


def test_delivered_then_opened_with_the_receipt_and_nothing_without(world: World, push_service: PushService) -> None:
    browser = with_device(push_service, world.siti)
    _, event = taken(world)
    tell(event)
    deliver_push(push_notice(event).pk)
    [shown] = push_service.shown(browser)
    assert (push_notice(event).state, shown["unread"]) == ("sent", 1)
    forged = shown["receipt"].split(":")[0] + ":abc"
    for nonsense in (None, [], {"tanda": 1}, {"tanda": forged}, {"tanda": "\0" * 900}, {"tanda": str(event.pk)}):
        assert arrive(nonsense) == 204
    assert push_notice(event).state == "sent"
    arrive({"tanda": shown["receipt"]})
    assert push_notice(event).state == "delivered"
    arrive({"tanda": shown["receipt"], "dibuka": True})
    arrive({"tanda": shown["receipt"]})
    assert push_notice(event).state == "read"


def test_at_night_it_comes_without_a_sound_and_need_not_wake_the_phone(world: World, push_service: PushService) -> None:
    here = local(now(), "Asia/Jakarta").hour
    set_office(world, quiet_from=time(here), quiet_until=time((here + 2) % 24))
    browser = with_device(push_service, world.siti)
    _, event = taken(world)
    tell(event)
    deliver_push(push_notice(event).pk)
    assert push_service.shown(browser)[0]["silent"] is True
    assert push_service.messages(browser)[0]["urgency"] == "low"


def test_after_a_rotation_old_browsers_are_still_reached_until_the_old_key_is_forgotten(
    world: World, push_service: PushService
) -> None:
    old = with_device(push_service, world.siti)
    first = public_key()
    second = push().rotate(forget=False)
    assert (public_key(), first != second) == (second, True)
    new = with_device(push_service, world.siti)
    keys = dict(PushSubscription.objects.values_list("endpoint", "key"))
    assert (keys[old["endpoint"]], keys[new["endpoint"]]) == (first, second)
    _, event = taken(world)
    tell(event)
    for notice in event.notices.filter(channel="web_push"):
        deliver_push(notice.pk)
    assert (len(push_service.shown(old)), len(push_service.shown(new))) == (1, 1)
    push().rotate(forget=True)
    assert first not in push().public_keys()
