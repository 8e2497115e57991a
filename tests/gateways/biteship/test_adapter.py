"""Biteship: every form of answer, every fault and its webhooks, over real HTTP."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.json_api import JsonAnswer
from tatadesa.core.provider import Account
from tatadesa.deliveries.ports import Outcome, Parcel, ParcelState
from tatadesa.gateways.biteship import emulator as biteship_emulator
from tatadesa.gateways.biteship import wire
from tatadesa.gateways.biteship.adapter import BiteshipCourier
from tatadesa.gateways.biteship.emulator import make_server
from tests.gateways.emulators import Running
from tests.gateways.parcels import order

LETTER = Parcel(100, "Dokumen")
BITESHIP = BiteshipCourier()


@pytest.fixture(autouse=True)
def may_be_private(settings) -> None:
    settings.COURIERS_MAY_BE_PRIVATE = True


@pytest.fixture
def biteship() -> Iterator[Running]:
    with Running(make_server(0)) as running:
        yield running


def account(url: str = "http://127.0.0.1:9", **more: str) -> Account:
    values = {field.name: field.default for field in BITESHIP.fields}
    return Account({**values, "url": url, "key": "kunci", "hook_secret": "rahasia", **more}, timeout_seconds=2.0)


def test_prices(biteship: Running) -> None:
    rates = BITESHIP.rates(account(biteship.url), "53182", "40162", LETTER)
    assert [(rate.product, rate.total, rate.days_from, rate.days_to) for rate in rates.rates] == [
        ("reg", 11000, 2, 3),
        ("next_day", 20000, 1, 1),
    ]


@pytest.mark.parametrize(
    ("kind", "rates", "ordered"),
    [
        ("key", Outcome.REFUSED, Outcome.REFUSED),
        ("quota", Outcome.RETRY, Outcome.RETRY),
        ("status", Outcome.RETRY, Outcome.UNSURE),
        ("html", Outcome.RETRY, Outcome.UNSURE),
        ("empty", Outcome.RETRY, Outcome.UNSURE),
        ("cut", Outcome.RETRY, Outcome.UNSURE),
        ("slow", Outcome.RETRY, Outcome.UNSURE),
    ],
)
def test_faults(biteship: Running, kind: str, rates: Outcome, ordered: Outcome) -> None:
    for what in ("rates", "order"):
        biteship.misbehave(kind, what, seconds=4)
    assert BITESHIP.rates(account(biteship.url), "53182", "40162", LETTER).outcome is rates
    assert BITESHIP.order(account(biteship.url), order(product="reg")).outcome is ordered


def test_no_rate_is_an_answer(biteship: Running) -> None:
    biteship.misbehave("norate", "rates")
    assert BITESHIP.rates(account(biteship.url), "53182", "40162", LETTER).outcome is Outcome.NOTHING


def test_order_cancel_and_once_only(biteship: Running) -> None:
    mine = account(biteship.url)
    first = BITESHIP.order(mine, order(product="reg"))
    assert (first.outcome, first.price) == (Outcome.DONE, 11000)
    assert BITESHIP.order(mine, order(product="reg")).reference == first.reference
    assert BITESHIP.cancel(mine, first.reference, first.waybill, "uji").outcome is Outcome.DONE


def test_what_the_courier_has_cannot_be_cancelled(biteship: Running) -> None:
    mine = account(biteship.url)
    made = BITESHIP.order(mine, order(product="reg"))
    biteship.http.post(f"/control/parcel/{made.waybill}", json={"what": "picked"})
    assert BITESHIP.cancel(mine, made.reference, made.waybill, "uji").outcome is Outcome.REFUSED


@pytest.mark.parametrize("kind", ["", "camel"])
def test_tracking(biteship: Running, kind: str) -> None:
    mine = account(biteship.url)
    made = BITESHIP.order(mine, order(product="reg"))
    for what in ("picked", "dropping_off", "return_in_transit", "strange_new_status"):
        biteship.http.post(f"/control/parcel/{made.waybill}", json={"what": what})
    if kind:
        biteship.misbehave(kind, "track")
    tracked = BITESHIP.track(mine, made.waybill, made.reference)
    assert [event.state for event in tracked.events] == [
        ParcelState.REQUESTED,
        ParcelState.ACCEPTED,
        ParcelState.IN_TRANSIT,
        ParcelState.RETURNING,
        ParcelState.UNKNOWN,
    ]
    assert "Contoh" not in str(tracked)
    assert BITESHIP.track(mine, "P0000000000000", "").outcome is Outcome.NOTHING


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("confirmed", ParcelState.REQUESTED),
        ("scheduled", ParcelState.REQUESTED),
        ("allocated", ParcelState.REQUESTED),
        ("dropping_off", ParcelState.IN_TRANSIT),
        ("return_in_transit", ParcelState.RETURNING),
        ("rejected", ParcelState.PROBLEM),
        ("pickingUp", ParcelState.REQUESTED),
        ("picked", ParcelState.ACCEPTED),
        ("droppingOff", ParcelState.IN_TRANSIT),
        ("DELIVERED", ParcelState.DELIVERED),
        ("on_hold", ParcelState.PROBLEM),
        ("courier_not_found", ParcelState.PROBLEM),
        ("disposed", ParcelState.PROBLEM),
        ("returned", ParcelState.RETURNED),
        ("cancelled", ParcelState.CANCELLED),
        ("apa ini", ParcelState.UNKNOWN),
    ],
)
def test_the_words_of_biteship(status: str, state: ParcelState) -> None:
    assert wire.state_of(status) is state


def test_without_a_waybill_the_order_itself_tells(biteship: Running) -> None:
    mine = account(biteship.url)
    biteship.misbehave("late", "order")
    made = BITESHIP.order(mine, order(product="reg"))
    assert made.waybill == ""
    assert [event.state for event in BITESHIP.track(mine, "", made.reference).events] == [ParcelState.REQUESTED]


@pytest.mark.parametrize("postcode", ["", "abcde", "9" * 5000])
def test_a_postcode_that_is_none_is_refused_by_the_other_side(biteship: Running, postcode: str) -> None:
    rates = BITESHIP.rates(account(biteship.url), "53182", postcode, LETTER)
    assert rates.outcome is Outcome.NOTHING


def test_an_order_to_a_name_nobody_knows_was_never_sent() -> None:
    assert BITESHIP.order(account("http://tidak-ada.invalid"), order(product="reg")).outcome is Outcome.RETRY


def test_the_page_says_where_webhooks_go(biteship: Running) -> None:
    biteship.http.post("/control/hook", data={"url": "http://127.0.0.1:9/x", "secret": "r"})
    assert "http://127.0.0.1:9/x" in biteship.http.get("/").text


BODY = json.dumps({"event": "order.waybill_id", "order_id": "abc", "courier_waybill_id": "P2607150000001"}).encode()


def test_a_webhook_with_the_secret_is_believed() -> None:
    hook = BITESHIP.read_webhook(account(), {"x-biteship-secret": "rahasia"}, BODY)
    assert hook.is_genuine
    assert (hook.news[0].reference, hook.news[0].waybill) == ("abc", "P2607150000001")


def test_a_webhook_with_another_secret_is_not() -> None:
    assert not BITESHIP.read_webhook(account(), {"x-biteship-secret": "lain"}, BODY).is_genuine
    assert not BITESHIP.read_webhook(account(), {}, BODY).is_genuine
    assert not BITESHIP.read_webhook(account(hook_secret=""), {"x-biteship-secret": ""}, BODY).is_genuine


def test_a_signed_webhook() -> None:
    signed = hmac.new(b"rahasia", BODY, hashlib.sha256).hexdigest()
    mine = account(hook_form="hmac", hook_header="X-Tanda")
    assert BITESHIP.read_webhook(mine, {"x-tanda": signed}, BODY).is_genuine
    assert not BITESHIP.read_webhook(mine, {"x-tanda": signed}, BODY + b" ").is_genuine


@pytest.mark.parametrize(
    ("changes", "price", "has_event"),
    [
        ({"event": "order.price", "order_price": 12500}, 12500, False),
        ({"event": "order.status", "status": "picked"}, None, False),
        ({"event": "order.status", "status": "picked", "updated_at": "2026-07-15T09:11:50+07:00"}, None, True),
    ],
)
def test_the_other_webhooks(changes: dict[str, object], price: int | None, has_event: bool) -> None:
    news = wire.read_news({"order_id": "abc", **changes})
    assert news is not None
    assert (news.reference, news.price, news.event is not None) == ("abc", price, has_event)


@pytest.mark.parametrize("data", [{"event": "order.unknown", "order_id": "abc"}, {}, [], "x"])
def test_a_webhook_of_another_kind_says_nothing(data: object) -> None:
    assert wire.read_news(data) is None


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (40001001, Outcome.REFUSED),
        (40001002, Outcome.REFUSED),
        (40001010, Outcome.NOTHING),
        (40002001, Outcome.REFUSED),
        (40002041, Outcome.REFUSED),
        (40002059, Outcome.REFUSED),
        (40002060, Outcome.REFUSED),
        (40003001, Outcome.NOTHING),
        (40003002, Outcome.NOTHING),
    ],
)
def test_the_codes_of_errors(code: int, outcome: Outcome) -> None:
    for status in (200, 400):
        found = wire.fault(JsonAnswer(status, {"success": False, "error": "x", "code": code}, ""))
        assert found is not None
        assert found[0] is outcome


def test_the_request_to_send_in_flat_fields() -> None:
    body = wire.order_request(order(product="reg"))
    assert {name: body[name] for name in ("courier_company", "courier_type", "delivery_type")} == {
        "courier_company": "pos",
        "courier_type": "reg",
        "delivery_type": "now",
    }
    assert (body["origin_postal_code"], body["destination_postal_code"]) == (53182, 40162)
    assert (body["destination_contact_name"], body["destination_contact_phone"]) == ("Siti Aminah", "081200000001")
    assert body["destination_address"].startswith("Jl. Melati 2, RT 001/RW 002, Sukajadi")
    assert set(body["items"][0]) == {"name", "description", "value", "length", "width", "height", "weight", "quantity"}
    assert not {"origin", "destination", "courier"} & set(body)


def test_hours_are_no_days() -> None:
    one = {"company": "pos", "courier_service_code": "same_day", "price": 30000}
    hours = {"shipment_duration_range": "6 - 8", "shipment_duration_unit": "hours"}
    [rate] = wire.read_rates({"pricing": [one | hours]})
    assert (rate.total, rate.days_to) == (30000, None)


def test_the_test_button_says_what_works(biteship: Running) -> None:
    assert all(check.is_good for check in BITESHIP.test(account(biteship.url)))
    biteship.misbehave("status", "track")
    found = [(one.name, one.is_good) for one in BITESHIP.test(account(biteship.url, hook_secret=""))]
    assert found == [("Ongkos", True), ("Lacak resi", False), ("Webhook", False)]


def test_the_dashboards_trial_is_empty() -> None:
    hook = BITESHIP.read_webhook(account(), {}, b"")
    assert hook.is_genuine
    assert hook.news == ()


def test_every_fault_has_a_button_that_works(biteship: Running) -> None:
    shown = biteship.http.get("/").text
    for form in re.findall(r'<form method="post" action="/control/misbehave/all">(.*?)</form>', shown, re.DOTALL):
        fields = dict(re.findall(r'name="([a-z_]+)" value="([^"]*)"', form))
        assert biteship.http.post("/control/misbehave/all", data=fields).status_code == 303
    wanted = biteship_emulator.KINDS - {"drip", "answer"}
    assert wanted <= set(re.findall(r'name="kind" value="([a-z]+)"', shown))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["pricing", "history", "status", "event"]), inner),
)


@given(anything)
def test_no_answer_breaks_the_reading(data: object) -> None:
    wire.read_rates(data)
    wire.read_events(data)
    wire.read_news(data)
