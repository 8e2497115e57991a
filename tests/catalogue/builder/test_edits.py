"""Edits of a draft: pure content in, content out."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tatadesa.catalogue.builder.edits import (
    AddField,
    ChangeField,
    ChangeService,
    DuplicateField,
    Edit,
    MoveField,
    RemoveField,
)
from tatadesa.catalogue.builder.options import undescribed
from tatadesa.catalogue.builder.problems import check_draft, problems
from tatadesa.catalogue.builder.starting import blank, from_library, templates
from tatadesa.core.errors import DomainError, InvalidInput
from tatadesa.forms.registry import KINDS
from tatadesa.forms.schema import check_schema

Content = dict[str, Any]


def apply(content: Content, *edits: Edit) -> Content:
    for edit in edits:
        content = edit.apply(content, {}).content
    return content


def ids(content: Content) -> list[str]:
    return [field["id"] for field in content["form"]["fields"]]


@pytest.fixture
def content() -> Content:
    made = blank("Surat Keterangan Uji", "Umum")
    return apply(made, AddField("long_text", "Surat dipakai untuk"), AddField("file", "Kartu Keluarga"))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_new_field_of_every_kind_is_right_at_once(kind: str) -> None:
    content = apply(blank("Uji", "Umum"), AddField(kind, "Isian pertama"))
    check_draft(content)
    if KINDS[kind].takes_answer:
        assert problems(content, "uji") == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_option_of_every_kind_can_be_edited_by_somebody_who_knows_no_json(kind: str) -> None:
    assert undescribed(kind) == []


def test_an_id_comes_from_the_label_and_stays_when_the_label_changes(content: Content) -> None:
    assert ids(content) == ["surat_dipakai_untuk", "kartu_keluarga"]
    changed = apply(content, ChangeField("surat_dipakai_untuk", {"label": "Keperluan", "id": "lain", "kind": "nik"}))
    assert ids(changed) == ids(content)
    assert changed["form"]["fields"][0]["kind"] == "long_text"


def test_an_id_of_an_older_version_never_comes_back_as_another_kind(content: Content) -> None:
    past = {"keperluan": frozenset({"long_text"})}
    assert AddField("money", "Keperluan").apply(content, past).path == "keperluan_2"
    assert AddField("long_text", "Keperluan").apply(content, past).path == "keperluan"


@pytest.mark.parametrize("label", ["12345", "日本", "Untuk", "aksi", "!!!", "x" * 300])
def test_any_label_makes_an_id_the_form_accepts(content: Content, label: str) -> None:
    check_draft(apply(content, AddField("short_text", label), AddField("short_text", label)))


def test_a_field_goes_where_it_was_asked_for(content: Content) -> None:
    added = apply(content, AddField("number", "Jumlah", after="surat_dipakai_untuk"))
    assert ids(added) == ["surat_dipakai_untuk", "jumlah", "kartu_keluarga"]
    assert ids(apply(added, MoveField("kartu_keluarga", 0))) == ["kartu_keluarga", "surat_dipakai_untuk", "jumlah"]
    assert ids(apply(added, MoveField("jumlah", 99))) == ["surat_dipakai_untuk", "kartu_keluarga", "jumlah"]


def test_a_copy_has_its_own_id_and_stands_below(content: Content) -> None:
    assert ids(apply(content, DuplicateField("surat_dipakai_untuk")))[:2] == [
        "surat_dipakai_untuk",
        "surat_dipakai_untuk_2",
    ]


def test_without_a_label_nothing_is_added(content: Content) -> None:
    with pytest.raises(InvalidInput) as refused:
        AddField("number", "  ").apply(content, {})
    assert "label" in refused.value.errors


def test_a_file_field_is_a_requirement_and_stays_in_step(content: Content) -> None:
    assert content["requirements"] == [{"label": "Kartu Keluarga", "field": "kartu_keluarga", "required": True}]
    assert content["standard"]["requirements"] == ["Kartu Keluarga"]
    changes = {"label": "KK asli", "required": None}
    changed = apply(content, ChangeField("kartu_keluarga", changes))
    assert changed["requirements"] == [{"label": "KK asli", "field": "kartu_keluarga", "required": False}]
    assert changed["standard"]["requirements"] == ["KK asli (bila ada)"]
    assert apply(changed, RemoveField("kartu_keluarga"))["requirements"] == []


def test_a_signature_is_given_in_the_form_and_nothing_to_prepare(content: Content) -> None:
    signed = apply(content, AddField("signature", "Tanda tangan"))
    assert [row["field"] for row in signed["requirements"]] == ["kartu_keluarga"]
    check_draft(signed)


def test_a_requirement_may_be_worded_on_its_own_and_brought_as_paper(content: Content) -> None:
    named = ChangeField("kartu_keluarga", {}, {"label": "KK yang masih berlaku", "paper": True})
    changed = apply(content, named, ChangeField("kartu_keluarga", {"label": "Foto KK"}))
    row = {"label": "KK yang masih berlaku", "field": "kartu_keluarga", "required": True, "paper": True}
    assert changed["requirements"] == [row]
    assert changed["standard"]["requirements"] == ["KK yang masih berlaku"]


def test_the_plain_letter_follows_the_form_until_somebody_writes_another(content: Content) -> None:
    rows = next(block for block in content["letter"]["blocks"] if block["kind"] == "rows")["rows"]
    assert rows == [["Surat dipakai untuk", "{jawaban.surat_dipakai_untuk}"]]
    own = {**content["letter"], "blocks": [{"kind": "opening"}, {"kind": "closing"}]}
    written = apply(content, ChangeService({"letter": own}), AddField("number", "Jumlah"))
    assert written["letter"]["blocks"] == own["blocks"]


def test_words_written_by_hand_stay(content: Content) -> None:
    standard = {**content["standard"], "requirements": ["KTP dan KK asli"]}
    changed = apply(content, ChangeService({"standard": standard}), AddField("file", "KTP"))
    assert changed["standard"]["requirements"] == ["KTP dan KK asli"]


def test_a_field_that_others_look_at_cannot_go(content: Content) -> None:
    condition = {"of": "jawaban.surat_dipakai_untuk", "op": "filled"}
    conditional = apply(content, AddField("number", "Jumlah"), ChangeField("jumlah", {"show_if": condition}))
    with pytest.raises(InvalidInput, match="perlu diperbaiki") as refused:
        RemoveField("surat_dipakai_untuk").apply(conditional, {})
    assert "“Jumlah”" in refused.value.errors[""]
    with pytest.raises(InvalidInput):
        check_draft(apply(conditional, MoveField("jumlah", 0)))


def test_a_letter_that_names_a_removed_field_is_named_in_words() -> None:
    content = from_library("sku")
    named = next(field for field in content["form"]["fields"] if f"{{jawaban.{field['id']}}}" in str(content["letter"]))
    removed = apply(content, RemoveField(named["id"]))
    told = problems(removed, "sku", {named["id"]: named["label"]})
    assert told
    assert named["label"] in told[0]
    assert "Surat masih menyebut" in told[0]


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.slug)
def test_the_shipped_library_can_be_started_from(template: Any) -> None:
    content = from_library(template.slug)
    check_draft(content)
    assert problems(content, template.slug) == []


KIND = st.sampled_from(sorted(KINDS))
LABEL = st.text(alphabet="abc XYZ 09é“{}", min_size=0, max_size=12)


@st.composite
def edits(draw: st.DrawFn, content: Content) -> Edit:
    there = ids(content) or ["tidak_ada"]
    name = draw(st.sampled_from(there))
    return draw(
        st.one_of(
            st.builds(AddField, KIND, LABEL, st.sampled_from(there)),
            st.builds(ChangeField, st.just(name), st.fixed_dictionaries({"label": LABEL.map(lambda text: text + "x")})),
            st.builds(ChangeField, st.just(name), st.fixed_dictionaries({"required": st.sampled_from([True, None])})),
            st.builds(
                ChangeField,
                st.just(name),
                st.sampled_from(there).map(lambda other: {"show_if": {"of": f"jawaban.{other}", "op": "filled"}}),
            ),
            st.builds(DuplicateField, st.just(name)),
            st.builds(RemoveField, st.just(name)),
            st.builds(MoveField, st.just(name), st.integers(-1, 20)),
        )
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_done_the_form_stays_one_that_can_be_used(data: st.DataObject) -> None:
    content = apply(blank("Uji", "Umum"), AddField("short_text", "Nama"))
    past: dict[str, frozenset[str]] = {}
    for _ in range(data.draw(st.integers(1, 15))):
        edit = data.draw(edits(content))
        before = repr(content)
        try:
            edited = edit.apply(content, past).content
            check_draft(edited)
        except DomainError:
            assert repr(content) == before, "a refused edit left something behind"
            continue
        assert repr(content) == before, "an edit changed what it was given"
        content = edited
        if any(KINDS[field["kind"]].takes_answer for field in content["form"]["fields"]):
            check_schema(content["form"])
            assert problems(content, "uji") == []
