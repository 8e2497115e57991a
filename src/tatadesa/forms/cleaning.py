"""From what was typed to what is kept. Pure: the same answers on the same day clean to the same values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from tatadesa.files.info import FileInfo
from tatadesa.forms.context import Field, FormContext, Schema
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.file import looks_like_id, named_ids
from tatadesa.forms.registry import is_required, kind_of
from tatadesa.forms.schema import answering

__all__ = ["Cleaned", "FileInfo", "FormContext", "clean", "file_ids"]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """``values`` to keep and ``errors`` to show, by field id. No field is in both, an empty one in neither."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def clean(schema: Schema, raw: Mapping[str, Any], context: FormContext, only: Collection[str] | None = None) -> Cleaned:
    """Check ``raw`` (typed, or values kept earlier) by the form; with ``only`` just these fields.

    Never raises for whatever ``raw`` holds. Its own values come back unchanged.
    """
    cleaned = Cleaned()
    fields = [field for field in answering(schema) if only is None or field["id"] in only]
    for field_ in fields:
        name, kind = field_["id"], kind_of(field_)
        try:
            value = kind.clean(field_, raw.get(name), context)
        except Invalid as error:
            cleaned.errors[name] = error.words
            continue
        if value is not None:
            cleaned.values[name] = value
        elif is_required(field_) and name not in context.on_paper:
            cleaned.errors[name] = kind.missing(field_)
    early = _too_early(schema, raw, context, cleaned)
    for name, words in early.items():
        del cleaned.values[name]
        cleaned.errors[name] = words
    return cleaned


def file_ids(schema: Schema, raw: Mapping[str, Any]) -> list[str]:
    """All ids of stored files that ``raw`` names, without doubles; what cannot be an id is left out."""
    found: dict[str, None] = {}
    for field_ in schema["fields"]:
        if field_["kind"] == "file":
            found.update(dict.fromkeys(filter(looks_like_id, named_ids(raw.get(field_["id"])))))
    return list(found)


def _too_early(schema: Schema, raw: Mapping[str, Any], context: FormContext, cleaned: Cleaned) -> dict[str, str]:
    """Fields that break a ``not_before``. The other field counts also when it is not being cleaned now."""
    fields = {field["id"]: field for field in schema["fields"]}

    def value_of(name: str) -> Any:
        return cleaned.values.get(name) or _quietly(fields[name], raw.get(name), context)

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
        side, other, value = ("awal", earlier, start) if asked[0] == name else ("akhir", name, end)
        shown = kind_of(later).text(later, value, {})
        errors[asked[0]] = f"Tidak boleh lebih {side} dari “{fields[other]['label']}”, yaitu {shown}."
    return errors


def _quietly(field_: Field, raw: object, context: FormContext) -> Any:
    try:
        return kind_of(field_).clean(field_, raw, context)
    except Invalid:
        return None
