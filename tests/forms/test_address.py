"""A place from the province down, with street and postcode."""

from typing import Any

import pytest
from django.http import QueryDict
from lxml import html as parser

from tatadesa.forms.cleaning import clean
from tatadesa.forms.context import FormContext
from tatadesa.forms.errors import SchemaError
from tatadesa.forms.kinds.address import Address
from tatadesa.forms.reading import read_post
from tatadesa.forms.rendering import fields
from tatadesa.forms.schema import check_schema
from tests.forms.neighbourhood import SmallTree
from tests.forms.samples import TODAY, field, form

CONTEXT = FormContext(TODAY, register={"wilayah.kode": "33.02.07.2001"}, regions=SmallTree())
TYPED = {
    "provinsi": "33",
    "kota": "33.02",
    "kecamatan": "33.02.11",
    "desa": "33.02.11.2001",
    "kode_pos": "53 192",
    "rt": "3",
    "rw": "02",
    "jalan": " Jl.  Mawar 7 ",
}
KEPT = {
    "kode": "33.02.11.2001",
    "provinsi": "Jawa Tengah",
    "kota": "Kabupaten Banyumas",
    "kecamatan": "Banyumas",
    "desa": "Karangrau",
    "kode_pos": "53192",
    "rt": "003",
    "rw": "002",
    "jalan": "Jl. Mawar 7",
}


def _clean(raw: Any, context: FormContext = CONTEXT, **options: Any) -> tuple[Any, dict[str, str]]:
    cleaned = clean(form(field("address", **options)), {"isian": raw}, context)
    return cleaned.values.get("isian"), {**cleaned.errors, **cleaned.parts.get("isian", {})}


def test_it_is_kept_with_the_names_of_the_day() -> None:
    assert _clean(TYPED) == (KEPT, {})
    assert _clean(KEPT) == (KEPT, {})


def test_in_words_and_for_letters() -> None:
    kind, one = Address(), field("address")
    words = "Jl. Mawar 7, RT 003/RW 002, Desa Karangrau, Kecamatan Banyumas, Kabupaten Banyumas, Jawa Tengah 53192"
    assert kind.text(one, KEPT, {}) == words
    assert kind.parts(one, KEPT) == {name: text for name, text in KEPT.items() if name != "kode"}
    assert kind.parts(one, KEPT).keys() == kind.part_names(one)
    value, _ = _clean({"provinsi": "33", "kota": "33.02"}, level=2)
    assert kind.text(field("address", level=2), value, {}) == "Kabupaten Banyumas, Jawa Tengah"


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"desa": ""}, "desa"),
        ({"desa": "33.02.07.2001"}, "desa"),
        ({"desa": "33.02.11.9999"}, "desa"),
        ({"desa": "33.02.11.2099"}, "desa"),
        ({"desa": "'; --"}, "desa"),
        ({"kecamatan": ""}, "kecamatan"),
        ({"kode_pos": "5319"}, "kode_pos"),
        ({"kode_pos": "abcde"}, "kode_pos"),
        ({"rt": "satu"}, "rt"),
        ({"rw": "1234"}, "rw"),
        ({"jalan": " "}, "jalan"),
        ({"jalan": "x" * 121}, "jalan"),
    ],
)
def test_what_is_wrong_is_said_beside_its_input(changes: dict[str, str], part: str) -> None:
    value, errors = _clean({**TYPED, **changes})
    assert value is None
    assert part in errors
    assert errors["isian"] == errors[part]


def test_a_village_that_is_no_more_is_named() -> None:
    _, errors = _clean({**TYPED, "desa": "33.02.11.2099"})
    assert "Desa Lama" in errors["isian"]


def test_a_postcode_is_never_a_reason_to_refuse() -> None:
    value, errors = _clean({**TYPED, "kode_pos": "99999"})
    assert (value["kode_pos"], errors) == ("99999", {})
    value, _ = _clean({**TYPED, "kode_pos": ""}, postcode="required")
    assert value["kode_pos"] == "53192"


def test_an_empty_address_begins_at_home_and_that_is_no_answer() -> None:
    begun = {"provinsi": "33", "kota": "33.02", "kecamatan": "33.02.07", "desa": "", "jalan": "", "rt": ""}
    assert _clean(begun) == (None, {})
    _, errors = _clean(begun, required=True)
    assert errors["isian"] == "Pilih letaknya sampai desa atau kelurahan."
    _, errors = _clean({**begun, "kecamatan": "33.02.11"})
    assert errors["desa"] == "Pilih desa atau kelurahan."
    page = parser.fragment_fromstring(str(fields(form(field("address")), {}, {}, {}, CONTEXT)[0].html()))
    assert [one.get("value") for one in page.xpath("//option[@selected]")] == ["33", "33.02", "33.02.07"]
    assert [one.get("value") for one in page.xpath("//select")[3].xpath("option[@value!='']")] == [
        "33.02.07.1013",
        "33.02.07.2001",
    ]


def test_changing_an_upper_place_lets_the_lower_ones_go() -> None:
    post = QueryDict(mutable=True)
    post.update({f"isian__{part}": text for part, text in {**TYPED, "kecamatan": "33.02.07"}.items()})
    post["aksi"] = "isian:isian:lihat"
    raw = read_post(form(field("address")), post)["isian"]
    assert (raw["kecamatan"], raw["desa"], raw["jalan"]) == ("33.02.07", "", " Jl.  Mawar 7 ")
    page = parser.fragment_fromstring(str(fields(form(field("address")), {"isian": raw}, {}, {}, CONTEXT)[0].html()))
    shown = page.xpath("//select[@name='isian__desa']/option/@value")
    assert shown == ["", "33.02.07.1013", "33.02.07.2001"]
    assert page.xpath("//button/@value")[0] == "isian:isian:lihat"


def test_inside_a_region_only_what_lies_below_is_asked() -> None:
    value, errors = _clean({"desa": "33.02.07.2001", "jalan": "Jl. Melati 1"}, within="33.02.07")
    assert (value["kecamatan"], value["desa"], errors) == ("Sumpiuh", "Nusadadi", {})
    _, errors = _clean({"desa": "33.02.11.2001", "jalan": "Jl. Melati 1"}, within="33.02.07")
    assert "desa" in errors
    _, errors = _clean(KEPT, within="33.02.07")
    assert errors


@pytest.mark.parametrize(
    ("level", "words"),
    [(2, "kabupaten atau kota"), (3, "kecamatan atau kabupaten"), (4, "desa, kecamatan, atau kabupaten")],
)
def test_the_search_names_what_it_finds(level: int, words: str) -> None:
    shown = fields(form(field("address", level=level)), {}, {}, {}, CONTEXT)[0].html()
    [label] = parser.fragment_fromstring(str(shown)).xpath("//template//label")
    assert label.text == f"Cari cepat: {words}"


def test_a_different_postcode_is_only_remarked_on() -> None:
    page = str(fields(form(field("address")), {"isian": {**KEPT, "kode_pos": "53000"}}, {}, {}, CONTEXT)[0].html())
    assert "biasanya 53192" in page


@pytest.mark.parametrize(
    "options",
    [
        {"level": 5},
        {"postcode": "ya"},
        {"street": 1},
        {"within": "x"},
        {"within": "33.02.07.2001"},
        {"level": 2, "within": "33.02"},
    ],
)
def test_options_that_do_not_fit_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(SchemaError):
        check_schema(form(field("address", **options)))
