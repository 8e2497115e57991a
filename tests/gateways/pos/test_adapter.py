"""POS by its gateway: every form of answer and every fault, over real HTTP."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.provider import Account
from tatadesa.deliveries.ports import Outcome, Parcel, ParcelState
from tatadesa.gateways.pos import emulator as pos_emulator
from tatadesa.gateways.pos import tokens, wire
from tatadesa.gateways.pos.adapter import PosCourier
from tatadesa.gateways.pos.emulator import make_server
from tests.gateways.emulators import Running
from tests.gateways.parcels import order

LETTER = Parcel(100, "Dokumen")
POS = PosCourier()


@pytest.fixture(autouse=True)
def may_be_private(settings) -> None:
    settings.COURIERS_MAY_BE_PRIVATE = True


@pytest.fixture
def pos() -> Iterator[Running]:
    with Running(make_server(0)) as running:
        yield running


def account(pos: Running, **more: str) -> Account:
    values = {field.name: field.default for field in POS.fields}
    given_values = {"url": pos.url, "public_url": pos.url, "consumer_key": "kunci", "consumer_secret": "rahasia"}
    return Account({**values, **given_values, **more}, timeout_seconds=2.0)


def form(pos: Running, name: str) -> None:
    assert pos.http.post("/control/form", json={"form": name}).status_code == 200


def move(pos: Running, waybill: str, *whats: str) -> None:
    for what in whats:
        assert pos.http.post(f"/control/parcel/{waybill}", json={"what": what}).status_code == 200


@pytest.mark.parametrize("name", ["array", "strings", "new"])
def test_prices_in_the_forms_of_several(pos: Running, name: str) -> None:
    form(pos, name)
    rates = POS.rates(account(pos), "53182", "40162", LETTER)
    assert rates.outcome is Outcome.DONE
    assert [(rate.product, rate.fee, rate.tax, rate.total) for rate in rates.rates] == [
        ("240", 9000, 99, 9099),
        ("447", 18000, 198, 18198),
    ]
    if name == "new":
        assert (rates.rates[0].days_from, rates.rates[0].days_to) == (2, 4)


def test_one_price_comes_as_an_object(pos: Running) -> None:
    form(pos, "object")
    assert [rate.product for rate in POS.rates(account(pos), "53182", "40162", LETTER).rates] == ["240"]


@pytest.mark.parametrize("name", ["none", "null"])
def test_no_tariff_is_an_answer(pos: Running, name: str) -> None:
    form(pos, name)
    assert POS.rates(account(pos), "53182", "40162", LETTER).outcome is Outcome.NOTHING


def test_the_older_paths_and_the_two_headers(pos: Running) -> None:
    old = account(pos, family="utility/1.0.0", user="u", password="p")
    assert POS.rates(old, "53182", "40162", LETTER).outcome is Outcome.DONE


def test_the_two_headers_go_with_the_token_and_every_call_only_where_an_agreement_has_them(pos: Running) -> None:
    POS.rates(account(pos), "53182", "40162", LETTER)
    assert "x-pos-user" not in pos.server.heard["fee"]
    old = account(pos, family="utility/1.0.0", booking="webhook/1.0/AddPostingDoc", user="u", password="p")
    waybill = POS.order(old, order()).waybill
    POS.track(old, waybill, "")
    for what in ("token", "order", "track"):
        heard = pos.server.heard[what]
        assert (heard["x-pos-user"], heard["x-pos-password"]) == ("u", "p")
    assert pos.server.heard["order"]["path"] == "/webhook/1.0/AddPostingDoc"
    assert pos.server.heard["track"]["path"] == "/utility/1.0.0/getTrackAndTrace"
    assert pos.server.heard["order"]["content-type"] == "application/json"
    assert pos.server.heard["token"]["authorization"] == "Basic a3VuY2k6cmFoYXNpYQ=="


@pytest.mark.parametrize("code", [900901, 900902, 900904])
def test_a_fault_of_the_gateway_in_a_good_answer_signs_in_anew_once(pos: Running, code: int) -> None:
    fault = json.dumps({"fault": {"code": code, "message": "Invalid Credentials", "description": ""}})
    pos.misbehave("answer", "order", code=fault)
    assert POS.order(account(pos), order()).outcome is Outcome.DONE
    assert pos.server.calls["token"] == 2
    pos.misbehave("answer", "order", code=fault, times=2)
    refused = POS.order(account(pos), order(key="TD-0002"))
    assert (refused.outcome, "izin akun" in refused.reason) == (Outcome.REFUSED, True)


def test_a_token_serves_many_calls_and_is_fetched_anew_when_it_is_refused(pos: Running) -> None:
    mine = account(pos)
    for _ in range(3):
        assert POS.rates(mine, "53182", "40162", LETTER).outcome is Outcome.DONE
    assert pos.server.calls["token"] == 1
    pos.misbehave("expired", "fee")
    assert POS.rates(mine, "53182", "40162", LETTER).outcome is Outcome.DONE
    assert pos.server.calls["token"] == 2


def test_a_wrong_key_is_refused_in_words(pos: Running) -> None:
    refused = POS.rates(account(pos, consumer_key="salah"), "53182", "40162", LETTER)
    assert refused.outcome is Outcome.REFUSED
    assert "consumer key" in refused.reason


@pytest.mark.parametrize("kind", ["status", "garbage", "html", "empty", "cut", "slow", "drip", "quota"])
def test_what_passes_is_asked_again_later(pos: Running, kind: str) -> None:
    pos.misbehave(kind, "fee", seconds=5, times=2)
    assert POS.rates(account(pos), "53182", "40162", LETTER).outcome is Outcome.RETRY


def test_an_order_gives_a_waybill_and_the_same_key_no_second_parcel(pos: Running) -> None:
    mine = account(pos)
    first, second = POS.order(mine, order()), POS.order(mine, order())
    assert first.outcome is Outcome.DONE
    assert wire.find_waybill(None, first.waybill) == first.waybill
    assert second.waybill == first.waybill
    assert first.waybill in first.raw
    [parcel] = pos.http.get("/control/parcels").json()["parcels"]
    assert parcel["pickup"]


@pytest.mark.parametrize("kind", ["lost", "html", "empty", "slow"])
def test_an_order_whose_answer_is_lost_is_unsure(pos: Running, kind: str) -> None:
    pos.misbehave(kind, "order", seconds=5)
    assert POS.order(account(pos), order()).outcome is Outcome.UNSURE


def test_a_server_error_after_an_order_is_unsure_too(pos: Running) -> None:
    pos.misbehave("status", "order", status=500)
    assert POS.order(account(pos), order()).outcome is Outcome.UNSURE


def test_too_many_orders_wait_as_long_as_they_are_told(pos: Running) -> None:
    pos.misbehave("quota", "order")
    answer = POS.order(account(pos), order())
    assert (answer.outcome, answer.retry_after) == (Outcome.RETRY, 30)


def test_an_order_nobody_could_take_is_sure_not_to_be_there() -> None:
    nobody = Account({field.name: field.default for field in POS.fields} | {"url": "http://127.0.0.1:9"}, 1.0)
    assert POS.order(nobody, order()).outcome is Outcome.RETRY


def test_a_refusal_inside_a_good_answer(pos: Running) -> None:
    answer = POS.order(account(pos), order(key=""))
    assert answer.outcome is Outcome.REFUSED
    assert "Data tidak lengkap" in answer.reason


def test_the_life_of_a_parcel(pos: Running) -> None:
    mine = account(pos)
    waybill = POS.order(mine, order()).waybill
    assert POS.track(mine, waybill, "").outcome is Outcome.NOTHING
    move(pos, waybill, "next")
    assert [event.state for event in POS.track(mine, waybill, "").events] == [ParcelState.ACCEPTED]
    move(pos, waybill, "next", "next", "next", "failed", "out", "delivered", "unknown")
    events = POS.track(mine, waybill, "").events
    assert [event.state for event in events] == [
        ParcelState.ACCEPTED,
        ParcelState.IN_TRANSIT,
        ParcelState.IN_TRANSIT,
        ParcelState.OUT_FOR_DELIVERY,
        ParcelState.FAILED_ATTEMPT,
        ParcelState.OUT_FOR_DELIVERY,
        ParcelState.DELIVERED,
        ParcelState.UNKNOWN,
    ]
    assert events[1].note == "Menuju SPP Bandung 40400"
    assert events[4].note == "rumah kosong"


def test_nothing_about_people_comes_out_of_the_events(pos: Running) -> None:
    mine = account(pos)
    waybill = POS.order(mine, order()).waybill
    move(pos, waybill, "next", "next", "next", "next", "next")
    assert "CONTOH" not in str(POS.track(mine, waybill, "")).upper()


def test_the_public_page_needs_no_agreement(pos: Running) -> None:
    public = account(pos, tracking="umum", consumer_key="salah")
    assert POS.track(public, "P2607150000001", "").outcome is Outcome.NOTHING
    move(pos, "P2607150000001", "next")
    assert [event.state for event in POS.track(public, "P2607150000001", "").events] == [ParcelState.ACCEPTED]


def test_the_test_button_says_what_works(pos: Running) -> None:
    assert all(check.is_good for check in POS.test(account(pos)))
    [first, *_] = POS.test(account(pos, consumer_key="salah"))
    assert not first.is_good


def test_an_address_inside_the_own_network_is_never_asked(pos: Running, settings) -> None:
    settings.COURIERS_MAY_BE_PRIVATE = False
    tokens.forget(account(pos))
    assert POS.rates(account(pos), "53182", "40162", LETTER).outcome is Outcome.RETRY
    assert "token" not in pos.server.calls


def test_no_secret_is_printed(pos: Running) -> None:
    assert "rahasia" not in repr(account(pos))


@pytest.mark.parametrize(
    ("name", "description", "state"),
    [
        ("POSTING LOKET", "", ParcelState.ACCEPTED),
        ("MANIFEST SERAH", "", ParcelState.IN_TRANSIT),
        ("MANIFEST TERIMA", "", ParcelState.IN_TRANSIT),
        ("Puri Kirim", "", ParcelState.IN_TRANSIT),
        ("Puri Terima", "", ParcelState.IN_TRANSIT),
        ("PROSES ANTAR", "", ParcelState.OUT_FOR_DELIVERY),
        ("SELESAI ANTAR", "STATUS: Antar Ulang;PENERIMA / KETERANGAN : Diterima tetangga", ParcelState.FAILED_ATTEMPT),
        ("SELESAI ANTAR", "STATUS: Diterima;PENERIMA / KETERANGAN : ANAK", ParcelState.DELIVERED),
        ("SELESAI ANTAR", "", ParcelState.UNKNOWN),
        ("SELESAI ANTAR", "STATUS: Retur;PENERIMA / KETERANGAN : Diterima pengirim", ParcelState.UNKNOWN),
        ("SELESAI ANTAR", "STATUS: Gagal;PENERIMA / KETERANGAN : TIDAK DITERIMA", ParcelState.UNKNOWN),
        ("SELESAI ANTAR", "BELUM DITERIMA", ParcelState.UNKNOWN),
        ("SESUATU YANG BARU", "Diterima", ParcelState.UNKNOWN),
    ],
)
def test_the_words_of_pos(name: str, description: str, state: ParcelState) -> None:
    raw = {"eventDate": "2026-07-15 09:11:50", "eventName": name, "description": description}
    [event] = wire.read_events({"rs_tnt": {"r_tnt": raw}}) or []
    assert event.state is state
    assert event.at == datetime(2026, 7, 15, 9, 11, 50, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.mark.parametrize(
    ("answer", "waybill"),
    [
        ({"data": {"resi": "P2607150000001"}}, "P2607150000001"),
        ({"x": "nomor P2607150000001 sudah jadi"}, "P2607150000001"),
        ({"transref": "QOB12345678", "phone": "081200000001"}, ""),
        ({"connote": "EE123456785ID"}, "EE123456785ID"),
        ({"date": "20260715", "phone": "6281200000001"}, ""),
        ([{"a": [{"awb": "12345678901"}]}], "12345678901"),
        ({"barcode": "ORDER12345", "resi": "P2607150000001"}, "P2607150000001"),
        ({"message": "Sukses\nP2607150000001"}, "P2607150000001"),
        ({"transref": "081200000001"}, ""),
        ({"transref": "6281200000001"}, ""),
        ({"transref": "20260715"}, ""),
        ({"transref": "20260715091150"}, ""),
    ],
)
def test_a_waybill_is_found_where_it_stands(answer: object, waybill: str) -> None:
    assert wire.find_waybill(answer, str(answer)) == waybill


@pytest.mark.parametrize(
    "answer",
    [
        {"code": "SUCCESS", "resi": "P2607150000001"},
        {"error": "0", "resi": "P2607150000001"},
        {"error": {"code": 0, "message": "success"}, "transref": "P2607150000001"},
        {"respcode": "1", "respmsg": "OK", "resi": "P2607150000001"},
    ],
)
def test_a_waybill_outweighs_the_words_beside_it(pos: Running, answer: dict[str, object]) -> None:
    pos.misbehave("answer", "order", code=json.dumps(answer))
    made = POS.order(account(pos), order())
    assert (made.outcome, made.waybill) == (Outcome.DONE, "P2607150000001")


def test_an_answer_with_nothing_in_it_is_unsure(pos: Running) -> None:
    pos.misbehave("answer", "order", code="{}")
    assert POS.order(account(pos), order()).outcome is Outcome.UNSURE


@pytest.mark.parametrize("answer", [{"code": "SUCCESS"}, {"error": "0"}, {"error": {"code": 0, "message": "success"}}])
def test_a_word_of_success_is_no_refusal(answer: object) -> None:
    assert wire.said_no(answer) == ""


def test_a_refusal_by_number_is_one() -> None:
    assert wire.said_no({"respcode": "99", "respmsg": "Data tidak lengkap"}) == "Data tidak lengkap"


def test_no_tariff_as_a_broken_number() -> None:
    assert wire.read_rates({"rs_fee": {"r_fee": {"serviceCode": 999.0, "fee": 0, "totalFee": 0}}}) == []


def test_thousands_with_a_point_and_days_as_sla() -> None:
    one = {"serviceCode": "240", "fee": "9.000", "feeTax": "99", "totalFee": "9.099", "SLA": "2-4 Hari"}
    [rate] = wire.read_rates({"rs_fee": {"r_fee": one}}) or []
    assert (rate.fee, rate.total, rate.days_to) == (9000, 9099, 4)


def test_insurance_and_its_tax_are_one() -> None:
    one = {"serviceCode": 240, "fee": 9000, "feeTax": 99, "insurance": 500, "insuranceTax": 55}
    [rate] = wire.read_rates({"rs_fee": {"r_fee": one}}) or []
    assert (rate.insurance, rate.total) == (555, 9654)


@pytest.mark.parametrize(
    "answer",
    [
        {"response": {"data": {"serviceCode": 910548, "fee": 9000, "feeTax": 99, "totalFee": 9099}}},
        {"response": [{"serviceCode": 910548, "fee": 9000, "totalFee": 9099}]},
        {"response": {"serviceCode": "910548", "fee": "9000", "totalFee": "9099"}},
        {"response": [{"serviceCode": 910548.0, "totalfee": 9099, "feeTax": 99}]},
    ],
)
def test_a_price_inside_response(answer: object) -> None:
    [rate] = wire.read_rates(answer) or []
    assert (rate.product, rate.fee, rate.total) == ("910548", 9000, 9099)


@pytest.mark.parametrize("wrapped", [False, True])
def test_the_oldest_form_has_names_instead_of_codes(wrapped: bool) -> None:
    rows = [{"productname": "PAKET KILAT KHUSUS", "totalfee": "9000", "estimation": "2 - 4 Hari"}]
    [rate] = wire.read_rates({"response": rows} if wrapped else rows) or []
    assert (rate.product, rate.total, rate.days_from, rate.days_to) == ("PAKET KILAT KHUSUS", 9000, 2, 4)
    assert wire.read_rates([1, "x"]) is None


def test_the_question_for_a_price_key_for_key() -> None:
    assert wire.fee_request("", "53183", "40115", 100, 0) == {
        "customerid": "",
        "desttypeid": "1",
        "itemtypeid": "1",
        "shipperzipcode": "53183",
        "receiverzipcode": "40115",
        "weight": 100,
        "length": 0,
        "width": 0,
        "height": 0,
        "diameter": 0,
        "valuegoods": 0,
    }


def test_the_request_to_send_key_for_key() -> None:
    body = wire.posting(order(), "DUMMY05400A", "1")
    assert list(body) == [
        "userid",
        "memberid",
        "orderid",
        "addresses",
        "itemproperties",
        "paymentvalues",
        "taxes",
        "services",
    ]
    sender, receiver = body["addresses"]
    assert (body["userid"], sender["addresstype"], receiver["addresstype"]) == (1, "senderlocation", "receiverlocation")
    named = "addresstype customertype name phone email address subdistrict city province zipcode country geolang geolat"
    assert " ".join(receiver) == f"{named} description"
    assert (receiver["subdistrict"], receiver["city"], receiver["zipcode"]) == ("Sukajadi", "Kota Bandung", "40162")
    assert receiver["phone"] == "081200000001"
    goods = body["itemproperties"]
    assert (goods["productid"], goods["weight"], goods["codvalue"], goods["pin"]) == ("240", 100, 0, 0)
    assert [one["name"] for one in body["services"]] == ["genreceipt", "printreceipt", "pickup", "delivery", "packing"]
    assert (body["paymentvalues"][0], body["taxes"][0]) == (
        {"name": "fee", "value": 9000},
        {"name": "fee", "value": 99},
    )


@pytest.mark.parametrize("name", ["office", "officeName"])
def test_the_place_under_either_name(name: str) -> None:
    raw = {"eventDate": "2026-07-15 09:11:50", "eventName": "MANIFEST TERIMA", name: "SPP BANDUNG 40400"}
    [event] = wire.read_events({"rs_tnt": {"r_tnt": [raw]}}) or []
    assert event.place == "SPP Bandung 40400"


def test_what_the_first_event_says_about_people_is_left_out() -> None:
    words = "LAYANAN :Pos Reguler;PENGIRIM : Budi;Jl. Mawar 1;0812;BANYUMAS;53183;;PENERIMA : Siti;Jl. Melati 2;0813"
    raw = {"eventDate": "2026-07-15 09:11:50", "eventName": "POSTING LOKET", "description": words}
    [event] = wire.read_events({"result": [raw]}) or []
    assert not any(word in str(event) for word in ("Budi", "Siti", "Mawar", "Melati", "0812", "0813"))


def test_every_fault_has_a_button_that_works(pos: Running) -> None:
    shown = pos.http.get("/").text
    for form in re.findall(r'<form method="post" action="/control/misbehave/all">(.*?)</form>', shown, re.DOTALL):
        fields = dict(re.findall(r'name="([a-z_]+)" value="([^"]*)"', form))
        assert pos.http.post("/control/misbehave/all", data=fields).status_code == 303
    wanted = pos_emulator.KINDS - {"drip", "answer"}
    assert wanted <= set(re.findall(r'name="kind" value="([a-z]+)"', shown))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.sampled_from(["rs_fee", "r_fee", "rs_tnt", "r_tnt", "response", "data", "result"]), inner)
        | st.dictionaries(st.sampled_from(["eventDate", "eventName", "fee", "serviceCode", "error", "resi"]), inner)
    ),
)


@given(anything)
def test_no_answer_breaks_the_reading(data: object) -> None:
    wire.read_rates(data)
    wire.read_events(data)
    wire.find_waybill(data, str(data))
    wire.said_no(data)
