"""Which fields of a long form are filled in together."""

from typing import Any

from tatadesa.forms.rendering import fields
from tatadesa.forms.steps import LONG, steps_of
from tests.forms.samples import CONTEXT


def ids(*entries: dict[str, Any]) -> list[list[str]]:
    shown = fields({"fields": list(entries)}, {}, {}, {}, CONTEXT)
    return [[field.id for field in step] for step in steps_of(shown)]


def questions(start: int, end: int) -> list[dict[str, Any]]:
    return [{"id": f"isian_{at}", "kind": "short_text", "label": f"Isian {at}"} for at in range(start, end)]


def heading(name: str, **options: Any) -> dict[str, Any]:
    return {"id": name, "kind": "heading", "label": name, **options}


NOTE = {"id": "catatan", "kind": "note", "label": "Isi semuanya."}


def test_every_heading_of_a_long_form_begins_a_step() -> None:
    found = ids(heading("satu"), *questions(0, LONG), heading("dua"), *questions(LONG, LONG + 1))
    assert [(step[0], len(step)) for step in found] == [("satu", LONG + 1), ("dua", 2)]


def test_headings_that_say_so_alone_begin_one() -> None:
    found = ids(
        heading("satu"),
        *questions(0, 5),
        heading("dua", step=True),
        *questions(5, LONG),
        heading("tiga"),
        *questions(LONG, LONG + 1),
    )
    assert [step[0] for step in found] == ["satu", "dua"]


def test_a_question_before_the_first_heading_is_a_step_and_words_are_none() -> None:
    rest = [heading("satu"), *questions(1, LONG + 1), heading("dua")]
    assert [step[0] for step in ids(*questions(0, 1), *rest)] == ["isian_0", "satu", "dua"]
    assert [step[:2] for step in ids(NOTE, rest[0], *questions(0, LONG + 1))] == [["catatan", "satu"]]


def test_a_short_form_and_one_without_headings_are_one_page() -> None:
    assert len(ids(heading("satu"), *questions(0, 6), heading("dua"), *questions(6, LONG))) == 1
    assert len(ids(*questions(0, LONG + 5))) == 1
