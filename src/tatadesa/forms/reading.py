"""From a posted form to raw answers: only names the form has, nothing a database cannot hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import storable
from tatadesa.forms.context import Field, RawAnswers, Schema
from tatadesa.forms.kinds.file import PAPER_SUFFIX, REMOVE_SUFFIX, UPLOAD_SUFFIX, max_files, named_ids
from tatadesa.forms.schema import RESERVED, answering

_UNKNOWN = "Ada isian yang tidak dikenal formulir ini. Buka lagi halaman formulirnya, lalu isi kembali."


def read_post(
    schema: Schema, post: QueryDict, only: Collection[str] | None = None, *, at_counter: bool = False
) -> RawAnswers:
    """The answers as typed, one for every field that was asked; empty when nothing was sent (a bare box).

    ``only`` names the fields that were asked, when not all were. A ticked ``<id>__hapus`` takes that file
    out; ``<id>__kertas`` is for officers (``at_counter``). Raises ``InvalidInput`` for a name the form does not have.
    """
    fields = [field for field in answering(schema) if only is None or field["id"] in only]
    if not set(post) <= {name for field in fields for name in _names(field, at_counter=at_counter)} | RESERVED:
        raise InvalidInput({"": _UNKNOWN}, _UNKNOWN)
    answers: RawAnswers = {}
    for field in fields:
        name = field["id"]
        if field["kind"] == "file":
            removed = post.getlist(name + REMOVE_SUFFIX)
            given = [storable(str(value)) for value in post.getlist(name)]
            answers[name] = [file_id for file_id in named_ids(given) if file_id not in removed]
        else:
            answers[name] = storable(str(post.get(name, "")))
    return answers


def on_paper(schema: Schema, post: QueryDict) -> list[str]:
    """The file fields whose paper the officer has ticked as seen, in the form's order."""
    ids = [field["id"] for field in schema["fields"] if field["kind"] == "file"]
    return [field_id for field_id in ids if field_id + PAPER_SUFFIX in post]


def uploads(schema: Schema, files: MultiValueDict[str, UploadedFile[Any]]) -> dict[str, list[UploadedFile[Any]]]:
    """The files sent along, by field id; raises ``InvalidInput`` for a name the form does not have."""
    ids = [field["id"] for field in schema["fields"] if field["kind"] == "file"]
    names = {field_id + UPLOAD_SUFFIX: field_id for field_id in ids}
    if not set(files) <= names.keys():
        raise InvalidInput({"": _UNKNOWN}, _UNKNOWN)
    return {names[key]: files.getlist(key) for key in files}


def attach(schema: Schema, raw: Mapping[str, str | list[str]], stored: Mapping[str, Sequence[str]]) -> RawAnswers:
    """``raw`` with the ids of files just stored; where one file is all that fits, the new one replaces it."""
    answers = dict(raw)
    for field in schema["fields"]:
        new = list(stored.get(field["id"], ())) if field["kind"] == "file" else []
        if new:
            kept = [] if max_files(field) == 1 else named_ids(answers.get(field["id"]))
            answers[field["id"]] = [*kept, *new]
    return answers


def _names(field: Field, *, at_counter: bool) -> tuple[str, ...]:
    name: str = field["id"]
    if field["kind"] != "file":
        return (name,)
    # Browsers that do not send multipart put the file's name in the ordinary part of the form.
    suffixes = ("", UPLOAD_SUFFIX, REMOVE_SUFFIX, *([PAPER_SUFFIX] if at_counter else []))
    return tuple(name + suffix for suffix in suffixes)
