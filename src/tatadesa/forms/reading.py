"""From a posted form to raw answers: only names the form has, nothing a database cannot hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from tatadesa.core.errors import InvalidInput
from tatadesa.forms.context import Field, RawAnswers, Schema
from tatadesa.forms.kinds.file import BRING_SUFFIX, PAPER_SUFFIX, UPLOAD_SUFFIX, max_files, named_ids
from tatadesa.forms.registry import kind_of
from tatadesa.forms.schema import RESERVED, answering

_UNKNOWN = "Ada isian yang tidak dikenal formulir ini. Buka lagi halaman formulirnya, lalu isi kembali."
_BUTTON = "isian"


def read_post(
    schema: Schema, post: QueryDict, only: Collection[str] | None = None, *, at_counter: bool = False
) -> RawAnswers:
    """The answers as typed, one for every field that was asked; empty when nothing was sent (a bare box).

    ``only`` names the fields that were asked, when not all were. A button inside a field (``aksi=isian:<id>:<what>``)
    has done its work on the answer. ``at_counter`` allows what only officers may say. Raises ``InvalidInput`` for a
    name the form does not have.
    """
    fields = {field["id"]: field for field in answering(schema) if only is None or field["id"] in only}
    for name in set(post) - RESERVED:
        _require_known(fields, name, at_counter=at_counter)
    answers: RawAnswers = {name: kind_of(field).read(field, post) for name, field in fields.items()}
    pressed, what = button(post)
    if pressed in fields:
        answers[pressed] = kind_of(fields[pressed]).adjust(fields[pressed], answers[pressed], what)
    return answers


def button(post: QueryDict) -> tuple[str, str]:
    """The id of the field whose own button sent the form, and what the button says; both empty for other buttons."""
    kind, _, rest = str(post.get("aksi", "")).partition(":")
    name, _, what = rest.partition(":")
    return (name, what) if kind == _BUTTON else ("", "")


def on_paper(schema: Schema, post: QueryDict) -> list[str]:
    """The file fields whose paper the officer has ticked as seen, in the form's order."""
    return [name for name in _file_ids(schema) if name + PAPER_SUFFIX in post]


def to_bring(schema: Schema, post: QueryDict) -> list[str]:
    """The file fields whose paper the citizen has ticked to bring to the office, in the form's order."""
    return [name for name in _file_ids(schema) if name + BRING_SUFFIX in post]


def uploads(schema: Schema, files: MultiValueDict[str, UploadedFile[Any]]) -> dict[str, list[UploadedFile[Any]]]:
    """The files sent along, by field id; raises ``InvalidInput`` for a name the form does not have."""
    names = {field_id + UPLOAD_SUFFIX: field_id for field_id in _file_ids(schema)}
    if not set(files) <= names.keys():
        raise InvalidInput({"": _UNKNOWN}, _UNKNOWN)
    return {names[key]: files.getlist(key) for key in files}


def attach(schema: Schema, raw: Mapping[str, Any], stored: Mapping[str, Sequence[str]]) -> RawAnswers:
    """``raw`` with the ids of files just stored; where one file is all that fits, the new one replaces it."""
    answers = dict(raw)
    for field in schema["fields"]:
        new = list(stored.get(field["id"], ())) if kind_of(field).keeps_files else []
        if new:
            kept = [] if max_files(field) == 1 else named_ids(answers.get(field["id"]))
            answers[field["id"]] = [*kept, *new]
    return answers


def _require_known(fields: Mapping[str, Field], name: str, *, at_counter: bool) -> None:
    field_id, _, rest = name.partition("__")
    field = fields.get(field_id)
    if field is None or not kind_of(field).owns(field, rest, at_counter=at_counter):
        raise InvalidInput({"": _UNKNOWN}, _UNKNOWN)


def _file_ids(schema: Schema) -> list[str]:
    return [field["id"] for field in schema["fields"] if kind_of(field).keeps_files]
