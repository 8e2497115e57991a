"""The adapter against both families over real HTTP."""

import logging
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tatadesa.core.outgoing import _tls_context
from tatadesa.gateways.dukcapil.adapter import DukcapilAdapter
from tatadesa.gateways.dukcapil.emulator import make_server
from tatadesa.residents.ports import ELEMENTS, Elements, SourceAnswer, SourceSettings, SourceStatus
from tests.gateways.certificates import authority, self_signed, server_side
from tests.gateways.dukcapil.people import MARKER, RIGHT, SITI, reached, reading
from tests.gateways.emulators import Running

ALL_RIGHT = dict.fromkeys(ELEMENTS, True)
FAMILIES = pytest.mark.parametrize("family", [reached, reading], ids=["verify", "read"])


def ask(settings: SourceSettings, elements: Elements = RIGHT) -> SourceAnswer:
    return DukcapilAdapter().verify(settings, elements)


@FAMILIES
def test_everything_agrees(dukcapil: Running, family: Any) -> None:
    answer = ask(family(dukcapil.url))
    assert (answer.status, answer.fields, answer.reason) == (SourceStatus.MATCHED, ALL_RIGHT, "")


@FAMILIES
@pytest.mark.parametrize(
    ("element", "wrong"),
    [
        ("name", "Budi Santoso"),
        ("birth_place", "Surabaya"),
        ("birth_date", date(1990, 5, 26)),
        ("sex", 1),
        ("no_kk", "3302070101109009"),
        ("mother_name", "Painem"),
    ],
)
def test_one_element_differs(dukcapil: Running, family: Any, element: str, wrong: Any) -> None:
    answer = ask(family(dukcapil.url), replace(RIGHT, **{element: wrong}))
    assert answer.status is SourceStatus.NOT_MATCHED
    assert answer.fields == {**ALL_RIGHT, element: False}


@FAMILIES
def test_the_threshold_is_the_offices(dukcapil: Running, family: Any) -> None:
    close = replace(RIGHT, name="Siti Aminoh")
    assert ask(family(dukcapil.url, threshold=85), close).fields["name"] is True
    assert ask(family(dukcapil.url, threshold=99), close).fields["name"] is False


@FAMILIES
@pytest.mark.parametrize(
    ("nik", "status"),
    [
        ("3302076505909011", SourceStatus.DECEASED),
        ("3302076505909012", SourceStatus.DUPLICATE),
        ("3302076505909099", SourceStatus.NOT_FOUND),
        ("3302076505909014", SourceStatus.INACTIVE),
        ("3302079905909001", SourceStatus.NOT_FOUND),
    ],
)
def test_people_who_do_not_simply_match(dukcapil: Running, family: Any, nik: str, status: SourceStatus) -> None:
    answer = ask(family(dukcapil.url), replace(RIGHT, nik=nik))
    assert answer.status is status
    assert answer.fields == {}
    assert answer.reason


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("11", SourceStatus.DECEASED),
        ("12", SourceStatus.DUPLICATE),
        ("13", SourceStatus.NOT_FOUND),
        ("14", SourceStatus.INACTIVE),
        ("15", SourceStatus.NOT_FOUND),
        ("05", SourceStatus.UNAVAILABLE),
        ("77", SourceStatus.UNAVAILABLE),
    ],
)
def test_every_code(dukcapil: Running, code: str, status: SourceStatus) -> None:
    dukcapil.misbehave("code", code=code)
    answer = ask(reached(dukcapil.url))
    assert answer.status is status
    if status is SourceStatus.UNAVAILABLE:
        assert f"kode {int(code)}" in answer.reason


@FAMILIES
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("login", "nama pengguna atau sandi"),
        ("ip", "alamat IP"),
        ("ip-client", "alamat IP"),
        ("user", "tidak aktif"),
        ("quota", "Kuota"),
        ("cut", "memutus"),
        ("garbage", "HTTP yang benar"),
        ("html", "halaman web"),
        ("empty", "kosong"),
        ("nonsense", "tidak"),
    ],
)
def test_no_answer_says_why(dukcapil: Running, family: Any, kind: str, words: str) -> None:
    dukcapil.misbehave(kind)
    answer = ask(family(dukcapil.url))
    assert answer.status is SourceStatus.UNAVAILABLE
    assert words in answer.reason
    assert ask(family(dukcapil.url)).status is SourceStatus.MATCHED


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (302, "dialihkan|mengalihkan"),
        (401, "Basic"),
        (404, "alamat ini"),
        (429, "jeda"),
        (500, "terganggu"),
        (418, "418"),
    ],
)
def test_http_errors_say_why(dukcapil: Running, status: int, words: str) -> None:
    dukcapil.misbehave("status", status=status)
    answer = ask(reached(dukcapil.url))
    assert answer.status is SourceStatus.UNAVAILABLE
    assert any(word in answer.reason for word in words.split("|"))
    assert len(dukcapil.http.get("/control/pertanyaan").json()) == 1


def test_the_quota_runs_out(dukcapil: Running) -> None:
    dukcapil.http.post("/control/kuota", json={"left": 1})
    assert ask(reached(dukcapil.url)).quota_left == 0
    answer = ask(reached(dukcapil.url))
    assert answer.status is SourceStatus.UNAVAILABLE
    assert "Kuota" in answer.reason


@pytest.mark.parametrize("kind", ["slow", "drip"])
def test_patience_ends(dukcapil: Running, kind: str) -> None:
    dukcapil.misbehave(kind, seconds=4)
    started = time.monotonic()
    answer = ask(reached(dukcapil.url, timeout_seconds=0.5))
    assert answer.status is SourceStatus.UNAVAILABLE
    assert "tidak menjawab" in answer.reason
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"user_id": "salah"}, "sandi"),
        ({"client_ip": "10.0.0.1"}, "alamat IP"),
        ({"method": "TIDAK_ADA"}, "nama metode"),
        ({"base_url": "http://127.0.0.1:9"}, "menolak sambungan"),
        ({"base_url": "http://tidak.ada.invalid"}, "tidak dikenal"),
        ({"base_url": "http://169.254.169.254"}, "tidak boleh dihubungi"),
        ({"base_url": "ftp://127.0.0.1"}, ""),
        ({"base_url": "http://[::1"}, ""),
        ({"base_url": ""}, ""),
        ({"threshold_key": "THRESHOLD"}, "tidak dikenal"),
    ],
)
def test_wrong_settings_say_what(dukcapil: Running, changes: dict[str, Any], words: str) -> None:
    answer = ask(reached(dukcapil.url, **changes))
    assert answer.status is SourceStatus.UNAVAILABLE
    assert words in answer.reason


def test_only_what_the_agreement_covers_is_sent(dukcapil: Running) -> None:
    answer = ask(reached(dukcapil.url, elements=("name", "birth_date"), sends_transaction_id=True))
    assert answer.fields == {"name": True, "birth_date": True}
    [asked] = dukcapil.http.get("/control/pertanyaan").json()
    assert asked["keys"] == sorted(
        ["NIK", "USER_ID", "PASSWORD", "IP_USER", "TRESHOLD", "NAMA_LGKP", "TGL_LHR", "transactionId"]
    )


def test_what_is_not_known_is_not_asked(dukcapil: Running) -> None:
    assert ask(reached(dukcapil.url), Elements(nik=SITI)) == SourceAnswer(SourceStatus.MATCHED, {}, "", 99_999)
    assert ask(reached(dukcapil.url), Elements(nik=SITI, name="SITI AMINAH")).fields == {"name": True}


@pytest.mark.parametrize("method", ["nik_verifby_elemen", "koneksitas_verifby_elemen", "CALL_VERIFY_BY_ELEMEN"])
@pytest.mark.parametrize("ip_key", ["IP_USER", "ip_user", "ip_address"])
def test_spellings(dukcapil: Running, method: str, ip_key: str) -> None:
    settings = reached(dukcapil.url, method=method, ip_key=ip_key, date_day_first=False, threshold_as_text=False)
    assert ask(settings).status is SourceStatus.MATCHED


def test_a_talkative_service_is_not_believed_and_not_repeated(
    dukcapil: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    dukcapil.misbehave("person", code=MARKER)
    answers = [ask(reached(dukcapil.url)), ask(reading(dukcapil.url))]
    assert [answer.status for answer in answers] == [SourceStatus.UNAVAILABLE, SourceStatus.MATCHED]
    for secret in (MARKER, SITI, "SITI", "rahasia"):
        assert secret not in f"{answers} {caplog.text} {RIGHT}"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return self_signed(tmp_path)


def test_certificates(certificate: Path, caplog: pytest.LogCaptureFixture) -> None:
    server = make_server(0)
    server.socket = server_side(certificate).wrap_socket(server.socket, server_side=True)
    with Running(server):
        url = f"https://localhost:{server.server_port}"
        refused = ask(reached(url))
        trusted = ask(reached(url, ca_certificate=authority(certificate)))
        careless = ask(reached(url, verifies_tls=False))
        broken = ask(reached(url, ca_certificate="-----BEGIN CERTIFICATE-----\nbukan\n-----END CERTIFICATE-----"))
    assert "tidak dipercaya" in refused.reason
    assert (trusted.status, careless.status) == (SourceStatus.NOT_FOUND, SourceStatus.NOT_FOUND)
    assert "CA" in broken.reason
    assert _tls_context.cache_info().currsize >= 3
