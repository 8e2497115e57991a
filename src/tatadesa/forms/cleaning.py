"""From what was typed to what is kept. Pure: the same answers on the same day clean to the same values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tatadesa.files.info import FileInfo
from tatadesa.forms.context import FormContext, Schema
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.file import looks_like_id, named_ids
from tatadesa.forms.logic import state
from tatadesa.forms.messages import say
from tatadesa.forms.prefill import locked
from tatadesa.forms.registry import kind_of
from tatadesa.forms.schema import answering

__all__ = ["Cleaned", "FileInfo", "FormContext", "clean", "file_ids"]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """``values`` to keep and ``errors`` to show, by field id. No field is in both, an empty one in neither.

    ``parts`` are the errors beside single inputs of composite answers, by field id and part. ``hidden`` fields were not
    asked: nothing of them is kept.
    """

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)


def clean(schema: Schema, raw: Mapping[str, Any], context: FormContext, only: Collection[str] | None = None) -> Cleaned:
    """Check ``raw`` (typed, or values kept earlier) by the form; with ``only`` just these fields.

    Never raises for whatever ``raw`` holds. Its own values come back unchanged. In ``locked`` fields the register's
    words count, whatever ``raw`` says.
    """
    raw = {**raw, **locked(schema, raw, context)}
    cleaned, asked = Cleaned(), state(schema, raw, context, only)
    fields = [field for field in answering(schema) if only is None or field["id"] in only]
    for field_ in fields:
        name, kind = field_["id"], kind_of(field_)
        if name not in asked.shown:
            cleaned.hidden.add(name)
            continue
        try:
            value = kind.clean(field_, raw.get(name), context)
        except Invalid as error:
            cleaned.errors[name] = error.words
            if error.parts:
                cleaned.parts[name] = error.parts
            continue
        if value is not None:
            cleaned.values[name] = value
        elif name in asked.required and name not in context.on_paper and name not in context.to_bring:
            cleaned.errors[name] = kind.missing(field_)
    for name, words in _too_early(schema, raw, context, cleaned, asked.shown, only).items():
        del cleaned.values[name]
        cleaned.errors[name] = words
    in_order = {field["id"]: cleaned.errors[field["id"]] for field in fields if field["id"] in cleaned.errors}
    return replace(cleaned, errors=in_order)


def file_ids(schema: Schema, raw: Mapping[str, Any]) -> list[str]:
    """All ids of stored files that ``raw`` names, without doubles; what cannot be an id is left out."""
    found: dict[str, None] = {}
    for field_ in schema["fields"]:
        if kind_of(field_).keeps_files:
            found.update(dict.fromkeys(filter(looks_like_id, named_ids(raw.get(field_["id"])))))
    return list(found)


def _too_early(
    schema: Schema,
    raw: Mapping[str, Any],
    context: FormContext,
    cleaned: Cleaned,
    shown: Collection[str],
    only: Collection[str] | None,
) -> dict[str, str]:
    """Fields that break a ``not_before``. The other field counts also when it is not being cleaned now."""
    fields = {field["id"]: field for field in schema["fields"]}

    def value_of(name: str) -> Any:
        if name not in shown:
            return None
        if only is not None and name not in only:
            # Kept as it is: a bound that moves with the day must not make it unreadable.
            kept = raw.get(name)
            return kept if isinstance(kept, str) else None
        return cleaned.values.get(name) or kind_of(fields[name]).comparable(fields[name], raw.get(name), context)

    errors = {}
    for name, later in fields.items():
        earlier = later.get("not_before")
        asked = [blamed for blamed in (name, earlier) if blamed in cleaned.values]
        if not earlier or not asked:
            continue
        end, start = value_of(name), value_of(earlier)
        days = [value_of(day) for day in later.get("same_day", ())]
        if end is None or start is None or end >= start or (days and (None in days or days[0] != days[1])):
            continue
        side, other, value = ("early", earlier, start) if asked[0] == name else ("late", name, end)
        words = kind_of(later).text(later, value, {})
        errors[asked[0]] = say(f"order.{side}", other=fields[other]["label"], value=words)
    return errors
