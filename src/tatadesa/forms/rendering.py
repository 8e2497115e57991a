"""Fields as HTML that works without JavaScript, with label, help and error tied to each input."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from tatadesa.forms.context import Field, FormContext, Schema
from tatadesa.forms.field_view import FieldView
from tatadesa.forms.logic import State, fate, state, words
from tatadesa.forms.prefill import locked, says
from tatadesa.forms.registry import is_required, kind_of

__all__ = ["FieldView", "fields"]

_WHEN = {"show_if": "isi ", "require_if": "wajib diisi "}


def fields(
    schema: Schema,
    raw: Mapping[str, Any],
    errors: Mapping[str, str],
    prefilled: Mapping[str, Any],
    context: FormContext,
    opened: Collection[str] | None = None,
    *,
    parts: Mapping[str, Mapping[str, str]] | None = None,
    at_counter: bool = False,
) -> list[FieldView]:
    """The fields in order; with ``opened`` only these.

    A field not yet in ``raw`` (typed, or kept values) starts with ``prefilled``; files that are not in ``context`` are
    not shown, nor are fields that no answer can bring up. ``parts`` are errors beside single inputs of composite
    answers. ``at_counter`` file fields also offer to tick that the paper was seen.
    """
    fixed = locked(schema, raw, context)
    raw = {**raw, **fixed}
    asked = state(schema, {**prefilled, **raw}, context, opened)
    shown = [entry for entry in schema["fields"] if opened is None or entry["id"] in opened]
    views = [
        _conditional(
            _view(entry, raw, errors, prefilled, context, (parts or {}).get(entry["id"], {}), fixed),
            entry,
            schema,
            context,
            asked,
        )
        for entry in shown
        if "show_if" not in entry or fate(entry["show_if"], context.register, context.today) is not False
    ]
    if not at_counter:
        return [_to_bring(view, context) for view in views]
    return [replace(view, context={**view.context, "paper": view.id in context.on_paper}) for view in views]


def _to_bring(view: FieldView, context: FormContext) -> FieldView:
    """The view with the tick that its paper will be brought, where that may be."""
    if view.id not in context.may_bring:
        return view
    return replace(view, context={**view.context, "bring": view.id in context.to_bring})


def _conditional(view: FieldView, entry: Field, schema: Schema, context: FormContext, asked: State) -> FieldView:
    """The view with when it is asked and whether it is now."""
    keys = [key for key in ("show_if", "require_if") if key in entry]
    # What the register has decided already need not be explained to anybody.
    comes = [key for key in keys if fate(entry[key], context.register, context.today) is None]
    if not keys:
        return view
    said = [f"{_WHEN[key] if view.takes_answer else ''}{words(entry[key], schema)}." for key in comes]
    return replace(
        view,
        required=view.required or view.id in asked.required,
        condition_words=" ".join(f"{one[0].upper()}{one[1:]}" for one in said),
        is_conditional="show_if" in comes,
        hidden_now=view.id not in asked.shown,
    )


def _view(
    entry: Field,
    raw: Mapping[str, Any],
    errors: Mapping[str, str],
    prefilled: Mapping[str, Any],
    context: FormContext,
    parts: Mapping[str, str],
    fixed: Collection[str],
) -> FieldView:
    name, kind = entry["id"], kind_of(entry)
    known = prefilled.get(name, "")
    value = raw.get(name, known)
    hints = (entry.get("help", ""), kind.hint(entry))
    return FieldView(
        id=name,
        kind=kind.name,
        label=entry["label"],
        help=" ".join(hint for hint in hints if hint),
        error=errors.get(name, ""),
        section=entry.get("section", ""),
        required=is_required(entry),
        takes_answer=kind.takes_answer,
        prefilled=bool(known) and says(entry, value, known) and not _is_own_text(entry, known),
        autocomplete=entry.get("autocomplete", kind.autocomplete),
        context={"part_errors": parts, **_control(entry, value, context, is_locked=name in fixed)},
        is_locked=name in fixed,
    )


def _control(entry: Field, value: Any, context: FormContext, *, is_locked: bool) -> dict[str, Any]:
    """What the template needs; of a locked answer that is not typed only its words."""
    kind = kind_of(entry)
    if is_locked and not kind.is_typed:
        return {"locked_lines": kind.lines(entry, value) or [kind.text(entry, value, {})]}
    return kind.view(entry, value, context)


def _is_own_text(entry: Field, known: Any) -> bool:
    """Whether the first answer is a text of the form itself, not the register's."""
    given = entry.get("prefill")
    return isinstance(given, list) and any(one.get("value") == known for one in given)
