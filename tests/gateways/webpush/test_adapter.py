"""The adapter against a push service over real HTTP."""

import json
import logging
import socket
import time
from typing import Any

import httpcore
import pytest

from tatadesa.core import effects
from tatadesa.gateways.webpush import adapter, network
from tatadesa.gateways.webpush.adapter import WebPushAdapter
from tatadesa.notices import ports
from tatadesa.notices.ports import PushResult, PushStatus, PushTarget
from tests.gateways.webpush.push_service import PushService


def target(browser: dict[str, Any]) -> PushTarget:
    return PushTarget(browser["endpoint"], browser["keys"]["p256dh"], browser["keys"]["auth"])


def send(browser: dict[str, Any], text: str = '{"a": 1}') -> PushResult:
    return WebPushAdapter().send(target(browser), text.encode(), ttl=60, urgency="normal", topic="permohonan_1-A")


@pytest.fixture
def quick_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "TIMEOUT_SECONDS", 0.3)


def test_a_message_arrives_and_only_the_browser_can_read_it(push_service: PushService) -> None:
    browser = push_service.new_browser(ports.public_key())
    assert send(browser, "Permohonan Anda: Selesai ✓").status is PushStatus.DELIVERED
    [message] = push_service.messages(browser)
    assert message["payload"] == "Permohonan Anda: Selesai ✓"
    assert (message["ttl"], message["urgency"], message["topic"]) == (60, "normal", "permohonan_1-A")
    assert message["vapid"]["aud"] == push_service.url
    assert message["vapid"]["sub"].startswith("mailto:")


def test_each_message_has_keys_of_its_own(push_service: PushService) -> None:
    browser = push_service.new_browser()
    sent = [adapter._encrypted(target(browser), b"sama") for _ in range(2)]
    assert sent[0][:16] != sent[1][:16]
    assert sent[0][21:86] != sent[1][21:86]


def test_the_wiring_names_this_adapter() -> None:
    assert isinstance(effects.port("push"), WebPushAdapter)


def test_a_subscription_of_another_key_is_refused_with_the_reason(push_service: PushService) -> None:
    someone_elses = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
    result = send(push_service.new_browser(someone_elses))
    assert result.status is PushStatus.REFUSED
    assert result.reason == "HTTP 403 the subscription belongs to another key"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, PushStatus.DELIVERED),
        (202, PushStatus.DELIVERED),
        (301, PushStatus.REFUSED),
        (307, PushStatus.REFUSED),
        (400, PushStatus.REFUSED),
        (401, PushStatus.REFUSED),
        (404, PushStatus.GONE),
        (408, PushStatus.RETRY),
        (410, PushStatus.GONE),
        (413, PushStatus.REFUSED),
        (429, PushStatus.RETRY),
        (500, PushStatus.RETRY),
        (503, PushStatus.RETRY),
    ],
)
def test_what_a_status_means(push_service: PushService, status: int, expected: PushStatus) -> None:
    browser = push_service.new_browser()
    push_service.misbehave(browser, "status", status=status)
    assert send(browser).status is expected
    assert push_service.messages(browser) == []


def test_an_unknown_subscription_is_gone(push_service: PushService) -> None:
    browser = push_service.new_browser()
    assert send({**browser, "endpoint": f"{push_service.url}/push/unknown"}).status is PushStatus.GONE


@pytest.mark.parametrize(
    ("named", "low", "high"),
    [
        ("120", 120, 120),
        ("in an hour", 3500, 3600),
        ("Wed, 01 Jan 2020 00:00:00 GMT", 0, 0),
    ],
    ids=["seconds", "a date", "a date that has passed"],
)
def test_retry_after_in_seconds_or_as_a_date(push_service: PushService, named: str, low: int, high: int) -> None:
    if named == "in an hour":
        named = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 3600))
    browser = push_service.new_browser()
    push_service.misbehave(browser, "status", status=429, retry_after=named)
    result = send(browser)
    assert result.retry_after is not None
    assert low <= result.retry_after <= high


@pytest.mark.parametrize("named", ["", "soon", "-5", "²"])
def test_a_strange_retry_after_counts_as_none(push_service: PushService, named: str) -> None:
    browser = push_service.new_browser()
    push_service.misbehave(browser, "status", status=503, retry_after=named)
    assert send(browser).retry_after is None


@pytest.mark.parametrize("kind", ["garbage", "cut"])
def test_no_http_answer_is_tried_again(push_service: PushService, kind: str) -> None:
    browser = push_service.new_browser()
    push_service.misbehave(browser, kind)
    assert send(browser).status is PushStatus.RETRY
    assert send(browser).status is PushStatus.DELIVERED


def test_a_slow_service_is_given_up_on(push_service: PushService, quick_timeout: None) -> None:
    browser = push_service.new_browser()
    push_service.misbehave(browser, "slow", seconds=2)
    began = time.monotonic()
    assert send(browser).status is PushStatus.RETRY
    assert time.monotonic() - began < 1.8


def test_a_service_that_is_down_is_tried_again(push_service: PushService, settings: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.PUSH_EMULATOR_URL = f"http://127.0.0.1:{port}"
    browser = push_service.new_browser()
    result = send({**browser, "endpoint": f"http://127.0.0.1:{port}/push/x"})
    assert result == PushResult(PushStatus.RETRY, "Layanan push tidak menjawab (ConnectError).")


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "192.168.1.1", "::1", "fd00::1", "fe80::1%lo"]
)
def test_a_public_name_that_leads_inside_is_refused(
    push_service: PushService, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("142.250.1.1", 443)),
        (family, socket.SOCK_STREAM, 6, "", (address, 443)),
    ]
    browser = push_service.new_browser()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    result = send({**browser, "endpoint": "https://fcm.googleapis.com/fcm/send/x"})
    assert result == PushResult(PushStatus.REFUSED, "Alamat layanan push mengarah ke jaringan dalam.")


def test_the_address_that_was_checked_is_the_one_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("142.250.1.1", 443))]])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: next(answers))
    opened: list[str] = []

    def connect(self: object, host: str, *rest: object) -> None:
        opened.append(host)
        raise httpcore.ConnectError

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(httpcore.ConnectError):
        network.PublicOnlyBackend(frozenset()).connect_tcp("fcm.googleapis.com", 443, 1.0)
    assert opened == ["142.250.1.1"]


def test_the_emulator_is_not_trusted_in_production(
    push_service: PushService, settings: Any, quick_timeout: None
) -> None:
    browser = push_service.new_browser()
    settings.PUSH_EMULATOR_URL = ""
    assert send(browser).status is PushStatus.REFUSED
    assert push_service.messages(browser) == []


def test_nothing_secret_reaches_the_log(push_service: PushService, caplog: pytest.LogCaptureFixture) -> None:
    browser = push_service.new_browser()
    push_service.misbehave(browser, "status", status=500)
    caplog.clear()
    with caplog.at_level(logging.INFO):
        send(browser, json.dumps({"a": "rahasia"}))
    assert browser["endpoint"].rsplit("/", 1)[1] not in caplog.text
    assert "rahasia" not in caplog.text
