"""What the register says beside what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tatadesa.forms.context import Schema
from tatadesa.forms.prefill import start
from tatadesa.forms.registry import kind_of
from tatadesa.forms.summary import in_words


@dataclass(frozen=True, slots=True)
class Comparison:
    """An answer (empty when not given) beside what the register says, both in words."""

    field_id: str
    label: str
    answer: str
    register: str
    differs: bool


def compare(
    schema: Schema, answers: Mapping[str, Any], register: Mapping[str, Any], today: date
) -> dict[str, Comparison]:
    """One for each field the register could have filled in, by its id; ``answers`` are kept values."""
    found = {}
    for field in schema["fields"]:
        name, answer = field["id"], answers.get(field["id"])
        begun = start(field, register, answers, today)
        if begun is None or not begun.key:
            continue
        given = answer not in (None, "", [])
        told = answer if isinstance(answer, dict) else str(answer)
        differs = given and not kind_of(field).same(told, begun.value)
        said = in_words(field, answer, {}) if given else ""
        found[name] = Comparison(name, field["label"], said, in_words(field, begun.value, {}), differs)
    return found


def differences(
    schema: Schema, answers: Mapping[str, Any], register: Mapping[str, Any], today: date
) -> list[Comparison]:
    """Those of them that differ in more than case, blanks and punctuation.

    Where either side says nothing there is nothing to compare.
    """
    return [row for row in compare(schema, answers, register, today).values() if row.differs]
