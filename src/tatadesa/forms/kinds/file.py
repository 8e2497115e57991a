"""Photos and PDFs, by the ids of stored files."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from tatadesa.core.plain import storable
from tatadesa.files.info import FileInfo
from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind
from tatadesa.forms.messages import say

MOST = 5
JPEG = "image/jpeg"
UPLOAD_SUFFIX = "__berkas"
REMOVE_SUFFIX = "__hapus"
PAPER_SUFFIX = "__kertas"
BRING_SUFFIX = "__dibawa"
ON_PAPER = "Berkas kertas diperlihatkan di kantor"
TO_BRING = "Berkas asli akan dibawa ke kantor"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class File(Kind):
    """Options: ``max_files`` (default 1, up to 5), ``photo_only`` when a PDF will not do."""

    name = "file"
    title = "Berkas (foto atau PDF)"
    seconds = 40
    options = frozenset({"max_files", "photo_only"})
    keeps_files = True
    is_paper = True
    messages = ("file",)

    def check(self, field: Field) -> None:
        """A sensible count."""
        checks.whole(field, "max_files", 1, MOST)
        checks.truth(field, "photo_only")

    def owns(self, field: Field, rest: str, *, at_counter: bool) -> bool:
        """The ids, the upload and the tick that takes a file out; the paper's tick for whoever may set it.

        Browsers that do not send multipart put the file's name in the ordinary part of the form.
        """
        suffixes = {"", UPLOAD_SUFFIX, REMOVE_SUFFIX, PAPER_SUFFIX if at_counter else BRING_SUFFIX}
        return rest == "" or f"__{rest}" in suffixes

    def read(self, field: Field, post: QueryDict) -> list[str]:
        """The ids, without those whose tick says that they go."""
        name = field["id"]
        removed = post.getlist(name + REMOVE_SUFFIX)
        given = [storable(str(value)) for value in post.getlist(name)]
        return [file_id for file_id in named_ids(given) if file_id not in removed]

    def clean(self, field: Field, raw: object, context: FormContext) -> list[str] | None:
        """Ids of files the person really has, without doubles."""
        ids = named_ids(raw)
        if not ids:
            return None
        if len(ids) > max_files(field):
            raise Invalid(say("file.high", most=max_files(field)))
        found = [context.files.get(file_id) for file_id in ids]
        if None in found:
            raise Invalid(say("file.gone"))
        if field.get("photo_only") and any(file.kind != JPEG for file in found if file):
            raise Invalid(say("file.photo"))
        return ids

    def json_schema(self, field: Field) -> dict[str, Any]:
        """A short list of ids."""
        return {
            "type": "array",
            "items": {"type": "string"},
            "minItems": 1,
            "maxItems": max_files(field),
            "uniqueItems": True,
        }

    def text(self, field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
        """The names of the files."""
        names = [files[file_id].name for file_id in named_ids(value) if file_id in files]
        return ", ".join(names) or f"{len(value)} berkas"

    def missing(self, field: Field) -> str:
        """What to do when nothing is attached."""
        return "Lampirkan foto." if field.get("photo_only") else "Lampirkan foto atau PDF."

    def hint(self, field: Field) -> str:
        """What may be attached."""
        what = "Foto" if field.get("photo_only") else "Foto atau PDF"
        most = max_files(field)
        return f"{what}, paling besar 8 MB" + (f", paling banyak {most} berkas." if most > 1 else ".")

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """How many files."""
        return {"most": max_files(field)}

    def view(self, field: Field, raw: object, context: FormContext) -> dict[str, Any]:
        """The files already there and what the input takes."""
        accepts = ["image/jpeg", "image/png"] + ([] if field.get("photo_only") else ["application/pdf"])
        return {
            "attached": [context.files[file_id] for file_id in named_ids(raw) if file_id in context.files],
            "accept": ",".join(accepts),
            "max_files": max_files(field),
        }


def max_files(field: Field) -> int:
    """How many files the field takes."""
    return int(field.get("max_files", 1))


def named_ids(raw: object) -> list[str]:
    """The file ids in ``raw``, in order, without doubles; anything that is no text is no id."""
    given = raw if isinstance(raw, list) else [raw]
    return list(dict.fromkeys(item for item in given if isinstance(item, str) and item))


def looks_like_id(text: str) -> bool:
    """True for the text of a UUID, as stored files have it."""
    return _UUID.fullmatch(text) is not None
