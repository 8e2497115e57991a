"""A form tried out: filled in and checked as a citizen's would be, and nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from tatadesa.applications import answers
from tatadesa.applications.filling import Faults, Form, Sent, browser_rules
from tatadesa.core.ids import uuid7
from tatadesa.files.info import FileInfo
from tatadesa.forms import cleaning, reading, rendering
from tatadesa.forms.prefill import prefill
from tatadesa.forms.summary import SummaryRow, summarise

_FILE_KINDS = {"image/jpeg": "image/jpeg", "image/png": "image/jpeg", "application/pdf": "application/pdf"}


@dataclass(frozen=True)
class Tried:
    """What a citizen would see now, and what would be kept: ``rows`` are the answers in words.

    ``button`` is the field whose own button was pressed, or empty.
    """

    fields: list[rendering.FieldView]
    faults: Faults
    rows: list[SummaryRow]
    rules: Markup
    button: str = ""


def look(form: Form) -> Tried:
    """The form as it opens."""
    return _tried(form, {}, Faults(), {}, [])


def try_out(form: Form, sent: Sent) -> Tried:
    """The form as ``sent``. Files sent along count as attached for this one look: their content is not read.

    Raises ``InvalidInput`` for a field that the form does not have.
    """
    schema = form.version.form
    typed = reading.read_post(schema, sent.fields)
    stand_ins = {
        field_id: [
            FileInfo(str(uuid7()), upload.name or "berkas", _FILE_KINDS.get(upload.content_type or "", ""), 1)
            for upload in uploads
        ]
        for field_id, uploads in reading.uploads(schema, sent.files).items()
    }
    files = {info.id: info for infos in stand_ins.values() for info in infos if info.kind}
    raw = reading.attach(schema, typed, {name: [one.id for one in infos] for name, infos in stand_ins.items()})
    form = replace(form, to_bring=reading.to_bring(schema, sent.fields))
    context = replace(answers.context_of(form, raw), files=files)
    cleaned = cleaning.clean(schema, raw, context)
    rows = summarise(schema, cleaned.values, files)
    button = reading.button(sent.fields)[0]
    faults = Faults() if button else Faults(cleaned.errors, cleaned.parts)
    return _tried(form, {**typed, **_without_files(form, cleaned.values)}, faults, files, rows, button)


def _tried(
    form: Form,
    raw: dict[str, Any],
    faults: Faults,
    files: dict[str, FileInfo],
    rows: Sequence[SummaryRow],
    button: str = "",
) -> Tried:
    schema = form.version.form
    context = replace(answers.context_of(form, raw), files=files)
    views = rendering.fields(
        schema,
        raw,
        faults.errors,
        prefill(schema, form.register, context.today, raw),
        context,
        parts=faults.parts,
    )
    return Tried(views, faults, list(rows), browser_rules(form, raw), button)


def _without_files(form: Form, values: dict[str, Any]) -> dict[str, Any]:
    """A browser does not send a file twice, so a stand-in lasts for one look only."""
    kept = set(cleaning.file_ids(form.version.form, values))
    return {
        name: value
        for name, value in values.items()
        if not (isinstance(value, list) and any(isinstance(one, str) and one in kept for one in value))
    }
