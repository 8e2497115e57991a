"""Rows are judged without a database: what is wrong, what is odd, and never an exception."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tatadesa.residents.columns import COLUMNS
from tatadesa.residents.sheets.judging import Judge
from tatadesa.residents.sheets.layout import read_layout
from tatadesa.residents.sheets.verdicts import Known, KnownFamily, Register, Verdict
from tests.residents.sheets.samples import KEYS, person

TODAY = date(2026, 11, 24)
NOBODY = Register({}, {}, {})
REGIONS = {"33": "Jawa Tengah", "33.02": "Banyumas", "33.02.07": "Uji"}


def judged(*people: dict[str, Any], register: Register = NOBODY) -> list[Verdict]:
    judge = Judge(read_layout(KEYS), TODAY, REGIONS.get)
    rows = [[one.get(key, "") for key in KEYS] for one in people]
    return [judge.judge(judge.draft(number, row), register) for number, row in enumerate(rows, start=2)]


def said(verdict: Verdict) -> dict[str, str]:
    found: dict[str, str] = {}
    for reason in verdict.reasons:
        found[reason.column] = f"{found.get(reason.column, '')} {reason.message}".strip()
    return found


@pytest.mark.parametrize(
    "nik", [3302071508950001, 3302071508950001.0, "3302071508950001.0", "3.30207E+15", "3,302071508950E+15"]
)
def test_a_nik_spoilt_by_a_spreadsheet_is_caught_with_advice(nik: object) -> None:
    (verdict,) = judged(person(nik=nik))
    assert verdict.outcome == "refused"
    assert "Ubah format kolom menjadi Teks" in said(verdict)["nik"]
    assert verdict.cells["nik"] == nik


def test_an_apostrophe_before_a_whole_nik_is_taken_off_and_told() -> None:
    (verdict,) = judged(person(nik="'3302071508950001"))
    assert (verdict.outcome, verdict.values[KEYS.index("nik")]) == ("added", "3302071508950001")
    assert verdict.reasons[0].is_warning
    assert "petik" in said(verdict)["nik"]


def test_a_family_card_number_spoilt_by_a_spreadsheet() -> None:
    (verdict,) = judged(person(no_kk=3302070101050001.0))
    assert "Nomor KK tersimpan sebagai angka" in said(verdict)["no_kk"]


def test_every_fault_of_a_row_is_told_at_once() -> None:
    (verdict,) = judged(person(nik="12", sex="X", tanggallahir="31-02-1990", nama="", rt="A"))
    assert set(said(verdict)) == {"nik", "sex", "tanggallahir", "nama", "rt"}


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"tanggallahir": date(2027, 1, 1)}, "tanggallahir", "belum tiba"),
        ({"no_kk": "3302071508950001"}, "no_kk", "sama dengan NIK"),
        ({"ayah_nik": "3302071508950001"}, "ayah_nik", "NIK sendiri"),
        ({"nama": "S1TI"}, "nama", "hanya boleh berisi huruf"),
        ({"no_kk": ""}, "no_kk", "Wajib diisi"),
        ({"rt": ""}, "rt", "Wajib diisi"),
        ({"kk_level": "-"}, "kk_level", "Wajib diisi"),
    ],
)
def test_errors(changes: dict[str, Any], column: str, words: str) -> None:
    (verdict,) = judged(person(**changes))
    assert verdict.outcome == "refused"
    assert words in said(verdict)[column]


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"sex": 2}, "nik", "Jenis kelamin tidak sama"),
        ({"tanggallahir": date(1995, 8, 16)}, "nik", "Tanggal lahir tidak sama"),
        ({"nik": "9271071508950001"}, "nik", "Kode wilayah tidak ada"),
        ({"no_kk": "9271070101050001"}, "no_kk", "Kode wilayah"),
        ({"no_kk": "3302070101300001"}, "no_kk", "belum terjadi"),
        ({"tanggallahir": date(1905, 8, 15)}, "tanggallahir", "Umurnya lebih dari 120"),
        ({"tanggalperkawinan": date(1990, 1, 1)}, "tanggalperkawinan", "sebelum tanggal lahir"),
        ({"hamil": 1}, "hamil", "Laki-laki"),
        ({"kk_level": 3}, "kk_level", "tidak cocok"),
    ],
)
def test_what_only_looks_odd_never_keeps_a_row_out(changes: dict[str, Any], column: str, words: str) -> None:
    (verdict,) = judged(person(**changes))
    assert verdict.outcome == "added"
    assert words in said(verdict)[column]


def test_two_heads_of_one_family_are_told() -> None:
    _, second = judged(person(1), person(2, kk_level=1))
    assert (second.outcome, said(second)["kk_level"]) == ("added", "KK ini sudah punya kepala keluarga di baris 2.")


def test_what_our_own_csv_protects_comes_back_bare() -> None:
    (verdict,) = judged(person(suku="'=1+1", akta_lahir="'-5", alamat="'@x"))
    values = dict(zip(KEYS, verdict.values, strict=True))
    assert (values["suku"], values["akta_lahir"], values["alamat"]) == ("=1+1", "-5", "@x")


def test_an_empty_cell_says_nothing_about_somebody_known() -> None:
    known = _known(person(1, suku="JAWA"))
    register = Register({known.values[KEYS.index("nik")]: known}, _families(known), {})  # type: ignore[dict-item]
    row = dict.fromkeys(KEYS, "") | {"nik": person(1)["nik"]}
    assert judged(row, register=register)[0].outcome == "unchanged"
    assert judged(row | {"suku": "-"}, register=register)[0].outcome == "unchanged"
    (changed,) = judged(row | {"suku": "SUNDA"}, register=register)
    assert changed.changes == {"ethnicity": ["JAWA", "SUNDA"]}


def test_a_fault_in_a_cell_keeps_out_a_known_person_too() -> None:
    known = _known(person(1))
    register = Register({known.values[KEYS.index("nik")]: known}, _families(known), {})  # type: ignore[dict-item]
    (verdict,) = judged(person(1, agama_id="XX"), register=register)
    assert verdict.outcome == "refused"


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.text("0123456789-/.,eE'=+@ ", max_size=18),
    st.dates(),
    st.sampled_from([cell for one in (person(1), person(2)) for cell in one.values()]),
)


@settings(max_examples=300)
@given(st.lists(st.lists(CELLS, max_size=50), max_size=6), st.permutations(KEYS))
def test_any_cells_get_a_verdict(rows: list[list[Any]], keys: list[str]) -> None:
    known = _known(person(1))
    register = Register({person(1)["nik"]: known}, _families(known), {})
    judge = Judge(read_layout(keys), TODAY, REGIONS.get)
    for number, cells in enumerate(rows, start=2):
        verdict = judge.judge(judge.draft(number, cells), register)
        is_refused = any(not reason.is_warning for reason in verdict.reasons)
        assert (verdict.outcome == "refused") == is_refused
        assert len(verdict.name) <= 120


@given(st.fixed_dictionaries({key: st.one_of(CELLS, st.just(person(1).get(key, ""))) for key in KEYS}))
def test_one_strange_cell_beside_good_ones(cells: dict[str, Any]) -> None:
    (verdict,) = judged(cells)
    if verdict.outcome == "added":
        for column, value in zip(COLUMNS, verdict.values, strict=True):
            assert not column.is_required or value not in ("", None)


def _known(row: dict[str, Any]) -> Known:
    (verdict,) = judged(row)
    assert verdict.outcome == "added", verdict.reasons
    return Known(uuid4(), 1, uuid4(), tuple(verdict.values))


def _families(known: Known) -> dict[str, KnownFamily]:
    values = dict(zip(KEYS, known.values, strict=True))
    address = (values["alamat"], values["dusun"], values["rw"], values["rt"])
    return {str(values["no_kk"]): KnownFamily(known.family_id, address)}
