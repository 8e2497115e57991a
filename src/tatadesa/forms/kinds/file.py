"""Photos and PDFs, by the ids of stored files."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from tatadesa.files.info import FileInfo
from tatadesa.forms import checks
from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind

MOST = 5
JPEG = "image/jpeg"
UPLOAD_SUFFIX = "__berkas"
REMOVE_SUFFIX = "__hapus"
PAPER_SUFFIX = "__kertas"
ON_PAPER = "Berkas kertas diperlihatkan di kantor"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class File(Kind):
    """Options: ``max_files`` (default 1, up to 5), ``photo_only`` when a PDF will not do."""

    name = "file"
    options = frozenset({"max_files", "photo_only"})

    def check(self, field: Field) -> None:
        """A sensible count."""
        checks.whole(field, "max_files", 1, MOST)
        checks.truth(field, "photo_only")

    def clean(self, field: Field, raw: object, context: FormContext) -> list[str] | None:
        """Ids of files the person really has, without doubles."""
        ids = named_ids(raw)
        if not ids:
            return None
        if len(ids) > max_files(field):
            raise Invalid(f"Terlalu banyak berkas. Hapus sampai tinggal {max_files(field)}.")
        found = [context.files.get(file_id) for file_id in ids]
        if None in found:
            raise Invalid("Lampirkan lagi: berkas sebelumnya tidak tersimpan.")
        if field.get("photo_only") and any(file.kind != JPEG for file in found if file):
            raise Invalid("Lampirkan foto, bukan PDF.")
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

    def view(self, field: Field, raw: object, files: Mapping[str, FileInfo], today: date | None) -> dict[str, Any]:
        """The files already there and what the input takes."""
        accepts = ["image/jpeg", "image/png"] + ([] if field.get("photo_only") else ["application/pdf"])
        return {
            "attached": [files[file_id] for file_id in named_ids(raw) if file_id in files],
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
