"""Where a citizen's answer and the register do not say the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tatadesa.forms.context import Schema
from tatadesa.forms.prefill import register_text
from tatadesa.forms.registry import kind_of
from tatadesa.forms.summary import in_words


@dataclass(frozen=True, slots=True)
class Difference:
    """What the citizen wrote beside what the register says, both in words."""

    field_id: str
    label: str
    answer: str
    register: str


def differences(schema: Schema, answers: Mapping[str, Any], register_data: Mapping[str, Any]) -> list[Difference]:
    """One for each field with ``prefill`` whose answer differs in more than case, blanks and punctuation.

    Where either side says nothing there is nothing to compare.
    """
    found = []
    for field in schema["fields"]:
        answer = answers.get(field["id"]) if "prefill" in field else None
        register = register_text(field, register_data) if answer is not None else ""
        if answer is None or not register or kind_of(field).same(str(answer), register):
            continue
        words = in_words(field, answer, {}), in_words(field, register, {})
        found.append(Difference(field["id"], field["label"], *words))
    return found
