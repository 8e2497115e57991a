"""RajaOngkir: every form of answer and every fault, over real HTTP."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.json_api import JsonAnswer
from tatadesa.core.provider import Account
from tatadesa.deliveries.ports import Outcome, Parcel, ParcelState
from tatadesa.gateways.komerce import emulator as komerce_emulator
from tatadesa.gateways.komerce import wire
from tatadesa.gateways.komerce.adapter import KomerceCourier
from tatadesa.gateways.komerce.emulator import make_server
from tests.gateways.emulators import Running

LETTER = Parcel(100, "Dokumen")
KOMERCE = KomerceCourier()


@pytest.fixture(autouse=True)
def may_be_private(settings) -> None:
    settings.COURIERS_MAY_BE_PRIVATE = True


@pytest.fixture
def komerce() -> Iterator[Running]:
    with Running(make_server(0)) as running:
        yield running


def account(komerce: Running, key: str = "kunci") -> Account:
    return Account({"url": f"{komerce.url}/api/v1", "key": key, "page_url": "https://x/"}, timeout_seconds=2.0)


def test_prices_and_the_places_are_asked_for_once(komerce: Running) -> None:
    for _ in range(2):
        rates = KOMERCE.rates(account(komerce), "53182", "40162", LETTER)
    assert [(rate.product, rate.name, rate.total, rate.days_to) for rate in rates.rates] == [
        ("240", "Pos Reguler", 13000, 3),
        ("447", "Pos Nextday", 19000, 1),
    ]
    assert komerce.server.calls == {"place": 2, "cost": 2}


def test_a_postcode_nobody_knows(komerce: Running) -> None:
    assert KOMERCE.rates(account(komerce), "53182", "00000", LETTER).outcome is Outcome.NOTHING


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("key", Outcome.REFUSED),
        ("quota", Outcome.RETRY),
        ("nothing", Outcome.NOTHING),
        ("status", Outcome.RETRY),
        ("html", Outcome.RETRY),
        ("empty", Outcome.RETRY),
        ("cut", Outcome.RETRY),
        ("slow", Outcome.RETRY),
    ],
)
def test_faults(komerce: Running, kind: str, outcome: Outcome) -> None:
    for what in ("cost", "track"):
        komerce.misbehave(kind, what, seconds=4)
    assert KOMERCE.rates(account(komerce), "53182", "40162", LETTER).outcome is outcome
    assert KOMERCE.track(account(komerce), "P2607150000001", "").outcome is outcome


def test_tracking_to_the_end_without_names(komerce: Running) -> None:
    waybill = "P2607150000001"
    for what in ("next", "next", "next", "next", "failed", "delivered"):
        komerce.http.post(f"/control/parcel/{waybill}", json={"what": what})
    tracked = KOMERCE.track(account(komerce), waybill, "")
    assert tracked.outcome is Outcome.DONE
    states = [event.state for event in tracked.events]
    assert ParcelState.FAILED_ATTEMPT in states
    assert states[-1] is ParcelState.DELIVERED
    assert [event.name for event in tracked.events].count("SELESAI ANTAR") == 1
    assert "CONTOH" not in str(tracked).upper()


def test_an_answer_that_disagrees_with_itself_is_not_delivered(komerce: Running) -> None:
    komerce.http.post("/control/parcel/P2607150000001", json={"what": "next"})
    komerce.misbehave("disagree", "track")
    states = [event.state for event in KOMERCE.track(account(komerce), "P2607150000001", "").events]
    assert ParcelState.DELIVERED not in states


def test_it_takes_no_orders_and_says_what_works(komerce: Running) -> None:
    assert all(check.is_good for check in KOMERCE.test(account(komerce)))
    assert not any(check.is_good for check in KOMERCE.test(account(komerce, "salah")))
    komerce.misbehave("status", "track")
    assert [(one.name, one.is_good) for one in KOMERCE.test(account(komerce))] == [
        ("Ongkos", True),
        ("Lacak resi", False),
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("PAKET DITERIMA OLEH IBU CONTOH", "DITERIMA"),
        ("SELESAI ANTAR - IBU CONTOH", "SELESAI ANTAR"),
        ("Dibawa Ibu Contoh", "D1"),
    ],
)
def test_of_free_text_only_words_of_the_courier_are_kept(words: str, name: str) -> None:
    one = {
        "manifest_code": "D1",
        "manifest_description": words,
        "manifest_date": "2026-07-22",
        "manifest_time": "11:05",
    }
    [event] = wire.read_events({"data": {"manifest": [one]}})
    assert event.name == name


@pytest.mark.parametrize("denied", [False, "false", 0, "0"])
def test_a_denial_in_any_form_is_not_delivered(denied: object) -> None:
    status = {"status": "DELIVERED", "pod_date": "2026-07-22", "pod_time": "11:05:00"}
    assert wire.read_events({"data": {"delivered": denied, "delivery_status": status}}) == []


@pytest.mark.parametrize(
    ("status", "code", "words", "outcome"),
    [
        (400, 400, "Calculate Domestic Shipping cost not found", Outcome.NOTHING),
        (400, 400, "Weight is required", Outcome.REFUSED),
        (422, 422, "Unprocessable", Outcome.REFUSED),
        (200, 401, "Invalid Api key", Outcome.REFUSED),
        (200, 404, "Data not found", Outcome.NOTHING),
        (200, 429, "Too many requests", Outcome.RETRY),
        (502, None, "", Outcome.RETRY),
    ],
)
def test_the_code_in_the_answer_counts_before_that_of_http(
    status: int, code: int | None, words: str, outcome: Outcome
) -> None:
    found = wire.fault(JsonAnswer(status, {"meta": {"message": words, "code": code}, "data": None}, ""))
    assert found is not None
    assert found[0] is outcome


def test_a_product_without_code_goes_by_its_name() -> None:
    rows = [
        {"code": "pos", "service": "Pos Reguler", "description": "240", "cost": "13000", "etd": "2-3 day"},
        {"code": "pos", "service": "Pos Kargo", "description": "Kargo darat", "cost": 9000, "etd": ""},
        {"code": "jne", "service": "REG", "description": "REG", "cost": 1},
    ]
    found = [(rate.product, rate.total, rate.days_to) for rate in wire.read_rates({"data": rows})]
    assert found == [("240", 13000, 3), ("Pos Kargo", 9000, None)]


def test_a_return_is_told_by_the_summary() -> None:
    one = {"manifest_description": "RETUR", "manifest_date": "2026-07-22", "manifest_time": "11:05:00"}
    found = wire.read_events({"data": {"summary": {"status": "RETURN"}, "manifest": [one]}})
    assert [event.state for event in found] == [ParcelState.UNKNOWN, ParcelState.RETURNING]


def test_every_fault_has_a_button_that_works(komerce: Running) -> None:
    shown = komerce.http.get("/").text
    for form in re.findall(r'<form method="post" action="/control/misbehave/all">(.*?)</form>', shown, re.DOTALL):
        fields = dict(re.findall(r'name="([a-z_]+)" value="([^"]*)"', form))
        assert komerce.http.post("/control/misbehave/all", data=fields).status_code == 303
    wanted = komerce_emulator.KINDS - {"drip", "answer"}
    assert wanted <= set(re.findall(r'name="kind" value="([a-z]+)"', shown))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["data", "manifest", "cost", "etd", "meta"]), inner)
    ),
)


@given(anything)
def test_no_answer_breaks_the_reading(data: object) -> None:
    wire.read_rates(data)
    wire.read_events(data)
    wire.destination(data, "53182")
