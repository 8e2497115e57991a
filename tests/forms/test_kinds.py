"""Every kind, with whatever may arrive."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tatadesa.forms.cleaning import clean
from tatadesa.forms.json_schema import json_schema
from tatadesa.forms.logic import conditions, fate, words
from tatadesa.forms.registry import KINDS
from tatadesa.forms.rendering import fields
from tatadesa.forms.rules import as_json, definition
from tatadesa.forms.schema import check_schema
from tatadesa.forms.summary import summarise
from tests.forms.definitions import conditional_forms
from tests.forms.json_schema_reader import problems
from tests.forms.samples import CONTEXT, FILES, OPTIONS, RAW, TODAY, field, form, schemas

ASKING = sorted(name for name, kind in KINDS.items() if kind.takes_answer)


@pytest.mark.parametrize("kind", ASKING)
@given(data=st.data(), raw=RAW)
@settings(max_examples=150, deadline=None)
def test_cleaning_never_fails_and_is_stable(kind: str, data: st.DataObject, raw: Any) -> None:
    schema = form(field(kind, **data.draw(OPTIONS[kind])))
    cleaned = clean(schema, {"isian": raw}, CONTEXT)
    json.dumps(cleaned.values, allow_nan=False).encode()
    assert "\\u0000" not in json.dumps(cleaned.values)
    assert all(words.strip() for words in cleaned.errors.values())
    assert not cleaned.values.keys() & cleaned.errors.keys()
    again = clean(schema, cleaned.values, CONTEXT)
    assert again.values == cleaned.values
    if not cleaned.errors:
        assert problems(json_schema(schema), cleaned.values) == []


@pytest.mark.parametrize(("kind", "empty"), [*((kind, empty) for kind in ASKING for empty in ("", None)), ("file", [])])
def test_a_required_answer_must_be_there(kind: str, empty: Any) -> None:
    cleaned = clean(form(field(kind, required=True)), {"isian": empty}, CONTEXT)
    assert list(cleaned.errors) == ["isian"]
    assert cleaned.values == {}


@pytest.mark.parametrize("kind", sorted(set(ASKING) - {"statement"}))
def test_an_optional_answer_may_be_missing(kind: str) -> None:
    cleaned = clean(form(field(kind)), {}, CONTEXT)
    assert (cleaned.values, cleaned.errors) == ({}, {})


@given(
    schema=st.one_of(schemas(), conditional_forms()),
    raw=st.dictionaries(st.from_regex(r"isian_[0-9]|nama", fullmatch=True), RAW, max_size=12),
)
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_forms_go_all_the_way(schema: dict[str, Any], raw: dict[str, Any]) -> None:
    check_schema(json.loads(json.dumps(schema)))
    cleaned = clean(schema, raw, CONTEXT)
    assert not cleaned.hidden & (cleaned.values.keys() | cleaned.errors.keys())
    conditional = [(entry["id"], entry) for entry in schema["fields"] if "show_if" in entry]
    never = {name for name, entry in conditional if fate(entry["show_if"], {}, TODAY) is False}
    for answers in (raw, cleaned.values):
        views = fields(schema, answers, cleaned.errors, {"nama": "SITI"}, CONTEXT)
        assert [view.id for view in views if view.html()] == [
            entry["id"] for entry in schema["fields"] if entry["id"] not in never
        ]
        json.loads(as_json(definition(schema, answers, CONTEXT)))
    said = [words(condition, schema) for entry in schema["fields"] for condition in conditions(entry)]
    assert all(one.startswith("bila ") for one in said)
    rows = summarise(schema, cleaned.values, FILES, (), cleaned.hidden)
    assert {row.field_id for row in rows if row.text} == cleaned.values.keys()
