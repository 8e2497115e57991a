"""What conditions mean, and what is asked of whom."""

from typing import Any

import pytest

from tatadesa.forms.cleaning import clean
from tatadesa.forms.logic import fate, holds, state, with_followers, words
from tests.forms.definitions import CONTEXT, REGISTER
from tests.forms.samples import CHOICES, PDF, PHOTO, TODAY, form

VALUES = {
    "nama": "Siti",
    "keperluan": "ya",
    "gaji": 1_500_000,
    "luas": 1.5,
    "hari": "2026-11-24",
    "lahir": "2008-02-29",
    "jam": "08:30",
    "setuju": True,
    "tidak": False,
    "hobi": ["baca", "lari"],
    "kosong": None,
    "tak_ada": "",
}


@pytest.mark.parametrize(
    ("of", "op", "to"),
    [
        ("nama", "is", "SITI"),
        ("nama", "is_not", "Sita"),
        ("nama", "in", ["Budi", "siti"]),
        ("nama", "not_in", ["Budi"]),
        ("keperluan", "is", "ya"),
        ("gaji", "at_least", 1_500_000),
        ("gaji", "at_most", 1_500_000),
        ("gaji", "more_than", 1_499_999),
        ("luas", "less_than", 2),
        ("luas", "is", 1.5),
        ("hari", "is", "today"),
        ("hari", "less_than", "+1d"),
        ("hari", "more_than", "-30d"),
        ("hari", "at_least", "2026-11-24"),
        ("lahir", "age_at_least", 18),
        ("lahir", "age_below", 19),
        ("jam", "at_most", "08:30"),
        ("setuju", "is", True),
        ("tidak", "is", False),
        ("tidak", "is_not", True),
        ("hobi", "has", "lari"),
    ],
)
def test_what_holds(of: str, op: str, to: Any) -> None:
    assert holds({"of": f"jawaban.{of}", "op": op, "to": to}, VALUES, REGISTER, TODAY)


@pytest.mark.parametrize(
    ("of", "op", "to"),
    [
        ("nama", "is", "Sita"),
        ("gaji", "more_than", 1_500_000),
        ("setuju", "is", 1),
        ("gaji", "is", "1500000"),
        ("hari", "less_than", "today"),
        ("lahir", "age_at_least", 19),
        ("hobi", "has", "masak"),
        ("hobi", "is", "baca"),
        ("nama", "at_least", 1),
    ],
)
def test_what_does_not_hold(of: str, op: str, to: Any) -> None:
    assert not holds({"of": f"jawaban.{of}", "op": op, "to": to}, VALUES, REGISTER, TODAY)


@pytest.mark.parametrize("name", ["kosong", "tak_ada", "tidak_dikenal"])
def test_what_is_not_there_is_only_empty_or_something_else(name: str) -> None:
    true = {"empty", "is_not", "not_in"}
    tests = {
        "is": "x",
        "in": ["x"],
        "has": "x",
        "at_least": 1,
        "less_than": 1,
        "age_below": 99,
        "is_not": "x",
        "not_in": ["x"],
    }
    for op, to in tests.items():
        assert holds({"of": f"jawaban.{name}", "op": op, "to": to}, VALUES, REGISTER, TODAY) is (op in true)
    for op in ("filled", "empty"):
        assert holds({"of": f"jawaban.{name}", "op": op}, VALUES, REGISTER, TODAY) is (op in true)


def test_a_no_is_an_answer() -> None:
    assert holds({"of": "jawaban.tidak", "op": "filled"}, VALUES, REGISTER, TODAY)


def test_answers_and_register_are_compared_with_each_other() -> None:
    same = {"of": "jawaban.nama", "op": "is", "to": {"of": "penduduk.nama"}}
    assert holds(same, {"nama": "siti aminah"}, REGISTER, TODAY)
    assert not holds(same, {"nama": "Budi"}, REGISTER, TODAY)
    assert not holds({**same, "to": {"of": "penduduk.telepon"}}, VALUES, REGISTER, TODAY)
    assert holds({**same, "op": "is_not", "to": {"of": "penduduk.telepon"}}, VALUES, REGISTER, TODAY)


def test_numbers_of_the_register_are_numbers() -> None:
    adult = {"of": "penduduk.umur", "op": "at_least", "to": 17}
    assert holds(adult, {}, REGISTER, TODAY)
    assert not holds(adult, {}, {"penduduk.umur": "9"}, TODAY)
    assert not holds(adult, {}, {"penduduk.umur": "tua"}, TODAY)
    assert holds({"of": "penduduk.tanggal_lahir", "op": "age_at_least", "to": 17}, {}, REGISTER, TODAY)


def test_all_any_and_not() -> None:
    yes, no = {"of": "jawaban.nama", "op": "filled"}, {"of": "jawaban.nama", "op": "empty"}
    assert holds({"all": [yes, {"not": no}, {"any": [no, yes]}]}, VALUES, REGISTER, TODAY)
    assert not holds({"all": [yes, no]}, VALUES, REGISTER, TODAY)


def is_yes(name: str) -> dict[str, Any]:
    return {"of": f"jawaban.{name}", "op": "is", "to": "ya"}


CHAIN = form(
    {"id": "punya_usaha", "kind": "choice", "label": "Punya usaha?", "choices": CHOICES, "required": True},
    {"id": "ada_izin", "kind": "choice", "label": "Ada izin?", "choices": CHOICES, "show_if": is_yes("punya_usaha")},
    {"id": "nomor", "kind": "short_text", "label": "Nomor izin", "required": True, "show_if": is_yes("ada_izin")},
    {"id": "omzet", "kind": "money", "label": "Omzet", "require_if": is_yes("punya_usaha")},
    {"id": "izin", "kind": "file", "label": "Foto izin", "show_if": is_yes("ada_izin")},
)
ALL_YES = {"punya_usaha": "ya", "ada_izin": "ya", "nomor": "12", "omzet": "5000", "izin": [PHOTO]}


def test_what_a_hidden_field_holds_does_not_count() -> None:
    assert "nomor" in state(CHAIN, ALL_YES, CONTEXT).shown
    asked = state(CHAIN, {**ALL_YES, "punya_usaha": "tidak"}, CONTEXT)
    assert asked.shown == {"punya_usaha", "omzet"}
    assert asked.required == {"punya_usaha"}


def test_nothing_of_a_hidden_field_is_kept_or_complained_about() -> None:
    cleaned = clean(CHAIN, {**ALL_YES, "punya_usaha": "tidak", "nomor": "x" * 400}, CONTEXT)
    assert cleaned.values == {"punya_usaha": "tidak", "omzet": 5000}
    assert cleaned.errors == {}
    assert cleaned.hidden == {"ada_izin", "nomor", "izin"}
    assert clean(CHAIN, ALL_YES, CONTEXT).values["izin"] == [PHOTO]


def test_an_answer_may_be_required_by_another() -> None:
    assert "omzet" not in clean(CHAIN, {"punya_usaha": "tidak"}, CONTEXT).errors
    assert clean(CHAIN, {"punya_usaha": "ya"}, CONTEXT).errors == {"omzet": "Isi bagian ini."}


def test_a_hidden_date_is_no_bound() -> None:
    schema = form(
        {"id": "pilih", "kind": "choice", "label": "Pilih", "choices": CHOICES},
        {"id": "mulai", "kind": "date", "label": "Mulai", "show_if": is_yes("pilih")},
        {"id": "selesai", "kind": "date", "label": "Selesai", "not_before": "mulai"},
    )
    raw = {"mulai": "2026-12-02", "selesai": "2026-12-01"}
    assert list(clean(schema, {**raw, "pilih": "ya"}, CONTEXT).errors) == ["selesai"]
    assert clean(schema, {**raw, "pilih": "tidak"}, CONTEXT).errors == {}


def test_an_answer_that_cannot_be_kept_is_no_answer() -> None:
    raw = {**ALL_YES, "izin": [PHOTO, PDF]}
    schema = form(
        *CHAIN["fields"], {"id": "ket", "kind": "note", "label": "!", "show_if": {"of": "jawaban.izin", "op": "filled"}}
    )
    assert "ket" in state(schema, ALL_YES, CONTEXT).shown
    assert "ket" not in state(schema, raw, CONTEXT).shown


def test_kept_answers_count_also_when_their_day_has_passed() -> None:
    schema = form(
        {"id": "hari", "kind": "date", "label": "Hari", "min": "today"},
        {"id": "acara", "kind": "short_text", "label": "Acara", "show_if": {"of": "jawaban.hari", "op": "filled"}},
    )
    raw = {"hari": "2026-11-01", "acara": "Rapat"}
    assert "acara" not in state(schema, raw, CONTEXT).shown
    assert clean(schema, raw, CONTEXT, ["acara"]).values == {"acara": "Rapat"}


def test_who_opens_a_field_opens_what_hangs_on_it() -> None:
    assert with_followers(CHAIN, ["punya_usaha"]) == ["punya_usaha", "ada_izin", "nomor", "omzet", "izin"]
    assert with_followers(CHAIN, ["ada_izin"]) == ["ada_izin", "nomor", "izin"]
    assert with_followers(CHAIN, ["omzet"]) == ["omzet"]


def test_what_the_register_decides_alone() -> None:
    woman = {"of": "penduduk.jenis_kelamin", "op": "is", "to": "Perempuan"}
    open_ = is_yes("pilih")
    assert fate(woman, REGISTER, TODAY) is True
    assert fate({"not": woman}, REGISTER, TODAY) is False
    assert fate(open_, REGISTER, TODAY) is None
    assert fate({"all": [open_, {"not": woman}]}, REGISTER, TODAY) is False
    assert fate({"any": [open_, woman]}, REGISTER, TODAY) is True
    assert fate({"all": [open_, woman]}, REGISTER, TODAY) is None


ASKED = form(
    {"id": "keperluan", "kind": "choice", "label": "Surat dipakai untuk:", "choices": CHOICES},
    {"id": "gaji", "kind": "money", "label": "Gaji"},
    {"id": "berat", "kind": "number", "label": "Berat", "unit": "gram"},
    {"id": "lahir", "kind": "date", "label": "Tanggal lahir"},
    {"id": "jam", "kind": "time", "label": "Jam"},
    {"id": "setuju", "kind": "statement", "label": "Saya setuju."},
)


IS_TIME_GIVEN = {"of": "jawaban.jam", "op": "filled"}


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (is_yes("keperluan"), "Surat dipakai untuk adalah “Ya”"),
        (
            {"of": "jawaban.keperluan", "op": "not_in", "to": ["ya", "tidak"]},
            "Surat dipakai untuk bukan “Ya” atau “Tidak”",
        ),
        ({"of": "jawaban.gaji", "op": "less_than", "to": 1500000}, "Gaji kurang dari Rp1.500.000"),
        ({"of": "jawaban.berat", "op": "at_least", "to": 500}, "Berat paling sedikit 500 gram"),
        ({"of": "jawaban.lahir", "op": "less_than", "to": "-30d"}, "Tanggal lahir sebelum 30 hari yang lalu"),
        ({"of": "jawaban.lahir", "op": "age_below", "to": 17}, "umur menurut Tanggal lahir di bawah 17 tahun"),
        ({"of": "jawaban.jam", "op": "at_least", "to": "08:30"}, "Jam paling awal 08.30"),
        ({"of": "jawaban.setuju", "op": "is", "to": False}, "Saya setuju tidak dicentang"),
        ({"of": "jawaban.gaji", "op": "empty"}, "Gaji kosong"),
        (
            {"not": {"of": "jawaban.gaji", "op": "at_least", "to": 1}},
            "tidak benar bahwa Gaji paling sedikit Rp1",
        ),
        ({"of": "penduduk.umur", "op": "at_least", "to": 17}, "umur pemohon paling sedikit 17"),
        (
            {"of": "penduduk.dusun", "op": "in", "to": ["Krajan", "Kulon"]},
            "dusun pemohon salah satu dari “Krajan” atau “Kulon”",
        ),
        (
            {"of": "jawaban.lahir", "op": "is", "to": {"of": "penduduk.tanggal_lahir"}},
            "Tanggal lahir adalah tanggal lahir pemohon",
        ),
        (
            {"any": [is_yes("keperluan"), {"all": [IS_TIME_GIVEN, {"not": is_yes("keperluan")}]}]},
            "Surat dipakai untuk adalah “Ya” atau (Jam terisi dan Surat dipakai untuk bukan “Ya”)",
        ),
    ],
)
def test_conditions_in_words(condition: dict[str, Any], said: str) -> None:
    assert words(condition, ASKED) == f"bila {said}"
