"""Patterns that mean the same everywhere and never take long."""

import re
import time

import pytest

from tatadesa.forms.cleaning import clean
from tatadesa.forms.errors import SchemaError
from tatadesa.forms.patterns import check_pattern, matches
from tatadesa.forms.schema import check_schema
from tests.forms.samples import CONTEXT, field, form

PLATE = {"pattern": "[A-Z]{1,2} [0-9]{1,4} [A-Z]{1,3}", "pattern_words": "Tulis nomor polisi seperti R 1234 AB."}


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        (PLATE["pattern"], "R 1234 AB", "R1234AB"),
        (r"\d{3}(?:\.\d{3})*", "123.456", "123.45"),
        ("ya|tidak", "tidak", "ya tidak"),
        (r"[^@ ]+@[^@ ]+\.[a-z]{2,}", "siti@desa.id", "siti@desa"),
        (r"[\w.\-\]]+", "a-b]", "a b"),
        ("(RT|RW) [0-9]{3}", "RW 002", "RX 002"),
        (r"\(.\)/?", "(a)/", "a"),
    ],
)
def test_what_patterns_mean(pattern: str, right: str, wrong: str) -> None:
    check_pattern(pattern, 120)
    assert matches(pattern, right)
    assert not matches(pattern, wrong)


@pytest.mark.parametrize(
    "pattern",
    ["", "a" * 201, "^a", "a$", r"\bkata", r"\s", r"(a)\1", "(?=a)", "(?<n>a)", "a**", "a+?", "a++", "[", "[]", "[b-a]",
     "[[a]", "[a--b]", r"[\d-z]", "(a", "a)", "()", "a||b", "a{2,1}", "a{0}", "a{", "}", "]", "é", "a\n", r"\p",
     "a{1}{2}", "a{301}", 7, None],
)  # fmt: skip
def test_what_differs_between_engines_or_cannot_be_read_is_refused(pattern: object) -> None:
    with pytest.raises(SchemaError, match="pattern"):
        check_pattern(pattern, 120)


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "(a*)*b", "(a|a)*b", "(a|b|ab)*c", "a?" * 30 + "a" * 30, ".*.*.*.*=.*", "(?:.+,)+"]
)
def test_what_could_take_long_is_refused(pattern: str) -> None:
    with pytest.raises(SchemaError, match="terlalu rumit"):
        check_pattern(pattern, 120)


@pytest.mark.parametrize("pattern", ["[a-z]*[a-z]*[a-z]*=", "a{0,40}a{0,40}a{0,40}b", "(a|b|ab){1,8}c"])
def test_the_worst_that_is_allowed_is_quick(pattern: str) -> None:
    check_pattern(pattern, 120)
    started = time.process_time()
    assert not matches(pattern, "a" * 120)
    assert time.process_time() - started < 1


def test_a_pattern_has_its_words() -> None:
    schema = form(field("short_text", **PLATE))
    check_schema(schema)
    assert clean(schema, {"isian": " R  1234 AB "}, CONTEXT).values == {"isian": "R 1234 AB"}
    assert clean(schema, {"isian": "r 1"}, CONTEXT).errors == {"isian": "Tulis nomor polisi seperti R 1234 AB."}
    assert clean(schema, {"isian": ""}, CONTEXT).errors == {}
    for half in ("pattern", "pattern_words"):
        with pytest.raises(SchemaError, match=re.escape("harus diisi bersama")):
            check_schema(form(field("long_text", **{half: PLATE[half]})))
