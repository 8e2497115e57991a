"""Answers in the words a person reads: for the review page, the officer and the letter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tatadesa.files.info import FileInfo
from tatadesa.forms.context import Field, Schema
from tatadesa.forms.kinds.base import Mark
from tatadesa.forms.kinds.file import ON_PAPER, TO_BRING, named_ids
from tatadesa.forms.registry import kind_of
from tatadesa.forms.schema import answering


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One question and its answer; ``text`` is empty when nothing was answered.

    ``prefilled_from`` is the key of the register the first answer came from, or empty. ``lines`` say a long answer
    better than ``text``; ``mark`` is what the register made of it.
    """

    field_id: str
    label: str
    text: str
    files: tuple[FileInfo, ...]
    prefilled_from: str
    lines: tuple[str, ...] = ()
    mark: Mark | None = None


def summarise(
    schema: Schema,
    answers: Mapping[str, Any],
    files: Mapping[str, FileInfo],
    on_paper: Collection[str] = (),
    hidden: Collection[str] = (),
    to_bring: Collection[str] = (),
) -> list[SummaryRow]:
    """A row for every field that takes an answer, in order. ``answers`` are kept values, ``files`` by id.

    ``on_paper`` names file fields whose paper was shown at the counter, ``to_bring`` those whose paper will be brought.
    ``hidden`` fields were not asked; of an
    application already sent those are the conditional ones without an answer.
    """
    rows = []
    for field in answering(schema):
        value = answers.get(field["id"])
        given = value not in (None, "", [])
        paper = ON_PAPER if field["id"] in on_paper else TO_BRING if field["id"] in to_bring else ""
        if field["id"] in hidden or ("show_if" in field and not given and not paper):
            continue
        attached = named_ids(value) if kind_of(field).keeps_files else []
        rows.append(
            SummaryRow(
                field_id=field["id"],
                label=field["label"],
                text=in_words(field, value, files) if given else paper,
                files=tuple(files[file_id] for file_id in attached if file_id in files),
                prefilled_from=field.get("prefill", "") if isinstance(field.get("prefill"), str) else "",
                lines=tuple(kind_of(field).lines(field, value)) if given else (),
                mark=kind_of(field).mark(field, value) if given else None,
            )
        )
    return rows


def in_words(field: Field, value: Any, files: Mapping[str, FileInfo]) -> str:
    """``value`` as a person reads it; what is no kept value (a draft, the register) is shown as written."""
    try:
        return kind_of(field).text(field, value, files)
    except (TypeError, ValueError):
        return str(value)
