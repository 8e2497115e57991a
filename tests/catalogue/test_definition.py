"""What a service definition may say."""

from typing import Any

import pytest

from tatadesa.catalogue.definition import read_definition
from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.workflow import DEFAULT, check_workflow
from tatadesa.core.errors import DomainError
from tests.catalogue.samples import definition
from tests.people import LETTER, STANDARD

VERIFY, ISSUE = DEFAULT


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
        ["verify", "issue"],
    ],
)
def test_a_workflow_checks_first_and_issues_last(steps: Any) -> None:
    with pytest.raises(DefinitionError):
        check_workflow(steps)


def test_several_checks_are_possible() -> None:
    check_workflow([VERIFY, {**VERIFY, "key": "sekdes", "roles": ["sekdes"]}, ISSUE])
