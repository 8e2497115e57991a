"""What looks at a field: other fields by a condition, an order or a prefill rule, steps by their condition."""

from collections.abc import Iterator, Mapping
from typing import Any

from tatadesa.catalogue.builder.content import Content, FieldPath, group_of, short, walk
from tatadesa.core.errors import InvalidInput
from tatadesa.forms.operands import ANSWER

_NAMING_OPTIONS = ("not_before", "same_day")


def dependants(content: Content, path: FieldPath) -> list[str]:
    """The labels of the other fields that name the field ``path``, in the form's order, then the steps that do."""
    group, name = group_of(path), path.rpartition("__")[2]
    found = []
    for other, field in walk(content["form"]):
        if other == path or other.startswith(f"{path}__"):
            continue
        by_id = group_of(other) == group and name in _named_ids(field)
        inner = {key: value for key, value in field.items() if key != "fields"}
        if by_id or (not group and ANSWER + name in _strings(inner)):
            found.append(short(field["label"]))
    steps = content.get("workflow", ())
    found += [f"langkah {step['label']}" for step in steps if not group and ANSWER + name in _strings(step.get("when"))]
    return found


def require_free(content: Content, path: FieldPath) -> None:
    """Raise ``InvalidInput`` when another field names the field ``path``."""
    found = dependants(content, path)
    if found:
        names = ", ".join(f"“{label}”" for label in found)
        raise InvalidInput({"": f"Isian ini masih dipakai dalam aturan {names}. Ubah dulu aturannya di sana."})


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
