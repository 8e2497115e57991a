"""When a form turns from one person of the family to another."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.forms.cleaning import clean
from tatadesa.forms.context import FormContext
from tatadesa.forms.differences import differences
from tatadesa.forms.errors import SchemaError
from tatadesa.forms.prefill import follow, prefill
from tatadesa.forms.rendering import fields
from tatadesa.forms.schema import check_schema
from tests.forms.neighbourhood import SmallTree, SmallVillage
from tests.forms.samples import TODAY, field, form

SCHEMA: dict[str, Any] = {
    "fields": [
        {"id": "nama", "kind": "short_text", "label": "Nama", "prefill": "penduduk.nama"},
        {"id": "lahir", "kind": "date", "label": "Tanggal lahir", "prefill": "penduduk.tanggal_lahir"},
        {"id": "telepon", "kind": "phone", "label": "Nomor HP", "prefill": "penduduk.telepon"},
        {"id": "keperluan", "kind": "long_text", "label": "Keperluan"},
    ]
}
SITI = {"penduduk.nama": "SITI AMINAH", "penduduk.tanggal_lahir": "1990-05-25", "penduduk.telepon": "6281234567890"}
DIMAS = {"penduduk.nama": "DIMAS PRATAMA", "penduduk.tanggal_lahir": "2017-05-09", "penduduk.telepon": ""}


def test_what_the_register_filled_in_follows_and_what_was_typed_stays() -> None:
    raw = {"nama": "SITI AMINAH", "lahir": "1990-05-26", "telepon": "081234567890", "keperluan": "SITI AMINAH"}
    assert follow(SCHEMA, raw, SITI, DIMAS, TODAY) == {
        "nama": "DIMAS PRATAMA",
        "lahir": "1990-05-26",
        "telepon": "",
        "keperluan": "SITI AMINAH",
    }


def test_an_answer_still_empty_is_filled_in_and_one_that_was_emptied_stays_so() -> None:
    assert follow(SCHEMA, {"telepon": "", "nama": ""}, DIMAS, SITI, TODAY) == {"telepon": "6281234567890", "nama": ""}


def test_fields_that_were_not_asked_stay_away() -> None:
    assert follow(SCHEMA, {"keperluan": "x"}, SITI, DIMAS, TODAY) == {"keperluan": "x"}


answers = st.dictionaries(st.sampled_from(["nama", "lahir", "telepon"]), st.sampled_from(["", "SITI AMINAH", "x"]))


@given(answers)
def test_there_and_back_gives_what_was_there(raw: dict[str, str]) -> None:
    known = {**SITI, "penduduk.telepon": "6281234567890"}
    other = {**DIMAS, "penduduk.telepon": "6281333333333"}
    assert follow(SCHEMA, follow(SCHEMA, raw, known, other, TODAY), other, known, TODAY) == raw


HOME = {
    **SITI,
    "penduduk.jenis_kelamin": "Perempuan",
    "penduduk.jalan": "Jl. Melati 1",
    "penduduk.dusun": "Krajan",
    "penduduk.rt": "001",
    "penduduk.rw": "002",
    "wilayah.kode": "33.02.07.2001",
    "wilayah.kode_pos": "53195",
    "wilayah.provinsi": "Jawa Tengah",
    "wilayah.kabupaten": "Kabupaten Banyumas",
    "wilayah.kecamatan": "Sumpiuh",
    "wilayah.desa": "Nusadadi",
    "pasangan.nik": "3302072505909002",
    "pasangan.nama": "BUDI SANTOSO",
    "pasangan.tanggal_lahir": "1988-03-12",
    "ibu.nik": "3302076505509001",
    "ibu.nama": "SITI MARYAM",
}
CONTEXT = FormContext(TODAY, register=HOME, people=SmallVillage(), regions=SmallTree())


def test_the_first_source_that_holds_counts() -> None:
    is_man = {"of": "penduduk.jenis_kelamin", "op": "is", "to": "Laki-laki"}
    wants_own = {"of": "jawaban.siapa", "op": "is", "to": "ya"}
    schema = form(
        field("choice", id="siapa"),
        field("short_text", id="sebutan", prefill=[{"if": is_man, "value": "Tuan"}, {"value": "Nyonya"}]),
        field("short_text", id="nama", prefill=[{"if": wants_own, "from": "penduduk.nama"}, {"from": "ibu.nama"}]),
    )
    check_schema(schema)
    assert prefill(schema, HOME, TODAY) == {"sebutan": "Nyonya", "nama": "SITI MARYAM"}
    assert prefill(schema, HOME, TODAY, {"siapa": "ya"})["nama"] == "SITI AMINAH"
    views = {view.id: view for view in fields(schema, {}, {}, prefill(schema, HOME, TODAY), CONTEXT)}
    assert views["nama"].prefilled
    assert not views["sebutan"].prefilled  # the form's own word, not the register's


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("short_text", {"prefill": []}),
        ("short_text", {"prefill": "penduduk.tempat_tinggal"}),
        ("short_text", {"prefill": [{"from": "penduduk.nama", "value": "x"}]}),
        ("short_text", {"prefill": [{"if": {"of": "jawaban.nanti", "op": "filled"}, "from": "penduduk.nama"}]}),
        ("short_text", {"prefill": [{"value": " "}]}),
        ("short_text", {"prefill": [["penduduk.nama"]]}),
        ("short_text", {"prefill": 7}),
        ("short_text", {"locked": True}),
        ("short_text", {"locked": True, "prefill": [{"value": "x"}]}),
        ("short_text", {"locked": "ya", "prefill": "penduduk.nama"}),
        ("file", {"prefill": "penduduk.nama"}),
        ("address", {"prefill": "penduduk.alamat"}),
        ("address", {"prefill": [{"value": "x"}]}),
        ("resident", {"prefill": "ibu.nama"}),
    ],
)
def test_what_cannot_fill_in_is_refused(kind: str, options: dict[str, Any]) -> None:
    with pytest.raises(SchemaError):
        check_schema(form(field(kind, **options)))


def test_what_is_locked_stays_as_the_register_says_whatever_is_sent() -> None:
    schema = form(field("short_text", prefill="penduduk.nama", locked=True))
    assert clean(schema, {"isian": "ORANG LAIN"}, CONTEXT).values == {"isian": "SITI AMINAH"}
    assert clean(schema, {}, CONTEXT).values == {"isian": "SITI AMINAH"}
    page = fields(schema, {"isian": "ORANG LAIN"}, {}, prefill(schema, HOME, TODAY), CONTEXT)[0].html()
    assert "readonly" in page
    assert 'value="SITI AMINAH"' in page
    assert "tidak bisa diubah di sini" in page


@pytest.mark.parametrize("words", ["", "sekitar 25 Mei"])
def test_what_the_register_does_not_know_can_be_typed_though_locked(words: str) -> None:
    schema = form(field("date", prefill="penduduk.tanggal_lahir", locked=True))
    unknown = FormContext(TODAY, register={"penduduk.tanggal_lahir": words})
    assert clean(schema, {"isian": "1990-05-25"}, unknown).values == {"isian": "1990-05-25"}
    assert "readonly" not in fields(schema, {}, {}, {}, unknown)[0].html()


def test_a_locked_answer_decides_conditions_too() -> None:
    shown = {"of": "jawaban.isian", "op": "is", "to": "SITI AMINAH"}
    schema = form(
        field("short_text", prefill="penduduk.nama", locked=True), field("short_text", id="lagi", show_if=shown)
    )
    assert clean(schema, {"isian": "x", "lagi": "ya"}, CONTEXT).values == {"isian": "SITI AMINAH", "lagi": "ya"}


def test_the_own_address_and_the_husband_come_whole() -> None:
    schema = form(
        field("address", id="rumah", prefill="penduduk.tempat_tinggal"),
        field("address", id="asal", level=2, prefill="penduduk.tempat_tinggal", locked=True),
        field("resident", id="suami", prefill="pasangan.orang"),
        field("resident", id="ibu", prefill="ibu.orang"),
    )
    check_schema(schema)
    begun = prefill(schema, HOME, TODAY)
    # The mother lives elsewhere: her own record is not Siti's to read.
    assert sorted(begun) == ["asal", "rumah", "suami"]
    values = clean(schema, begun, CONTEXT).values
    assert values["rumah"] == begun["rumah"]
    assert values["rumah"]["jalan"] == "Jl. Melati 1, Dusun Krajan"
    assert (values["asal"]["kode"], values["asal"]["kota"], values["asal"]["desa"]) == (
        "33.02",
        "Kabupaten Banyumas",
        "",
    )
    assert (values["suami"]["nama"], values["suami"]["hubungan"]) == ("BUDI SANTOSO", "suami")
    assert differences(schema, values, HOME, TODAY) == []
    views = fields(schema, begun, {}, begun, CONTEXT)
    assert [view.prefilled for view in views] == [True, True, True, False]
    assert "<select" not in views[1].html()


def test_another_address_is_told_as_a_difference_but_another_postcode_is_not() -> None:
    schema = form(field("address", prefill="penduduk.tempat_tinggal"))
    own = prefill(schema, HOME, TODAY)["isian"]
    assert differences(schema, {"isian": {**own, "kode_pos": "53000", "rt": "1"}}, HOME, TODAY) == []
    found = differences(schema, {"isian": {**own, "kode": "33.02.07.1013", "desa": "Sumpiuh"}}, HOME, TODAY)[0]
    assert "Kelurahan Sumpiuh" in found.answer
    assert "Desa Nusadadi" in found.register


def test_a_composite_answer_follows_the_person_too() -> None:
    schema = form(field("address", prefill="penduduk.tempat_tinggal"))
    own = prefill(schema, HOME, TODAY)["isian"]
    typed = {"provinsi": "33", "kota": "33.02", "kecamatan": "33.02.07", "desa": "33.02.07.2001"}
    typed |= {name: own[name] for name in ("kode_pos", "rt", "rw", "jalan")}
    other = {**HOME, "penduduk.jalan": "Jl. Mawar 7"}
    assert follow(schema, {"isian": typed}, HOME, other, TODAY)["isian"]["jalan"] == "Jl. Mawar 7, Dusun Krajan"
    elsewhere = {**typed, "jalan": "Jl. Kenanga 3"}
    assert follow(schema, {"isian": elsewhere}, HOME, other, TODAY)["isian"] == elsewhere


def test_a_choice_begins_with_the_label_the_register_says() -> None:
    sexes = [{"key": "l", "label": "Laki-laki"}, {"key": "p", "label": "perempuan"}]
    schema = form(field("choice", choices=sexes, prefill="penduduk.jenis_kelamin", locked=True))
    check_schema(schema)
    assert prefill(schema, HOME, TODAY) == {"isian": "p"}
    assert clean(schema, {"isian": "l"}, CONTEXT).values == {"isian": "p"}
    page = fields(schema, {}, {}, {"isian": "p"}, CONTEXT)[0].html()
    assert "<input" not in page
    assert "perempuan" in page
    assert prefill(schema, {"penduduk.jenis_kelamin": "lain"}, TODAY) == {}
    assert prefill(schema, {}, TODAY) == {}
