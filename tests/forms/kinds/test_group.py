"""Rows of the same fields."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser

from tatadesa.core.errors import InvalidInput
from tatadesa.forms.cleaning import clean
from tatadesa.forms.letter_names import answer_names, answer_texts
from tatadesa.forms.reading import read_post
from tatadesa.forms.registry import KINDS
from tatadesa.forms.rendering import fields
from tatadesa.forms.schema import SchemaError, check_schema
from tests.forms.definitions import posted
from tests.forms.kinds.asking import kept, read, shown, told, told_beside, words
from tests.forms.more_kinds import groups
from tests.forms.samples import CHOICES, CONTEXT, OPTIONS, RAW, field, form

WITNESSES = {
    "fields": [
        {"id": "nama", "kind": "short_text", "label": "Nama", "required": True},
        {"id": "lahir", "kind": "date", "label": "Tanggal lahir", "max": "today"},
        {"id": "hadir", "kind": "yes_no", "label": "Hadir"},
        {"id": "bukti", "kind": "choices", "label": "Bukti", "choices": CHOICES},
    ],
    "row_label": "Saksi",
    "max_rows": 3,
}
BUDI = {"nama": "BUDI", "lahir": "1990-01-31", "hadir": False, "bukti": ["ya"]}


def test_rows_are_cleaned_by_the_kinds_of_their_fields() -> None:
    typed = [{"nama": " BUDI ", "lahir": "31-1-1990", "hadir": "tidak", "bukti": ["ya"]}, {"nama": "ANI", "lahir": ""}]
    assert kept("group", typed, **WITNESSES) == [BUDI, {"nama": "ANI"}]


def test_an_empty_row_does_not_count() -> None:
    assert kept("group", [{"nama": " ", "bukti": []}, BUDI, {}], **WITNESSES) == [BUDI]
    assert kept("group", [{"nama": "", "lahir": ""}], **WITNESSES) is None
    assert "paling sedikit 1" in told("group", [{}], required=True, **WITNESSES)


def test_every_error_stands_at_its_row_and_field() -> None:
    rows = [BUDI, {"nama": "", "lahir": "31-02-1990"}, {}, {"nama": "", "hadir": "ya"}]
    assert list(told_beside("group", rows, **WITNESSES)) == ["1__nama", "1__lahir", "3__nama"]
    page = shown("group", rows, parts=told_beside("group", rows, **WITNESSES), **WITNESSES)
    assert [box.get("name") for box in page.xpath(".//input[@aria-invalid]")] == [
        "isian__1__nama",
        "isian__1__lahir",
        "isian__3__nama",
    ]


def test_too_few_rows_are_told_at_the_first_free_one() -> None:
    assert told_beside("group", [BUDI], min_rows=2, **WITNESSES) == {
        "1__nama": "Isi paling sedikit 2 saksi. Baru terisi 1."
    }
    assert list(told_beside("group", [{}, BUDI], min_rows=2, **WITNESSES)) == ["0__nama"]
    assert kept("group", [], min_rows=2, **WITNESSES) is None
    assert "tinggal 3" in told("group", [BUDI] * 4, **WITNESSES)
    assert "tidak terbaca" in told("group", ["x"], **WITNESSES)


def test_rows_come_in_their_order_also_empty_ones() -> None:
    post = (
        "isian__baris=0&isian__baris=1&isian__2__nama=ANI&isian__0__nama=BUDI&isian__0__bukti=ya&isian__0__bukti=tidak"
    )
    rows = read("group", post, **WITNESSES)
    assert [row["nama"] for row in rows] == ["BUDI", "", "ANI"]
    assert rows[0]["bukti"] == ["ya", "tidak"]


@pytest.mark.parametrize(
    "name", ["isian__0__gaji", "isian__x__nama", "isian__100__nama", "isian__0", "isian__0__nama__a"]
)
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(InvalidInput):
        read("group", f"isian__{name}=1", **WITNESSES)


def test_buttons_add_and_take_out_a_row() -> None:
    start = "isian__0__nama=BUDI&isian__1__nama=ANI"
    names = lambda post: [row.get("nama") for row in read("group", post, **WITNESSES)]  # noqa: E731
    assert names(f"{start}&aksi=isian:isian:tambah") == ["BUDI", "ANI", None]
    assert names(f"{start}&aksi=isian:isian:buang:0") == ["ANI"]
    assert names(f"{start}&aksi=isian:isian:buang:7") == ["BUDI", "ANI"]
    assert names(f"{start}&isian__2__nama=EDI&aksi=isian:isian:tambah") == ["BUDI", "ANI", "EDI"]


def test_the_page_has_enough_rows_and_one_to_copy() -> None:
    page = shown("group", [BUDI], min_rows=2, **WITNESSES)
    rows = page.xpath("./fieldset")
    assert [row.findtext("legend") for row in rows] == ["Saksi 1", "Saksi 2"]
    assert rows[0].xpath(".//input[@checked]/@value") == ["tidak", "ya"]
    for box in page.xpath(".//input[@type='text']"):
        assert page.xpath(f".//label[@for='{box.get('id')}']")
    assert page.xpath("./template//input[@name='isian__baru__nama']")
    assert page.xpath("./button/@value") == ["isian:isian:tambah"]


def test_in_words_and_for_letters() -> None:
    assert words("group", [BUDI, {"nama": "ANI"}], **WITNESSES) == (
        "1. Nama: BUDI; Tanggal lahir: 31 Januari 1990; Hadir: Tidak; Bukti: Ya\n2. Nama: ANI"
    )
    schema = form(field("group", **WITNESSES))
    texts = answer_texts(schema, {"isian": [BUDI, {"nama": "ANI"}]})
    assert texts.keys() == answer_names(schema)
    assert (texts["isian.jumlah"], texts["isian.nama"]) == ("2", "BUDI, ANI")
    assert (texts["isian.2_nama"], texts["isian.2_lahir"], texts["isian.3_nama"]) == ("ANI", "", "")


@pytest.mark.parametrize(
    ("inner", "why"),
    [
        ({"id": "a", "kind": "group", "label": "A", "fields": []}, "tidak bisa"),
        ({"id": "a", "kind": "file", "label": "A"}, "tidak bisa"),
        ({"id": "a__b", "kind": "nik", "label": "A"}, "“id”"),
        ({"id": "jumlah", "kind": "nik", "label": "A"}, "“id”"),
        ({"id": "a", "kind": "nik", "label": " "}, "“label”"),
        ({"id": "a", "kind": "nik", "label": "A", "prefill": "penduduk.nik"}, "“prefill” tidak dikenal"),
        ({"id": "a", "kind": "date", "label": "A", "not_before": "a"}, "“not_before” tidak dikenal"),
        ({"id": "a", "kind": "choice", "label": "A"}, "pilihan"),
        ("a", "“id”"),
    ],
)
def test_definitions_that_cannot_be_used(inner: Any, why: str) -> None:
    with pytest.raises(SchemaError, match=why):
        check_schema(form(field("group", fields=[inner])))


@pytest.mark.parametrize("options", [{"fields": []}, {"min_rows": 4}, {"max_rows": 21}, {"row_label": 3}])
def test_counts_that_cannot_be_used(options: dict[str, Any]) -> None:
    with pytest.raises(SchemaError):
        check_schema(form(field("group", **{**WITNESSES, **options})))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_page_sent_back_as_it_is_says_the_same(data: st.DataObject) -> None:
    """What a form draws of any answer, a browser sends back, and it is cleaned to the same."""
    schema = form(field("group", **data.draw(groups(OPTIONS))))
    cleaned = clean(schema, {"isian": data.draw(RAW)}, CONTEXT)
    view = fields(schema, cleaned.values, {}, {}, CONTEXT)[0]
    again = read_post(schema, posted(_sent(view.html())))
    assert clean(schema, again, CONTEXT).values == cleaned.values


def _sent(html: str) -> list[tuple[str, str]]:
    """What a browser sends of these inputs."""
    page = parser.fragment_fromstring(html)
    for template in page.xpath(".//template"):
        template.drop_tree()
    return [*parser.fromstring(f"<form>{parser.tostring(page).decode()}</form>").form_values()]


def test_no_kind_within_rows_has_rows_or_files() -> None:
    within = [kind for kind in KINDS.values() if kind.in_group]
    assert {"choices", "yes_no", "email", "no_kk", "short_text", "date"} <= {kind.name for kind in within}
    assert not any(kind.keeps_files or kind.name == "group" for kind in within)
