"""What becomes of a push notice, end to end through a push service over real HTTP."""

from datetime import timedelta

import pytest

from tatadesa.gateways.webpush import network
from tatadesa.notices.actions.deliver_push import deliver_push
from tatadesa.notices.actions.subscribe import subscribe
from tatadesa.notices.actions.unsubscribe import unsubscribe
from tatadesa.notices.models import Notice
from tatadesa.notices.ports import PushStatus
from tests.gateways.webpush.push_service import PushService
from tests.notices.helpers import push_notice, subscription_of, taken, tell, with_device
from tests.people import World


def test_the_phone_shows_number_and_status(world: World, push_service: PushService) -> None:
    browser = with_device(push_service, world.siti)
    application, event = taken(world)
    tell(event)
    assert deliver_push(push_notice(event).pk) is None
    [shown] = push_service.shown(browser)
    assert shown["body"] == f"Permohonan {application.number}: Sedang diperiksa"
    assert shown["link"] == f"/permohonan/{application.number}/"
    [message] = push_service.messages(browser)
    assert 86_000 < message["ttl"] <= 86_400
    notice = push_notice(event)
    assert (notice.state, notice.failure) == ("sent", "")
    assert notice.sent_at is not None


def test_a_second_run_sends_nothing(world: World, push_service: PushService) -> None:
    browser = with_device(push_service, world.siti)
    _, event = taken(world)
    tell(event)
    deliver_push(push_notice(event).pk)
    assert deliver_push(push_notice(event).pk) is None
    assert len(push_service.messages(browser)) == 1


def test_a_device_that_left_is_forgotten(world: World, push_service: PushService) -> None:
    browser = with_device(push_service, world.siti)
    other = with_device(push_service, world.siti)
    push_service.withdraw(browser)
    _, event = taken(world)
    tell(event)
    for notice in Notice.objects.filter(channel="web_push"):
        assert deliver_push(notice.pk) is None
    assert subscription_of(browser) is None
    assert subscription_of(other) is not None
    failed = Notice.objects.get(state="failed")
    assert (failed.failure, failed.subscription) == ("HTTP 410 unsubscribed", None)


def test_a_refusal_keeps_its_reason_and_the_device(world: World, push_service: PushService) -> None:
    browser = with_device(push_service, world.siti)
    push_service.misbehave(browser, "status", status=403)
    _, event = taken(world)
    tell(event)
    assert deliver_push(push_notice(event).pk) is None
    assert (push_notice(event).state, push_notice(event).failure) == ("failed", "HTTP 403 as asked")
    assert subscription_of(browser) is not None


def test_500_waits_and_then_arrives(world: World, push_service: PushService) -> None:
    browser = with_device(push_service, world.siti)
    push_service.misbehave(browser, "status", status=500)
    _, event = taken(world)
    tell(event)
    result = deliver_push(push_notice(event).pk)
    assert result is not None
    assert result.status is PushStatus.RETRY
    assert (push_notice(event).state, push_notice(event).failure) == ("queued", "HTTP 500 as asked")
    assert deliver_push(push_notice(event).pk) is None
    assert (push_notice(event).state, push_notice(event).failure) == ("sent", "")
    assert len(push_service.messages(browser)) == 1


def test_a_slow_service_is_tried_again(
    world: World, push_service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "TIMEOUT_SECONDS", 0.2)
    browser = with_device(push_service, world.siti)
    push_service.misbehave(browser, "slow", seconds=0.6)
    _, event = taken(world)
    tell(event)
    assert deliver_push(push_notice(event).pk) is not None
    assert push_notice(event).state == "queued"
    assert deliver_push(push_notice(event).pk) is None
    assert push_notice(event).state == "sent"


def test_after_a_day_it_is_no_news_any_more(world: World, push_service: PushService) -> None:
    browser = with_device(push_service, world.siti)
    _, event = taken(world)
    tell(event)
    notice = push_notice(event)
    Notice.objects.filter(pk=notice.pk).update(created_at=notice.created_at - timedelta(hours=24))
    assert deliver_push(notice.pk) is None
    assert (push_notice(event).state, push_notice(event).failure) == ("failed", "Tidak sampai dalam 24 jam.")
    assert push_service.messages(browser) == []


def test_a_device_signed_out_meanwhile_gets_nothing(world: World, push_service: PushService) -> None:
    browser = with_device(push_service, world.siti)
    _, event = taken(world)
    tell(event)
    unsubscribe(world.siti, browser["endpoint"])
    assert deliver_push(push_notice(event).pk) is None
    assert push_notice(event).state == "failed"
    assert push_service.messages(browser) == []


def test_the_next_user_of_a_shared_phone_never_sees_it(world: World, push_service: PushService) -> None:
    browser = with_device(push_service, world.siti)
    _, event = taken(world)
    tell(event)
    subscribe(world.joko, browser)
    assert deliver_push(push_notice(event).pk) is None
    assert push_notice(event).state == "failed"
    assert push_service.messages(browser) == []


def test_a_host_taken_off_the_list_is_not_called(
    world: World, push_service: PushService, settings: pytest.FixtureRequest
) -> None:
    browser = with_device(push_service, world.siti)
    _, event = taken(world)
    tell(event)
    settings.PUSH_EMULATOR_URL = ""
    assert deliver_push(push_notice(event).pk) is None
    assert "tidak ada dalam daftar" in push_notice(event).failure
    assert push_service.messages(browser) == []
