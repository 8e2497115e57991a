"""What a service definition may say."""

from typing import Any

import pytest

from tatadesa.catalogue.definition import read_definition
from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.standard import INNER, LINES, inner_parts
from tatadesa.catalogue.workflow import DEFAULT, check_workflow
from tatadesa.core.errors import DomainError
from tests.catalogue.samples import definition
from tests.people import FORM, LETTER, STANDARD

VERIFY, ISSUE = DEFAULT
KK = {"label": "KK", "field": "kk", "required": True}
ADULT = {"of": "penduduk.umur", "op": "at_least", "to": 17}


def letter(*blocks: dict[str, Any]) -> dict[str, Any]:
    """The sample letter with other blocks."""
    return {**LETTER, "blocks": list(blocks)}


def test_a_right_definition_is_read() -> None:
    read = read_definition(definition())
    assert read.slug == "surat-contoh"
    assert read.content()["letter"] == LETTER
    assert "slug" not in read.content()


def test_what_may_be_left_out_is_filled_in() -> None:
    data = definition()
    for name in ("workflow", "letter", "keywords", "icon", "position"):
        del data[name]
    read = read_definition(data)
    assert (read.workflow, read.letter, read.keywords, read.icon, read.position) == (DEFAULT, None, "", "surat", 0)


def test_all_that_may_be_said_is_read() -> None:
    inner = {part: ["Satu"] if part in LINES else "Satu" for part in INNER}
    handling = {
        "signers": ["kades", "sekdes"],
        "co_signers": [{"label": "Mengetahui, Camat", "who": "camat"}],
        "agencies": ["kua"],
        "old_code": "472.3",
    }
    rules = {"who": {"if": ADULT, "words": "Warga berumur 17 tahun ke atas."}, "for_family": False, "one_open": True}
    whole = definition(
        requirements=[{**KK, "paper": True}], standard={**STANDARD, **inner}, rules=rules, handling=handling
    )
    read = read_definition(whole)
    assert (read.rules, read.handling, read.requirements[0]["paper"]) == (rules, handling, True)
    assert len(inner_parts(read.standard)) == 8
    assert read_definition({**whole, **read.content()}) == read


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"slug": "Surat Contoh"}, "“slug”"),
        ({"slug": None}, "“slug”"),
        ({"icon": "../x"}, "“icon”"),
        ({"position": -1}, "“position”"),
        ({"position": True}, "“position”"),
        ({"name": ""}, "“name”"),
        ({"summary": "x" * 241}, "“summary”"),
        ({"keywords": 3}, "“keywords”"),
        ({"gratis": True}, "“gratis” tidak dikenal"),
        ({"form": {"fields": []}}, "isian"),
        ({"form": None}, "Formulir"),
        ({"requirements": {}}, "daftar"),
        ({"requirements": []}, "“kk”"),
        ({"requirements": [{"label": "KK", "field": "nama", "required": True}]}, "isian berkas"),
        ({"requirements": [{"label": "KK", "field": "kk", "required": False}]}, "sama dengan di formulir"),
        ({"requirements": ["KK"]}, "Persyaratan 1"),
        ({"standard": {**STANDARD, "cost": ""}}, "“cost”"),
        ({"standard": {**STANDARD, "procedure": []}}, "“procedure”"),
        ({"standard": {**STANDARD, "requirements": [""]}}, "“requirements”"),
        ({"standard": {**STANDARD, "work_days": 0}}, "“work_days”"),
        ({"standard": {"time": "1 hari"}}, "enam bagian"),
        ({"letter": []}, "“blocks”"),
        ({"letter": {**LETTER, "classification": ""}}, "“classification”"),
        ({"letter": letter({"kind": "paragraph", "text": "{jawaban.tidak_ada}"})}, "{jawaban.tidak_ada}"),
        ({"letter": letter({"kind": "rows", "rows": [["Nama", "{jawaban.namaku}"]]})}, "{jawaban.namaku}"),
        ({"letter": letter({"kind": "paragraph", "text": "{penduduk.gaji}"})}, "{penduduk.gaji}"),
        ({"letter": letter({"kind": "paragraph", "text": "{rahasia.kunci}"})}, "{rahasia.kunci}"),
        ({"workflow": [VERIFY]}, "langkah"),
        ({"requirements": [{**KK, "paper": "ya"}]}, "“paper”"),
        ({"requirements": [{**KK, "kertas": True}]}, "“paper”"),
        ({"standard": {**STANDARD, "legal_basis": []}}, "“legal_basis”"),
        ({"standard": {**STANDARD, "safety": ["x"]}}, "“safety”"),
        ({"rules": []}, "Aturan pemohon"),
        ({"rules": {"umur": 17}}, "Aturan pemohon"),
        ({"rules": {"one_open": 1}}, "“one_open”"),
        ({"rules": {"who": {"if": ADULT}}}, "“words”"),
        ({"rules": {"who": {"if": ADULT, "words": " "}}}, "“words”"),
        ({"rules": {"who": {"if": {**ADULT, "of": "jawaban.nama"}, "words": "Dewasa"}}}, "jawaban.nama"),
        ({"rules": {"who": {"if": {**ADULT, "to": "tua"}, "words": "Dewasa"}}}, "angka"),
        ({"handling": {"stempel": True}}, "Penanganan"),
        ({"handling": {"signers": ["camat"]}}, "“signers”"),
        ({"handling": {"agencies": "kua"}}, "“agencies”"),
        ({"handling": {"agencies": ["Kantor Urusan Agama"]}}, "“agencies”"),
        ({"handling": {"co_signers": [{"label": "Camat"}]}}, "“co_signers”"),
        ({"handling": {"co_signers": [{"label": "", "who": "camat"}]}}, "“label”"),
        ({"handling": {"old_code": 472}}, "“old_code”"),
    ],
)
def test_wrong_definitions_say_where_and_why(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(DomainError) as caught:
        read_definition(definition(**changes))
    assert words in caught.value.message


@pytest.mark.parametrize("data", [None, [], "x", {}])
def test_a_definition_is_an_object(data: Any) -> None:
    with pytest.raises(DefinitionError):
        read_definition(data)


@pytest.mark.parametrize(
    "steps",
    [
        None,
        [],
        [VERIFY],
        [ISSUE],
        [ISSUE, VERIFY],
        [VERIFY, ISSUE, ISSUE],
        [VERIFY, VERIFY, ISSUE],
        [VERIFY] * 9,
        [{**VERIFY, "roles": []}, ISSUE],
        [{**VERIFY, "roles": ["camat"]}, ISSUE],
        [{**VERIFY, "roles": [["operator"]]}, ISSUE],
        [{**VERIFY, "kind": "sign"}, ISSUE],
        [{**VERIFY, "label": " "}, ISSUE],
        [{**VERIFY, "key": "A"}, ISSUE],
        [{**VERIFY, "office": "x"}, ISSUE],
        [{**VERIFY, "hours": 0}, ISSUE],
        [{**VERIFY, "hours": True}, ISSUE],
        [{**VERIFY, "delegates": ["camat"]}, ISSUE],
        [{**VERIFY, "delegates": VERIFY["roles"]}, ISSUE],
        [{**VERIFY, "when": {"of": "jawaban.tidak_ada", "op": "filled"}}, ISSUE],
        [{**VERIFY, "when": {"of": "penduduk.umur", "op": "at_least", "to": 17}}, ISSUE],
        [VERIFY, {**ISSUE, "when": {"of": "penduduk.umur", "op": "at_least", "to": 17}}],
        ["verify", "issue"],
    ],
)
def test_a_workflow_checks_first_and_issues_last(steps: Any) -> None:
    with pytest.raises(DefinitionError):
        check_workflow(steps, FORM)


def test_several_checks_are_possible() -> None:
    check_workflow([VERIFY, {**VERIFY, "key": "sekdes", "roles": ["sekdes"]}, ISSUE], FORM)


def test_a_step_may_have_a_condition_a_target_and_a_stand_in() -> None:
    adults = {"of": "penduduk.umur", "op": "at_least", "to": 17}
    more = {**VERIFY, "key": "kasi", "roles": ["kasi"], "when": adults, "delegates": ["sekdes"], "hours": 8}
    check_workflow([VERIFY, more, {**ISSUE, "hours": 400}], FORM)
