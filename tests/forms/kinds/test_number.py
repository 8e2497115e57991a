"""How a number reads in letters."""

from typing import Any

import pytest

from tatadesa.forms.registry import kind_of


@pytest.mark.parametrize(
    ("options", "value", "words"),
    [
        ({"min": 1900, "max": 2199}, 1998, "1998"),
        ({"min": 1900, "max": 2199, "unit": "orang"}, 1998, "1.998 orang"),
        ({"min": 0, "max": 2199}, 1998, "1.998"),
        ({}, 1400, "1.400"),
    ],
)
def test_a_year_has_no_dot(options: dict[str, Any], value: int, words: str) -> None:
    field = {"id": "isian", "kind": "number", "label": "Isian", **options}
    assert kind_of(field).text(field, value, {}) == words
