"""Providers of messages over real HTTP: their wire form, and what is made of their faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

import httpx
import pytest

from tatadesa.core.provider import Account
from tatadesa.notices.ports import Callback, Fate, Outcome, Outgoing, provider
from tests.gateways.emulators import Running

MESSAGE = Outgoing(
    to="6281234567001",
    key="01a22561-fdaa-7000-8000-000000000001",
    title="Kabar permohonan Anda",
    text="Kabar permohonan Anda. Permohonan 26-K7QM-3XPD: Selesai Buka: http://localhost:8000/permohonan/26-K7QM-3XPD/",
    link="http://localhost:8000/permohonan/26-K7QM-3XPD/",
)
CHAT = "4242"
VALUES = {
    "fonnte": {"token": "t"},
    "wablas": {"token": "t", "secret_key": "s"},
    "telegram": {"token": "123456:abcdefghijklm", "bot": "kabar_demo_bot"},
    "zenziva": {"userkey": "u", "passkey": "p"},
    "whatsapp_cloud": {"token": "t", "phone_id": "1000", "app_secret": "rahasia"},
}
ARRIVES_AT = {"telegram": CHAT, "zenziva": "081234567001"}


@dataclass
class Side:
    """One provider and its emulator."""

    code: str
    account: Account
    running: Running

    def send(self, **changes: str) -> tuple[Outcome, str]:
        to = CHAT if self.code == "telegram" else MESSAGE.to
        told = Outgoing(**{**MESSAGE.__dict__, "to": to, **changes})
        sent = provider(self.code).send(self.account, told)
        return sent.outcome, sent.provider_id

    def arrived(self) -> list[str]:
        where = ARRIVES_AT.get(self.code, MESSAGE.to)
        return [one["text"] for one in httpx.get(f"{self.running.url}/pesan/{where}").json()]


@pytest.fixture(params=list(VALUES))
def side(request, settings) -> Iterator[Side]:
    settings.CHANNELS_MAY_BE_PRIVATE = True
    code = request.param
    folder = "whatsapp" if code == "whatsapp_cloud" else code
    with Running(import_module(f"tatadesa.gateways.{folder}.emulator").make_server(0)) as running:
        settings.WHATSAPP_BASE_URL = f"{running.url}/v21.0"
        url = f"{running.url}/reguler" if code == "zenziva" else running.url
        defaults = {field.name: field.default for field in provider(code).fields}
        yield Side(code, Account({**defaults, "url": url, **VALUES[code]}, timeout_seconds=2.0), running)


def test_a_message_arrives_with_a_name_of_the_providers(side: Side) -> None:
    outcome, identity = side.send()
    assert outcome is (Outcome.DELIVERED if side.code == "telegram" else Outcome.SENT)
    assert identity
    [text] = side.arrived()
    assert "Permohonan 26-K7QM-3XPD: Selesai" in text
    assert ("Buka:" in text) == (side.code != "zenziva" or len(MESSAGE.text) <= 160)


@pytest.mark.parametrize(
    ("kind", "more", "outcome"),
    [
        ("status", {"status": 500}, Outcome.RETRY),
        ("status", {"status": 429, "retry_after": "30"}, Outcome.RETRY),
        ("html", {}, Outcome.UNSURE),
        ("empty", {}, Outcome.UNSURE),
        ("garbage", {}, Outcome.UNSURE),
        ("cut", {}, Outcome.UNSURE),
        ("lost", {}, Outcome.UNSURE),
        ("slow", {"seconds": 4}, Outcome.UNSURE),
    ],
)
def test_a_fault_never_raises_and_what_may_have_gone_is_unsure(
    side: Side, kind: str, more: dict[str, object], outcome: Outcome
) -> None:
    side.running.misbehave(kind, **more)
    assert side.send()[0] is outcome


def test_nobody_there_means_that_nothing_has_gone(side: Side, settings) -> None:
    settings.WHATSAPP_BASE_URL = "http://127.0.0.1:9"
    side.account = Account({**side.account.values, "url": "http://127.0.0.1:9"}, timeout_seconds=2.0)
    assert side.send()[0] is Outcome.RETRY


def test_what_the_provider_refuses_is_not_tried_again(side: Side) -> None:
    assert side.send(to="bukan-nomor")[0] is Outcome.REFUSED


def test_the_connection_is_tried_without_a_message(side: Side) -> None:
    assert provider(side.code).test(side.account)[0].is_good
    assert side.arrived() == []


def test_an_office_cannot_lead_us_into_our_own_network(side: Side, settings) -> None:
    settings.CHANNELS_MAY_BE_PRIVATE = False
    if side.code != "whatsapp_cloud":  # its address is the installation's, no field of an office
        assert side.send()[0] is Outcome.RETRY
        assert side.arrived() == []


@pytest.mark.parametrize("body", [b"", b"\xff", b"[]", b"[" * 5000, b'{"id": {}, "status": []}', b'{"message": 1}'])
def test_nonsense_from_a_provider_is_no_news(body: bytes) -> None:
    for code in ("fonnte", "wablas"):
        assert provider(code).read_callback(Account({}), {}, body) == Callback(is_genuine=True)
    account = Account({"hook_secret": "x"})
    assert provider("telegram").read_callback(account, {"x-telegram-bot-api-secret-token": "x"}, body).ties == ()


def test_wablas_tells_by_its_own_words() -> None:
    told = provider("wablas").read_callback(Account({}), {}, b'{"id": "abc", "status": "reject"}')
    assert [(one.fate, one.provider_id) for one in told.receipts] == [(Fate.FAILED, "abc")]
