"""What Dukcapil may answer, in all spellings seen, and in those nobody has seen."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.core.outgoing import HttpAnswer
from tatadesa.gateways.dukcapil.adapter import read_answer
from tatadesa.gateways.dukcapil.comparing import likeness, read_date
from tatadesa.gateways.dukcapil.words import failure, whole, word
from tatadesa.residents.ports import SourceStatus
from tests.gateways.dukcapil.people import RIGHT, SITI, reached, reading


@pytest.mark.parametrize(
    ("value", "agrees"),
    [
        ("Sesuai", True),
        ("SESUAI (100)", True),
        ("Sesuai (59)", True),
        ("sesuai(92)", True),
        ("Sesuai ( 92.5 )", True),
        ("Tidak Sesuai", False),
        ("Tidak Sesuai (59)", False),
        ("tidak  sesuai (100)", False),
        ("TIDAK SESUAI(0)", False),
        ("(95)", True),
        ("(60)", False),
        (95, True),
        (Decimal(12), False),
        ("", None),
        ("Belum Sesuai", None),
        ("Sesuai dengan SITI AMINAH", None),
        ("SITI AMINAH", None),
        (3302076505909001, None),
        (None, None),
        (True, None),
        ([], None),
    ],
)
def test_the_word_decides_then_the_score(value: Any, agrees: bool | None) -> None:
    assert word(value, 90) is agrees


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ({"RESPONSE_CODE": 11, "RESPONSE_DESC": ""}, SourceStatus.DECEASED),
        ({"RESPONSE_CODE": "12"}, SourceStatus.DUPLICATE),
        ({"RESPON": "Data Ditemukan, Meninggal Dunia"}, SourceStatus.DECEASED),
        ({"RESPON": "Data Ditemukan, Data Ganda"}, SourceStatus.DUPLICATE),
        ({"RESPON": "Data Tidak Ditemukan"}, SourceStatus.NOT_FOUND),
        ({"RESPON": "Data Ditemukan, Status Non Aktif (Tidak Aktif) silakan hubungi"}, SourceStatus.INACTIVE),
        ({"RESPON": "Data Tidak Ditemukan, NIK tidak sesuai format Dukcapil"}, SourceStatus.NOT_FOUND),
        ({"RESPON": "Login Gagal"}, SourceStatus.UNAVAILABLE),
        ({"RESPON": "IP Client  Tidak terdaftar"}, SourceStatus.UNAVAILABLE),
        ({"RESPON": "User id anda tidak aktif"}, SourceStatus.UNAVAILABLE),
        ({"RESPONSE_CODE": "05", "RESPON": "Kuota Akses Hari Ini Telah Habis"}, SourceStatus.UNAVAILABLE),
        ({"RESPON": "Sistem dalam pemeliharaan"}, SourceStatus.UNAVAILABLE),
    ],
)
def test_failures_by_code_or_text(content: dict[str, Any], status: SourceStatus) -> None:
    answer = failure(content)
    assert answer is not None
    assert answer.status is status


@pytest.mark.parametrize("content", [{}, {"RESPON": ""}, {"RESPONSE_CODE": "00", "RESPONSE_DESC": "Data Ditemukan"}])
def test_no_failure(content: dict[str, Any]) -> None:
    assert failure(content) is None


def test_whole_numbers() -> None:
    assert [whole(value) for value in (12, "12", " 012 ", "12.0", Decimal("3.302076505909001E15"))] == [
        12, 12, 12, 12, int(SITI)
    ]  # fmt: skip
    assert [whole(value) for value in (True, None, "", "12a", "١٢", Decimal("1E999"), Decimal("NaN"), [])] == [None] * 8


def test_dates_and_names() -> None:
    assert [str(read_date(text)) for text in ("1990-05-25", "25-05-1990", "25/05/1990", "1990-05-25T00:00:00")] == [
        "1990-05-25"
    ] * 4
    assert [read_date(text) for text in ("", "31-02-1990", "25-05-19901", "kemarin")] == [None] * 4
    assert likeness("Siti  Aminah, S.Pd", "SITI AMINAH S PD") == 100
    assert likeness("", "") == 0


def test_a_nik_may_come_back_as_itself_or_as_a_word() -> None:
    def status(nik: Any) -> SourceStatus:
        return _read({"content": [{"NIK": nik, "NAMA_LGKP": "Sesuai (100)"}]}).status

    assert [status(nik) for nik in (SITI, int(SITI), float(SITI), "Sesuai")] == [SourceStatus.MATCHED] * 4
    assert status("Tidak Sesuai") is SourceStatus.NOT_FOUND
    assert [status(nik) for nik in ("3302076505909002", 95, "95", None, "")] == [SourceStatus.UNAVAILABLE] * 5


def test_elements_without_an_answer_are_named_not_guessed() -> None:
    answer = _read({"content": [{"NIK": SITI, "NAMA_LGKP": "Sesuai (100)", "TGL_LHR": ""}]})
    assert answer.fields == {"name": True}
    assert "tanggal lahir" in answer.reason
    assert _read({"content": [{"NIK": SITI}]}).status is SourceStatus.UNAVAILABLE


def _read(data: Any, *, reads: bool = False) -> Any:
    settings = reading("http://x") if reads else reached("http://x")
    return read_answer(HttpAnswer(200, {}, json.dumps(data).encode()), settings, RIGHT)


_keys = st.sampled_from(["NIK", "RESPON", "RESPONSE_CODE", "NAMA_LGKP", "TGL_LHR", "JENIS_KLMIN", "NO_KK", "TMPT_LHR"])
_scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from([SITI, int(SITI), "Sesuai", "Tidak Sesuai (3)", "1990-05-25", "L", "1" * 40])
)
_values = st.recursive(
    _scalars, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_keys, inner), max_leaves=4
)
_contents = st.dictionaries(_keys, _values) | _values
_bodies = st.one_of(
    st.binary(max_size=80),
    st.fixed_dictionaries({"content": _contents | st.lists(_contents, max_size=2), "quotaLimiter": _scalars}).map(
        lambda data: json.dumps(data).encode()
    ),
)


@given(status=st.sampled_from([200, 200, 200, 302, 500]), body=_bodies, reads=st.booleans())
def test_whatever_comes_back_is_an_answer(status: int, body: bytes, reads: bool) -> None:
    settings = reading("http://x") if reads else reached("http://x")
    answer = read_answer(HttpAnswer(status, {}, body), settings, RIGHT)
    assert answer.status is not SourceStatus.OFF
    if answer.status is SourceStatus.MATCHED:
        assert answer.fields
        assert all(answer.fields.values())
    if answer.status is SourceStatus.UNAVAILABLE:
        assert answer.reason
