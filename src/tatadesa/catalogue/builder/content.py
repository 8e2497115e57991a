"""What the builder works on: the content of a draft version, and how its fields are found."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tatadesa.catalogue.definition import CONTENT
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.catalogue.officer_form import of_citizen
from tatadesa.core.errors import NotFound
from tatadesa.forms.context import Field, Schema
from tatadesa.forms.registry import KINDS

Content = dict[str, Any]
"""The fields of ``ServiceVersion`` that hold content, and the ``category`` the service will stand under."""

FieldPath = str
"""A field's id, or ``<group>__<id>`` for a field in the rows of a group."""

BETWEEN = "__"
OFFICERS = "petugas:"
"""In front of the path of an officers' own field wherever paths of both forms stand together."""
_QUOTED = re.compile(r"“([^”]+)”")


def content_of(version: ServiceVersion) -> Content:
    """The content of ``version``, which carries its service."""
    return {**{name: getattr(version, name) for name in CONTENT}, "category": version.service.category}


def officers_view(content: Content) -> Content:
    """``content`` as an edit of the officers' own fields sees it: they are the form, and nothing follows it.

    ``given`` are the citizen's fields, at which their conditions may look.
    """
    given = of_citizen({"fields": [field for field in content["form"]["fields"] if field.get("kind") in KINDS]})
    own = content["officer_form"]
    return {
        **content,
        "form": own,
        "given": given,
        "officer_form": None,
        "requirements": [],
        "workflow": [],
        "letter": None,
    }


def given_in(content: Mapping[str, Any]) -> list[Field]:
    """The fields that are answered before the form of ``content``; none for the citizen's."""
    given: list[Field] = content.get("given") or []
    return given


def seen_in(content: Mapping[str, Any]) -> Schema:
    """The form of ``content`` behind what is answered before it: all that its conditions can name."""
    return {"fields": [*given_in(content), *content["form"]["fields"]]}


def fields_in(content: Mapping[str, Any], group: FieldPath = "") -> list[dict[str, Any]]:
    """The list itself: of the form, or of a group's rows; raises ``NotFound``."""
    fields: list[dict[str, Any]] = content["form"]["fields"]
    if not group:
        return fields
    inner = next((field.get("fields") for field in fields if field["id"] == group), None)
    if not isinstance(inner, list):
        raise NotFound("Isian ini sudah tidak ada di formulir.")
    return inner


def group_of(path: FieldPath) -> FieldPath:
    """The group a field stands in, empty for the form itself."""
    return path.rpartition(BETWEEN)[0]


def path_of(group: FieldPath, name: str) -> FieldPath:
    """Where the field ``name`` of ``group`` is."""
    return f"{group}{BETWEEN}{name}" if group else name


def place_of(content: Mapping[str, Any], path: FieldPath) -> tuple[list[dict[str, Any]], int]:
    """The list a field stands in and its index there; raises ``NotFound``."""
    fields = fields_in(content, group_of(path))
    name = path.rpartition(BETWEEN)[2]
    for index, field in enumerate(fields):
        if field["id"] == name:
            return fields, index
    raise NotFound("Isian ini sudah tidak ada di formulir.")


def field_at(content: Mapping[str, Any], path: FieldPath) -> dict[str, Any]:
    """The field itself; raises ``NotFound``."""
    fields, index = place_of(content, path)
    return fields[index]


def walk(form: Mapping[str, Any]) -> Iterator[tuple[FieldPath, Field]]:
    """All fields with their paths, those of groups after their group."""
    for field in form["fields"]:
        yield field["id"], field
        for inner in field.get("fields") or ():
            yield path_of(field["id"], inner["id"]), inner


def walk_both(form: Mapping[str, Any], officer_form: Mapping[str, Any]) -> Iterator[tuple[FieldPath, Field]]:
    """As ``walk``, then the officers' own fields with ``OFFICERS`` before their paths."""
    yield from walk(form)
    for path, field in walk(officer_form):
        yield OFFICERS + path, field


def short(label: str) -> str:
    """A label as it fits into a sentence."""
    trimmed = label.strip().rstrip(".:")
    return trimmed if len(trimmed) <= 60 else f"{trimmed[:57].rstrip()}…"


def in_labels(message: str, form: Mapping[str, Any], options: Mapping[str, str] | None = None) -> str:
    """``message`` of a check with the labels people know in place of ids, ``jawaban.<id>`` and names of options."""
    labels = {path.rpartition(BETWEEN)[2]: short(str(field.get("label", ""))) for path, field in walk(form)}
    known = {**(options or {}), **labels, **{f"jawaban.{name}": label for name, label in labels.items()}}
    return _QUOTED.sub(lambda found: f"“{known.get(found[1]) or found[1]}”", message)
