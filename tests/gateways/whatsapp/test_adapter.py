"""The adapter against a Cloud API over real HTTP."""

import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.outgoing import HttpAnswer
from tatadesa.core.provider import Account
from tatadesa.gateways.whatsapp.adapter import read_answer
from tatadesa.gateways.whatsapp.channel import CloudChannel, payload
from tatadesa.gateways.whatsapp.emulator import make_server
from tatadesa.notices.ports import Outcome, Outgoing, Sent, provider
from tests.gateways.emulators import Running

NUMBER = "6281234567890"
CODE = Outgoing(NUMBER, "k1", "Kode TataDesa", "Kode Anda 482913.", "", purpose="kode", code="482913")
NEWS = Outgoing(NUMBER, "k2", "Akun aktif", "Akun Anda aktif.\n\nBuka\tTataDesa.", "", purpose="akun_aktif")


def account(seconds: float = 10.0, **own: str) -> Account:
    """What an office typed in, with what is usual where it did not."""
    return Account({item.name: own.get(item.name) or item.default for item in CloudChannel.fields}, seconds)


def send(message: Outgoing, seconds: float = 10.0, **own: str) -> Sent:
    """By the installation's number, or an office's ``own``."""
    return CloudChannel().send(account(seconds, **own), message)


@pytest.fixture
def cloud(settings: Any) -> Iterator[Running]:
    with Running(make_server(0)) as running:
        settings.WHATSAPP_TOKEN = "token-uji"
        settings.WHATSAPP_PHONE_ID = "1029384756"
        settings.WHATSAPP_BASE_URL = f"{running.url}/v21.0/"
        settings.WHATSAPP_TEMPLATES = {"kode": "kode_masuk"}
        yield running


def _arrived(cloud: Running) -> list[dict[str, Any]]:
    return cloud.http.get(f"/pesan/{NUMBER}").json()


def test_a_code_arrives_in_an_authentication_template(cloud: Running) -> None:
    sent = send(CODE)
    [message] = _arrived(cloud)
    assert (message["template"], message["text"], message["code"]) == ("kode_masuk", "482913", "482913")
    assert sent.outcome is Outcome.SENT
    assert sent.provider_id == message["id"]
    assert message["from"] == "1029384756"


def test_news_is_one_line_in_the_template_of_its_purpose(cloud: Running) -> None:
    assert send(NEWS).outcome is Outcome.SENT
    [message] = _arrived(cloud)
    assert (message["template"], message["text"]) == ("akun_aktif", "Akun Anda aktif. Buka TataDesa.")
    assert message["code"] == ""
    assert cloud.http.get("/pesan").json() == {NUMBER: [message]}


def test_an_offices_own_number_has_one_template_for_all_and_one_for_codes(cloud: Running) -> None:
    own = {"token": "token-uji", "phone_id": "1029384756", "code_template": "kode_desa"}
    assert {send(CODE, **own).outcome, send(NEWS, **own).outcome} == {Outcome.SENT}
    assert [message["template"] for message in _arrived(cloud)] == ["kode_desa", "kabar"]


def test_the_wire_is_what_the_provider_documents() -> None:
    assert payload(account(), CODE) == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": NUMBER,
        "type": "template",
        "biz_opaque_callback_data": "k1",
        "template": {
            "name": "kode",
            "language": {"code": "id"},
            "components": [
                {"type": "body", "parameters": [{"type": "text", "text": "482913"}]},
                {
                    "type": "button",
                    "sub_type": "url",
                    "index": "0",
                    "parameters": [{"type": "text", "text": "482913"}],
                },
            ],
        },
    }


@pytest.mark.parametrize(
    ("status", "code", "outcome"),
    [
        (400, 131026, Outcome.REFUSED),
        (400, 131047, Outcome.REFUSED),
        (400, 132000, Outcome.REFUSED),
        (400, 100, Outcome.REFUSED),
        (400, 999999, Outcome.REFUSED),
        (400, 132001, Outcome.RETRY),
        (401, 190, Outcome.RETRY),
        (403, 200, Outcome.RETRY),
        (403, 131031, Outcome.RETRY),
        (400, 130429, Outcome.RETRY),
        (400, 131056, Outcome.RETRY),
        (429, 80007, Outcome.RETRY),
        (500, 131000, Outcome.RETRY),
        (503, 131016, Outcome.RETRY),
    ],
)
def test_error_codes(cloud: Running, status: int, code: int, outcome: Outcome) -> None:
    cloud.misbehave("error", status=status, code=str(code))
    sent = send(CODE)
    assert sent.outcome is outcome
    assert str(code) in sent.reason
    assert _arrived(cloud) == []
    assert send(CODE).outcome is Outcome.SENT


def test_it_says_when_to_come_back(cloud: Running) -> None:
    cloud.misbehave("error", status=429, code="130429", retry_after="120")
    assert send(CODE).retry_after == 120


@pytest.mark.parametrize("kind", ["cut", "garbage", "empty", "html"])
def test_what_is_no_answer_may_have_gone_and_is_not_repeated(cloud: Running, kind: str) -> None:
    cloud.misbehave(kind)
    assert send(CODE).outcome is Outcome.UNSURE


@pytest.mark.parametrize("status", [301, 302, 307, 404, 410])
def test_redirects_are_not_followed_and_oddities_are_final(cloud: Running, status: int) -> None:
    cloud.misbehave("status", status=status)
    assert send(CODE).outcome is Outcome.REFUSED
    assert _arrived(cloud) == []


@pytest.mark.parametrize("kind", ["slow", "drip"])
def test_patience_ends(cloud: Running, kind: str) -> None:
    cloud.misbehave(kind, seconds=3)
    started = time.monotonic()
    assert send(CODE, seconds=0.4).outcome is Outcome.UNSURE
    assert time.monotonic() - started < 1.5


def test_nobody_there(cloud: Running, settings: Any) -> None:
    settings.WHATSAPP_BASE_URL = "http://127.0.0.1:9/v21.0"
    sent = send(CODE)
    assert sent.outcome is Outcome.RETRY
    assert "menolak sambungan" in sent.reason


def test_without_settings_it_is_not_offered(settings: Any) -> None:
    settings.WHATSAPP_TOKEN, settings.WHATSAPP_PHONE_ID = "token", ""
    by = provider("whatsapp_cloud")
    assert not by.is_ready(Account({"token": "", "phone_id": ""}))
    assert send(CODE).outcome is Outcome.REFUSED


@pytest.mark.parametrize("number", ["", "0812", "62812345678901234", "+6281234567890", "6281234567890\r\nX: y"])
def test_an_odd_number_is_refused_without_asking(cloud: Running, number: str) -> None:
    assert send(Outgoing(number, "k", "", "", "", purpose="kode", code="1")).outcome is Outcome.REFUSED
    assert cloud.http.get("/pesan").json() == {}


def test_neither_number_nor_code_nor_token_in_a_log(cloud: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    cloud.misbehave("error", status=401, code="190", times=2)
    sent = send(CODE)
    send(NEWS)
    said = f"{caplog.text} {sent.reason}"
    assert "190" in said
    assert not any(secret in said for secret in (NUMBER, "482913", "token-uji", "Akun Anda"))


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["error", "code", "messages", "id"]), inner)
    ),
    max_leaves=8,
)


@given(status=st.integers(200, 599), body=_json.map(lambda data: json.dumps(data).encode()) | st.binary(max_size=60))
def test_whatever_comes_back_is_an_outcome(status: int, body: bytes) -> None:
    sent = read_answer(HttpAnswer(status, {"retry-after": "x"}, body))
    assert (sent.outcome is Outcome.SENT) == bool(sent.provider_id)
