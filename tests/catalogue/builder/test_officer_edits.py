"""The officers' own fields, edited as a citizen's form is."""

from typing import Any

import pytest

from tatadesa.catalogue.builder.edits import AddField, ChangeField, DuplicateField, Edit, MoveField, RemoveField
from tatadesa.catalogue.builder.officer_edits import ForOfficers
from tatadesa.catalogue.builder.problems import check_draft, problems
from tatadesa.catalogue.builder.starting import blank
from tatadesa.catalogue.officer_form import may_stand
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.forms.registry import KINDS

Content = dict[str, Any]


def apply(content: Content, *edits: Edit) -> Content:
    for edit in edits:
        content = ForOfficers(edit).apply(content, {}).content
    return content


def ids(content: Content) -> list[str]:
    return [field["id"] for field in content["officer_form"]["fields"]]


@pytest.fixture
def content() -> Content:
    return AddField("short_text", "Keperluan").apply(blank("Surat Uji", "Umum"), {}).content


def test_only_the_officers_form_changes(content: Content) -> None:
    edited = apply(content, AddField("long_text", "Keperluan"), AddField("number", "Luas"), MoveField("luas", 0))
    assert ids(edited) == ["luas", "keperluan"]
    assert {**edited, "officer_form": content["officer_form"]} == content
    assert ids(apply(edited, RemoveField("keperluan"), DuplicateField("luas"))) == ["luas", "luas_2"]
    assert problems(edited, "uji") == []


def test_the_words_say_whose_field_it_is(content: Content) -> None:
    assert ForOfficers(AddField("number", "Luas")).apply(content, {}).words == "Isian petugas “Luas” ditambah"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_officers_can_be_asked_for_is_right_at_once_and_the_rest_is_refused(kind: str, content: Content) -> None:
    if may_stand(KINDS[kind]):
        check_draft(apply(content, AddField(kind, "Hasil")))
    else:
        with pytest.raises(InvalidInput) as refused:
            apply(content, AddField(kind, "Hasil"))
        assert "jenis" in refused.value.errors


@pytest.mark.parametrize("label", ["Dari", "Seen", "Aksi"])
def test_no_field_takes_the_name_of_an_input_beside_it(label: str, content: Content) -> None:
    check_draft(apply(content, AddField("short_text", label)))


def test_an_id_of_an_older_version_never_comes_back_as_another_kind(content: Content) -> None:
    past = {"petugas:luas": frozenset({"short_text"}), "luas": frozenset({"number"})}
    assert ForOfficers(AddField("number", "Luas")).apply(content, past).path == "luas_2"


def test_a_condition_looks_at_the_officers_own_fields(content: Content) -> None:
    condition = {"of": "jawaban.disurvei", "op": "is", "to": True}
    both = apply(content, AddField("yes_no", "Disurvei"), AddField("long_text", "Hasil"))
    shown = apply(both, ChangeField("hasil", {"show_if": condition}))
    check_draft(shown)
    with pytest.raises(InvalidInput) as refused:
        apply(shown, RemoveField("disurvei"))
    assert "“Hasil”" in refused.value.errors[""]
    with pytest.raises(InvalidInput):
        check_draft(apply(shown, MoveField("hasil", 0)))
    with pytest.raises(NotFound):
        apply(shown, RemoveField("keperluan"))


def test_headings_alone_are_a_draft_and_no_version(content: Content) -> None:
    edited = apply(content, AddField("heading", "Survei"))
    check_draft(edited)
    assert problems(edited, "uji")[0].startswith("Isian petugas: ")
