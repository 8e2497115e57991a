"""The adapter against an OpenDK over real HTTP."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.outgoing import HttpAnswer
from tatadesa.gateways.opendk.adapter import OpenDkAdapter, read_answer
from tatadesa.gateways.opendk.emulator import TOKEN, make_server
from tatadesa.letters.ports import DistrictLetter, DistrictServer, HandedOff, HandOffOutcome, hand_off_port
from tests.gateways.emulators import Running

LETTER = DistrictLetter(
    b"%PDF-1.7\r\n--x\r\n\x00\xff", "3302076505909001", date(2026, 11, 28), "470/012/DS/XI/2026", "Surat “Uji”"
)


@pytest.fixture
def opendk() -> Iterator[Running]:
    with Running(make_server(0)) as running:
        yield running


def place(opendk: Running, **changes: Any) -> DistrictServer:
    return replace(DistrictServer(opendk.url, "33.02.07.2901", TOKEN, timeout_seconds=2.0), **changes)


def send(opendk: Running, **changes: Any) -> HandedOff:
    return OpenDkAdapter().send(place(opendk), replace(LETTER, **changes))


def test_a_letter_arrives_whole(opendk: Running) -> None:
    assert send(opendk).outcome is HandOffOutcome.SENT
    [kept] = opendk.http.get("/surat").json()
    assert (kept["desa_id"], kept["nomor"], kept["tanggal"]) == ("33.02.07.2901", LETTER.number, "2026-11-28")
    assert (kept["nama"], kept["size"], kept["nik"]) == ("Surat “Uji”", len(LETTER.content), "330207******9001")


def test_a_repeat_makes_no_second_letter(opendk: Running) -> None:
    assert [send(opendk).outcome, send(opendk).outcome] == [HandOffOutcome.SENT, HandOffOutcome.SENT]
    assert len(opendk.http.get("/surat").json()) == 1


def test_what_somebody_has_to_put_right_is_refused_with_words(opendk: Running) -> None:
    wrong = OpenDkAdapter().send(place(opendk, token="lain"), LETTER)
    assert (wrong.outcome, "token" in wrong.reason) == (HandOffOutcome.REFUSED, True)
    unknown = send(opendk, nik="3302076505900000")
    assert unknown.outcome is HandOffOutcome.REFUSED
    assert "tidak terdaftar" in unknown.reason
    assert "3302076505900000" not in unknown.reason
    fields = OpenDkAdapter().send(place(opendk, village_code="x"), replace(LETTER, content=b"bukan"))
    assert fields.reason == "OpenDK menolak isian: kode desa, berkas."


@pytest.mark.parametrize("kind", ["garbage", "html", "empty", "cut", "drip"])
def test_a_broken_server_is_tried_again(kind: str, opendk: Running) -> None:
    opendk.misbehave(kind, seconds=9)
    started = time.monotonic()
    assert send(opendk).outcome is HandOffOutcome.RETRY
    assert time.monotonic() - started < 5
    assert send(opendk).outcome is HandOffOutcome.SENT


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (401, HandOffOutcome.REFUSED),
        (404, HandOffOutcome.REFUSED),
        (302, HandOffOutcome.REFUSED),
        (429, HandOffOutcome.RETRY),
        (500, HandOffOutcome.RETRY),
        (503, HandOffOutcome.RETRY),
    ],
)
def test_statuses(status: int, outcome: HandOffOutcome, opendk: Running) -> None:
    opendk.misbehave("status", status=status, retry_after="7")
    result = send(opendk)
    assert result.outcome is outcome
    assert result.retry_after == (7 if outcome is HandOffOutcome.RETRY else None)


def test_slower_than_the_limit_and_nobody_there(opendk: Running) -> None:
    opendk.misbehave("slow", seconds=4)
    assert "tidak menjawab" in OpenDkAdapter().send(place(opendk, timeout_seconds=1.0), LETTER).reason
    nobody = OpenDkAdapter().send(place(opendk, server="http://127.0.0.1:1"), LETTER)
    assert nobody.outcome is HandOffOutcome.RETRY


def test_the_clouds_own_address_is_never_asked(opendk: Running) -> None:
    result = OpenDkAdapter().send(place(opendk, server="http://169.254.169.254"), LETTER)
    assert "tidak boleh dihubungi" in result.reason


def test_wiring_names_it() -> None:
    assert isinstance(hand_off_port(), OpenDkAdapter)


@given(st.integers(100, 599), st.binary(max_size=200))
def test_no_answer_raises(status: int, body: bytes) -> None:
    assert read_answer(HttpAnswer(status, {}, body)).outcome in HandOffOutcome
