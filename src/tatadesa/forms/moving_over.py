"""What of the answers to one version of a form still fits another. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tatadesa.forms.context import Field, FormContext, Schema
from tatadesa.forms.errors import Invalid
from tatadesa.forms.registry import is_required, kind_of
from tatadesa.forms.schema import answering


@dataclass(frozen=True, slots=True)
class Moved:
    """The ``answers`` that still fit, and labels: of questions whose answers did not, and of new required ones."""

    answers: dict[str, Any]
    lost: list[str]
    new: list[str]


def move_over(before: Schema, after: Schema, raw: Mapping[str, Any], context: FormContext) -> Moved:
    """``raw`` answers (typed or kept) of the form ``before`` in the form ``after``.

    An answer fits when its field has the same id and kind and it can be kept there. One that could not be kept before
    either goes along as it was typed: whoever typed it was not done.
    """
    old, new = _by_id(before), _by_id(after)
    answers: dict[str, Any] = {}
    lost: list[str] = []
    for name, field in old.items():
        value = raw.get(name)
        if value in (None, "", [], {}):
            continue
        there = new.get(name)
        if there is not None and _fits(field, there, value, context):
            answers[name] = value
        else:
            lost.append(field["label"] if there is None else there["label"])
    asked = [field for name, field in new.items() if name not in old or old[name]["kind"] != field["kind"]]
    required = [field["label"] for field in asked if is_required(field)]
    return Moved(answers, lost, [label for label in required if label not in lost])


def _by_id(schema: Schema) -> dict[str, Field]:
    return {field["id"]: field for field in answering(schema)}


def _fits(before: Field, after: Field, value: Any, context: FormContext) -> bool:
    same_kind = before["kind"] == after["kind"]
    return same_kind and (_is_right(after, value, context) or not _is_right(before, value, context))


def _is_right(field: Field, value: Any, context: FormContext) -> bool:
    try:
        return kind_of(field).clean(field, value, context) is not None
    except Invalid:
        return False
