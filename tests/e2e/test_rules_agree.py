"""The same form, the same answers: what the server says and what the browser says, word for word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route

import tatadesa.forms
from tatadesa.forms import cleaning, reading, rules
from tatadesa.forms.logic import holds, state
from tatadesa.forms.patterns import check_pattern, matches
from tatadesa.forms.registry import KINDS, kind_of
from tatadesa.forms.schema import SchemaError, check_schema
from tests.forms.definitions import CONTEXT, REGISTER, TYPED, conditional_forms, conditions, filled, posted
from tests.forms.samples import TODAY

ADDRESS = "http://formulir.test"
STATIC = Path(tatadesa.forms.__file__).parent / "static"
_JUDGE = """
([rules, inputs]) => {
  const data = new FormData();
  inputs.forEach(([name, value]) => data.append(name, value));
  const { shown, required, values, errors, parts } = window.judge(rules, data);
  const beside = Object.entries(parts).map(([name, said]) => [name, Object.entries(said)]);
  return { shown: [...shown], required: [...required], values, errors: Object.entries(errors), parts: beside };
}
"""


@pytest.fixture(scope="module")
def engine(chromium: Browser) -> Iterator[Page]:
    """A page with our modules loaded."""

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if path == "/":
            route.fulfill(body="<!doctype html><title>formulir</title>", content_type="text/html")
        else:
            route.fulfill(path=STATIC / path.lstrip("/"), content_type="text/javascript")

    context = chromium.new_context()
    page = context.new_page()
    page.route(f"{ADDRESS}/**", serve)
    page.goto(f"{ADDRESS}/")
    page.evaluate(
        """async () => {
          window.judge = (await import("/forms/check.js")).judge;
          window.holds = (await import("/forms/logic.js")).holds;
          window.cleaners = (await import("/forms/check.js")).known;
        }"""
    )
    yield page
    context.close()


@pytest.fixture(scope="module")
def known_kinds(engine: Page) -> list[str]:
    """The kinds the browser can judge."""
    return sorted(set(engine.evaluate("Object.keys(cleaners)")) & TYPED.keys())


def test_the_browser_judges_all_simple_kinds(known_kinds: list[str]) -> None:
    simple = {
        "short_text",
        "long_text",
        "number",
        "money",
        "date",
        "time",
        "choice",
        "phone",
        "nik",
        "statement",
        "file",
        "photo",
        "signature",
        "choices",
        "yes_no",
        "email",
        "no_kk",
        "map_point",
        "group",
    }
    assert simple <= set(known_kinds)


def test_of_other_kinds_the_browser_is_told_which_inputs_make_an_answer(engine: Page) -> None:
    judged = set(engine.evaluate("Object.keys(cleaners)"))
    others = [kind for name, kind in KINDS.items() if kind.takes_answer and name not in judged]
    assert others
    for kind in others:
        assert kind.rules({"id": "isian", "kind": kind.name, "label": "Isian"}, CONTEXT)["there"], kind.name


@given(data=st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_verdicts_and_words_are_the_same(engine: Page, known_kinds: list[str], data: st.DataObject) -> None:
    schema = data.draw(conditional_forms([*known_kinds, "heading"]))
    for field in schema["fields"]:
        # Which of the files is a photo, only the server knows.
        field.pop("photo_only", None)
    check_schema(schema)
    inputs = data.draw(filled(schema))
    post = posted(inputs)
    raw = reading.read_post(schema, post, at_counter=True)
    context = replace(CONTEXT, on_paper=reading.on_paper(schema, post))
    here, asked = cleaning.clean(schema, raw, context), state(schema, raw, context)
    there = engine.evaluate(_JUDGE, [rules.definition(schema, raw, context), inputs])
    conditional = {field["id"] for field in schema["fields"] if kind_of(field).takes_answer or "show_if" in field}
    assert set(there["shown"]) == asked.shown & conditional
    assert set(there["required"]) == asked.required & conditional
    assert there["errors"] == [list(item) for item in here.errors.items()]
    assert there["values"] == json.loads(json.dumps(here.values))
    assert there["parts"] == [[name, [list(one) for one in parts.items()]] for name, parts in here.parts.items()]


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_cannot_be_changed_counts_as_it_was(engine: Page, known_kinds: list[str], data: st.DataObject) -> None:
    schema = data.draw(conditional_forms(sorted(set(known_kinds) - {"file", "photo", "signature"})))
    kept = cleaning.clean(schema, reading.read_post(schema, posted(data.draw(filled(schema)))), CONTEXT).values
    names = [field["id"] for field in schema["fields"]]
    opened = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    inputs = [one for one in data.draw(filled(schema)) if one[0] in opened]
    raw = {**kept, **reading.read_post(schema, posted(inputs), opened)}
    here = cleaning.clean(schema, raw, CONTEXT, opened)
    there = engine.evaluate(_JUDGE, [rules.definition(schema, raw, CONTEXT, opened), inputs])
    assert there["errors"] == [list(item) for item in here.errors.items()]
    assert there["values"] == json.loads(json.dumps(here.values))
    assert here.hidden == set(opened) - set(there["shown"])


@pytest.mark.parametrize("weekday", [False, True])
def test_a_later_day_that_is_closed_still_holds_the_open_one(engine: Page, weekday: bool) -> None:
    begin = {"id": "mulai", "kind": "date", "label": "Mulai"}
    end = {"id": "selesai", "kind": "date", "label": "Selesai", "not_before": "mulai", "weekday": weekday}
    schema = {"fields": [begin, end]}
    inputs = [["mulai", "2000-01-02"]]
    raw = {"selesai": "2000-01-01", **reading.read_post(schema, posted(inputs), ["mulai"])}
    here = cleaning.clean(schema, raw, CONTEXT, ["mulai"])
    there = engine.evaluate(_JUDGE, [rules.definition(schema, raw, CONTEXT, ["mulai"]), inputs])
    assert ("Sabtu" in here.errors["mulai"]) is weekday
    assert there["errors"] == [list(item) for item in here.errors.items()]


@given(data=st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_conditions_hold_alike_whatever_the_values_are(engine: Page, data: st.DataObject) -> None:
    fields = {name: {"id": name, "kind": name, "choices": _CHOICES} for name in TYPED if name != "file"}
    condition = data.draw(conditions(fields, 4))
    values = {name: data.draw(_VALUES) for name in fields}
    told = {"register": {name: rules.register_value(name, REGISTER) for name in REGISTER}, "today": TODAY.isoformat()}
    there = engine.evaluate("([condition, values, told]) => holds(condition, values, told)", [condition, values, told])
    assert there is holds(condition, values, REGISTER, TODAY)


_ATOMS = [
    "a",
    "b",
    "1",
    r"\d",
    r"\w",
    ".",
    r"\.",
    r"\(",
    "-",
    "[ab]",
    "[^a]",
    r"[\d.-]",
    "[a-z-1]",
    r"[\]\\^]",
    "/",
    " ",
]
_TIMES = ["", "", "", "?", "*", "+", "{2}", "{1,2}", "{2,}"]
_PIECES = st.tuples(st.sampled_from(_ATOMS), st.sampled_from(_TIMES)).map("".join)
_BRANCHES = st.lists(st.lists(_PIECES, min_size=1, max_size=4).map("".join), min_size=1, max_size=3).map("|".join)
_GROUPS = st.tuples(st.sampled_from(["(", "(?:"]), _BRANCHES, st.just(")"), st.sampled_from(_TIMES)).map("".join)
PATTERNS = st.one_of(
    st.lists(st.one_of(_PIECES, _GROUPS), min_size=1, max_size=4).map("".join),
    _BRANCHES,
    st.text("ab1-^[](){}|?*+.,\\dw:", min_size=1, max_size=14),
)


@given(pattern=PATTERNS, text=st.text("aab1-.( /]^", max_size=6))
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
def test_patterns_that_are_allowed_mean_the_same(engine: Page, pattern: str, text: str) -> None:
    try:
        check_pattern(pattern, 120)
    except SchemaError:
        return
    there = engine.evaluate("([pattern, text]) => new RegExp(`^(?:${pattern})$`, 'u').test(text)", [pattern, text])
    assert there is matches(pattern, text)


_CHOICES = [{"key": "ya", "label": "Ya"}, {"key": "tidak", "label": "Tidak"}]
_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 1500),
    st.sampled_from(
        [1.5, "", [], {}, {"a": 1}, ["ya"], "ya", "Ya", "TIDAK", "krajan", "08:30", "2026-11-24", "2009-99-99"]
    ),
    st.dates().map(str),
)
