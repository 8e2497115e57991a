"""The form as its browser needs it, to show, require and check as the server does: one definition, two readers.

``static/forms/rules.js`` reads it. Nothing is in it that the page does not show anyway, but for the register data that
conditions name.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any

from markupsafe import Markup

from tatadesa.forms import messages
from tatadesa.forms.context import Field, FormContext, Schema
from tatadesa.forms.logic import conditions, named
from tatadesa.forms.operands import ANSWER, register_value
from tatadesa.forms.prefill import locked
from tatadesa.forms.registry import is_required, kind_of

# What would end a script element, or begin a comment in it.
_ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


def definition(
    schema: Schema, raw: Mapping[str, Any], context: FormContext, opened: Collection[str] | None = None
) -> dict[str, Any]:
    """The rules of a form filled in with ``raw``.

    Of fields that cannot be changed (not ``opened``, or locked) only the values are there, for others to look at.
    """
    looked_at, fixed = _looked_at(schema), locked(schema, raw, context)
    fields = []
    for field in schema["fields"]:
        name = field["id"]
        if name in fixed:
            fields.append(_given(field, kind_of(field).comparable(field, fixed[name], context)))
        elif opened is None or name in opened:
            if kind_of(field).takes_answer or "show_if" in field:
                fields.append(_open(field, context))
        elif f"{ANSWER}{name}" in looked_at:
            fields.append(_given(field, raw.get(name)))
    groups = {group for field in schema["fields"] for group in kind_of(field).messages}
    register = sorted(name for name in looked_at if not name.startswith(ANSWER))
    return {
        "today": context.today.isoformat(),
        "fields": fields,
        "register": {name: register_value(name, context.register) for name in register},
        "messages": messages.of_groups({"form", *groups}),
        **(messages.CALENDAR if "date" in groups else {}),
    }


def as_json(rules: Mapping[str, Any]) -> Markup:
    """``rules`` for a ``<script type="application/json">``."""
    text = json.dumps(rules, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return Markup(text)  # noqa: S704 - nothing in it can end the element


def _open(field: Field, context: FormContext) -> dict[str, Any]:
    kind = kind_of(field)
    if not kind.takes_answer:
        return _common(field)
    required = {"required": True} if is_required(field) else {}
    return {
        **_common(field),
        "label": field["label"],
        "missing": kind.missing(field),
        "rules": kind.rules(field, context),
        **required,
    }


def _given(field: Field, value: Any) -> dict[str, Any]:
    """A field that cannot be changed, with what it asks of others that can."""
    between = {key: field[key] for key in ("not_before", "same_day", "weekday") if key in field}
    return {**_common(field), "label": field["label"], "given": value, **({"rules": between} if between else {})}


def _common(field: Field) -> dict[str, Any]:
    return {key: field[key] for key in ("id", "kind", "show_if", "require_if") if key in field}


def _looked_at(schema: Schema) -> set[str]:
    """The register keys and ``jawaban.<id>`` that conditions and rules between fields name."""
    found = {name for field in schema["fields"] for condition in conditions(field) for name in named(condition)}
    for field in schema["fields"]:
        pairs = [field["id"], field["not_before"], *field.get("same_day", ())] if "not_before" in field else []
        found |= {f"{ANSWER}{name}" for name in pairs}
    return found
