"""From what a browser sent to raw answers with stored files, and from raw answers to fields on a page.

Both faces fill in forms: the portal for citizens, the desk for whoever stands at the counter.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from tatadesa.accounts.models import Account
from tatadesa.applications import answers
from tatadesa.applications.models import Application
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput, TooMany
from tatadesa.files import queries as files
from tatadesa.files.actions.receive import receive
from tatadesa.files.models import StoredFile
from tatadesa.forms import cleaning, reading, rendering
from tatadesa.forms.prefill import follow, prefill
from tatadesa.forms.summary import SummaryRow, summarise
from tatadesa.residents.models import Resident
from tatadesa.residents.queries import register_data

_PERSON = (
    ("penduduk.nama", "Nama"),
    ("penduduk.nik", "NIK"),
    ("penduduk.tempat_tanggal_lahir", "Tempat, tanggal lahir"),
    ("penduduk.pekerjaan", "Pekerjaan"),
    ("penduduk.alamat", "Alamat"),
)


@dataclass(frozen=True)
class Form:
    """Who fills in what: the version's fields, or only the ``opened`` ones when an ``application`` is changed.

    ``on_paper`` is None on the portal; at the counter it names the file fields whose paper was seen.
    """

    author: Account
    version: ServiceVersion
    application: Application | None = None
    opened: Collection[str] | None = None
    on_paper: Collection[str] | None = None


@dataclass(frozen=True)
class Sent:
    """What came with a POST."""

    fields: QueryDict
    files: MultiValueDict[str, UploadedFile[Any]]


@dataclass(frozen=True)
class Filled:
    """A form as sent: ``raw`` as typed (files already stored and named by id), ``answers`` with every right one in
    the form it is kept in, and what is wrong, by field.
    """

    raw: dict[str, Any]
    answers: dict[str, Any]
    errors: dict[str, str]
    on_paper: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Turn:
    """The form turns from one person to another: the register's data of both."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]


def read(sent: Sent, form: Form, turn: Turn | None = None) -> Filled:
    """Read and check the form as ``sent``; files sent along without JavaScript are stored first.

    With ``turn`` answers the register had filled in follow the other person. Raises ``InvalidInput`` for a field that
    the form does not have.
    """
    version, schema, at_counter = form.version, form.version.form, form.on_paper is not None
    typed = reading.read_post(schema, sent.fields, form.opened, at_counter=at_counter)
    stored, refused = _store(sent, form)
    raw: dict[str, Any] = {**reading.attach(schema, typed, stored)}
    if turn is not None:
        raw = follow(schema, raw, turn.before, turn.after)
    on_paper = reading.on_paper(schema, sent.fields) if at_counter else _papers_left(form)
    checked = answers.check(
        form.author,
        version,
        raw,
        version.office.timezone,
        form.opened,
        application=form.application,
        on_paper=on_paper,
    )
    return Filled(raw, {**raw, **checked.values}, {**checked.errors, **refused}, on_paper)


def _store(sent: Sent, form: Form) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The ids of the files sent along, and why others were refused, by field."""
    stored: dict[str, list[str]] = {}
    refused: dict[str, str] = {}
    for field_id, uploads in reading.uploads(form.version.form, sent.files).items():
        if form.opened is not None and field_id not in form.opened:
            continue
        for upload in uploads:
            try:
                file = receive(office=form.version.office, owner=form.author, upload=upload, upload_key=None)
            except InvalidInput as error:
                refused[field_id] = error.errors.get("", error.message)
            except TooMany as error:
                # At the field: a page of its own would throw away what was typed.
                refused[field_id] = error.message
            else:
                stored.setdefault(field_id, []).append(str(file.pk))
    return stored, refused


def _papers_left(form: Form) -> list[str]:
    return answers.papers_left(form.application) if form.application is not None else []


def register_of(resident: Resident | None, members: Sequence[Resident] | None = None) -> Mapping[str, Any]:
    """What the population register knows of the applicant; nothing when there is none in the register.

    ``members`` are the living of the family, where the caller has them already.
    """
    return register_data(resident, members) if resident is not None else {}


def person(register: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The applicant in labelled rows, as the letter will name them; empty without register data."""
    return [(label, str(register[key])) for key, label in _PERSON if register.get(key)]


def fields(
    form: Form, raw: dict[str, Any], errors: Mapping[str, str], register: Mapping[str, Any]
) -> list[rendering.FieldView]:
    """The fields as they stand on the page, with what the register knows already filled in."""
    schema = form.version.form
    ids = cleaning.file_ids(schema, raw)
    known = files.infos(answers.known_files(form.author, ids, form.application))
    today = office_today(form.version.office.timezone)
    prefilled = prefill(schema, register)
    return rendering.fields(schema, raw, errors, prefilled, known, form.opened, today=today, on_paper=form.on_paper)


def labels(shown: list[rendering.FieldView]) -> dict[str, tuple[str, str]]:
    """By field: the id of its input on the page, and its label; for the list of errors above a form."""
    return {field.id: (field.anchor, field.label) for field in shown}


def summary(form: Form, raw: dict[str, Any]) -> list[SummaryRow]:
    """The answers in words; only files the author may use are named, only ``opened`` fields shown."""
    known = answers.known_files(form.author, cleaning.file_ids(form.version.form, raw), form.application)
    on_paper = form.on_paper if form.on_paper is not None else _papers_left(form)
    rows = summary_of(form.version, raw, known, on_paper)
    return [row for row in rows if form.opened is None or row.field_id in form.opened]


def summary_of(
    version: ServiceVersion, raw: dict[str, Any], known: Mapping[str, StoredFile], on_paper: Collection[str] = ()
) -> list[SummaryRow]:
    """The same with files already fetched."""
    return summarise(version.form, raw, files.infos(known), on_paper)
