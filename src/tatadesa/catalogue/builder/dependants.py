"""What looks at a field: other fields by a condition, an order or a prefill rule, steps by theirs and what they ask.

The letter is not among them: a composed one follows the form by itself, and of one written by hand ``problems`` says
what it still names.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tatadesa.catalogue.builder.content import BETWEEN, Content, FieldPath, group_of, short, walk
from tatadesa.catalogue.officer_form import CITIZEN
from tatadesa.core.errors import InvalidInput
from tatadesa.forms.operands import ANSWER
from tatadesa.offices.models import Office

_NAMING_OPTIONS = ("not_before", "same_day")
_SHARED = ("documents", "answers")


def dependants(content: Content, path: FieldPath) -> list[str]:
    """The labels of what names the field ``path``: other fields in the form's order, steps, officers' own fields."""
    group, name = group_of(path), path.rpartition(BETWEEN)[2]
    found = []
    for other, field in walk(content["form"]):
        if other == path or other.startswith(f"{path}{BETWEEN}"):
            continue
        by_id = group_of(other) == group and name in _named_ids(field)
        inner = {key: value for key, value in field.items() if key != "fields"}
        if by_id or (not group and ANSWER + name in _strings(inner)):
            found.append(short(field["label"]))
    # What a group's rows hold, no step and no officer's field can name.
    if group:
        return found
    found += [words for step in content.get("workflow", ()) for words in _in_step(step, name)]
    own = (content.get("officer_form") or {"fields": []})["fields"]
    named = f"{ANSWER}{CITIZEN}{name}"
    return found + [f"{short(field['label'])} (isian petugas)" for field in own if named in _strings(field)]


def require_free(content: Content, path: FieldPath) -> None:
    """Raise ``InvalidInput`` when another field names the field ``path``."""
    found = dependants(content, path)
    if found:
        names = ", ".join(f"“{label}”" for label in found)
        raise InvalidInput({"": f"Isian ini masih dipakai dalam aturan {names}. Ubah dulu aturannya di sana."})


def _in_step(step: Mapping[str, Any], name: str) -> Iterator[str]:
    """The step, when its condition names the field; whom it asks, when that does or when the answer is shown there."""
    if ANSWER + name in _strings(step.get("when")):
        yield f"langkah {step['label']}"
    for item in step.get("ask", ()):
        if ANSWER + name in _strings(item.get("when")) or any(name in item.get(part, ()) for part in _SHARED):
            whom = dict(Office.Kind.choices).get(item["to"], item["to"])
            yield f"pertanyaan ke {whom} di langkah {step['label']}"


def _named_ids(field: Mapping[str, Any]) -> set[str]:
    named: set[str] = set()
    for option in _NAMING_OPTIONS:
        value = field.get(option)
        named.update([value] if isinstance(value, str) else value or ())
    return named


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _strings(value)
    elif isinstance(part, list):
        for value in part:
            yield from _strings(value)
