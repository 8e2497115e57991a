"""What OpenDK gives back, over real HTTP."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.outgoing import HttpAnswer
from tatadesa.gateways.opendk.adapter import OpenDkAdapter
from tatadesa.gateways.opendk.emulator import LIST, SEAL, make_server
from tatadesa.gateways.opendk.giving_back import read_file, read_list
from tatadesa.letters.ports import DistrictState
from tests.gateways.emulators import Running
from tests.gateways.opendk.test_adapter import LETTER, place, send

OPENDK = OpenDkAdapter()


@pytest.fixture
def opendk() -> Iterator[Running]:
    with Running(make_server(0)) as running:
        assert send(running).reason == ""
        yield running


def act(opendk: Running, what: str, note: str = "") -> None:
    path = LETTER.number.replace("/", "%2F")
    assert opendk.http.post(f"/control/letter/{path}", json={"what": what, "note": note}).status_code == 200


def where(opendk: Running) -> Any:
    listed = OPENDK.standings(place(opendk)).standings
    assert listed is not None
    return listed[LETTER.number]


def test_from_received_to_signed(opendk: Running) -> None:
    assert where(opendk).state is DistrictState.WAITING
    act(opendk, "check")
    assert where(opendk).state is DistrictState.WAITING
    assert OPENDK.fetch(place(opendk), LETTER.number).content == LETTER.content
    act(opendk, "sign")
    assert where(opendk).state is DistrictState.SIGNED
    assert OPENDK.fetch(place(opendk), LETTER.number).content == LETTER.content + SEAL


def test_a_rejection_comes_with_its_words_and_without_a_nik(opendk: Running) -> None:
    act(opendk, "reject", f"Lampiran {LETTER.nik}\nkurang.")
    assert (where(opendk).state, where(opendk).note) == (DistrictState.REJECTED, "Lampiran ini kurang.")


def test_only_what_is_the_villages(opendk: Running) -> None:
    other = place(opendk, village_code="33.02.07.2902")
    assert OPENDK.standings(other).standings == {}
    assert "tidak punya surat" in OPENDK.fetch(other, LETTER.number).reason
    assert "tidak punya surat" in OPENDK.fetch(place(opendk), "470/999").reason


def test_a_refused_token_and_a_code_that_is_missing(opendk: Running) -> None:
    for asked in (OPENDK.standings(place(opendk, token="lain")), OPENDK.fetch(place(opendk, token="lain"), "1")):
        assert "token" in asked.reason
    assert "HTTP 422" in OPENDK.standings(place(opendk, village_code="")).reason


@pytest.mark.parametrize("kind", ["garbage", "html", "empty", "cut", "drip", "slow"])
def test_a_broken_server_tells_nothing(kind: str, opendk: Running) -> None:
    opendk.misbehave(kind, times=2, seconds=4)
    started = time.monotonic()
    quick = place(opendk, timeout_seconds=1.0)
    assert (OPENDK.standings(quick).standings, OPENDK.fetch(quick, LETTER.number).content) == (None, None)
    assert time.monotonic() - started < 5
    assert where(opendk).state is DistrictState.WAITING


@pytest.mark.parametrize("status", [302, 401, 404, 429, 500, 503])
def test_statuses(status: int, opendk: Running) -> None:
    opendk.misbehave("status", status=status, times=2)
    assert OPENDK.standings(place(opendk)).standings is None
    assert OPENDK.fetch(place(opendk), LETTER.number).content is None


def test_an_old_version_says_so(opendk: Running) -> None:
    opendk.misbehave("old", LIST)
    assert "versi lama" in OPENDK.standings(place(opendk)).reason


def test_the_clouds_own_address_is_never_asked(opendk: Running) -> None:
    cloud = place(opendk, server="http://169.254.169.254")
    assert "tidak boleh dihubungi" in OPENDK.standings(cloud).reason
    assert "tidak boleh dihubungi" in OPENDK.fetch(cloud, "1").reason


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["success", "data", "nomor", "log_verifikasi", "keterangan"]), inner)
    ),
    max_leaves=12,
)


@given(st.integers(100, 599), st.binary(max_size=100) | ANYTHING.map(lambda data: json.dumps(data).encode()))
def test_no_answer_raises(status: int, body: bytes) -> None:
    listed, file = read_list(HttpAnswer(status, {}, body)), read_file(HttpAnswer(status, {}, body))
    assert (listed.standings is None) == bool(listed.reason)
    assert (file.content is None) == bool(file.reason)
