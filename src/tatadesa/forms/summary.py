"""Answers in the words a person reads: for the review page, the officer and the letter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tatadesa.files.info import FileInfo
from tatadesa.forms.context import Field, Schema
from tatadesa.forms.kinds.file import ON_PAPER, named_ids
from tatadesa.forms.registry import kind_of
from tatadesa.forms.schema import answering


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One question and its answer; ``text`` is empty when nothing was answered.

    ``prefilled_from`` is the key of the register the first answer came from, or empty.
    """

    field_id: str
    label: str
    text: str
    files: tuple[FileInfo, ...]
    prefilled_from: str


def summarise(
    schema: Schema, answers: Mapping[str, Any], files: Mapping[str, FileInfo], on_paper: Collection[str] = ()
) -> list[SummaryRow]:
    """A row for every field that takes an answer, in order. ``answers`` are kept values, ``files`` by id.

    ``on_paper`` names file fields whose paper was shown at the counter.
    """
    rows = []
    for field in answering(schema):
        value = answers.get(field["id"])
        given = value not in (None, "", [])
        attached = named_ids(value) if field["kind"] == "file" else []
        rows.append(
            SummaryRow(
                field_id=field["id"],
                label=field["label"],
                text=in_words(field, value, files) if given else ON_PAPER if field["id"] in on_paper else "",
                files=tuple(files[file_id] for file_id in attached if file_id in files),
                prefilled_from=field.get("prefill", ""),
            )
        )
    return rows


def in_words(field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
    """``value`` as a person reads it; what is no kept value (a draft, the register) is shown as written."""
    try:
        return kind_of(field).text(field, value, files)
    except (TypeError, ValueError):
        return str(value)
