"""From what a browser sent to raw answers with stored files, and from raw answers to fields on a page.

Both faces fill in forms: the portal for citizens, the desk for whoever stands at the counter.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from markupsafe import Markup

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications import answers
from tatadesa.applications.answers import Form as Form  # noqa: PLC0414 - the faces take it from here
from tatadesa.applications.models import Application, Draft
from tatadesa.applications.people import lookups, parents_for
from tatadesa.catalogue.handling_office import handling_office
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.catalogue.papers import may_be_brought
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput, TooMany
from tatadesa.files import queries as files
from tatadesa.files.actions.receive import receive
from tatadesa.files.models import StoredFile
from tatadesa.forms import logic, reading, rendering, rules
from tatadesa.forms.context import FormContext
from tatadesa.forms.prefill import follow, prefill, sources
from tatadesa.forms.summary import SummaryRow, summarise
from tatadesa.residents.models import Resident
from tatadesa.residents.queries import register_data

_SENDS = ("periksa", "kirim")
_PERSON = (
    ("penduduk.nama", "Nama"),
    ("penduduk.nik", "NIK"),
    ("penduduk.tempat_tanggal_lahir", "Tempat, tanggal lahir"),
    ("penduduk.pekerjaan", "Pekerjaan"),
    ("penduduk.alamat", "Alamat"),
)


def new_form(
    author: Account,
    version: ServiceVersion,
    resident: Resident | None,
    register: Mapping[str, Any],
    *,
    on_paper: Collection[str] | None = None,
    to_bring: Collection[str] = (),
    kept: Mapping[str, Any] | None = None,
) -> Form:
    """The form of a new application about ``resident`` (None: of nobody in the register), as in ``answers.Form``."""
    home = resident.office if resident is not None else version.office
    office = handling_office(version.service, home)
    return Form(author, version, office, resident, register, on_paper=on_paper, to_bring=to_bring, kept=kept or {})


def change_form(author: Account, application: Application, draft: Draft | None = None, *, at_counter: bool) -> Form:
    """The form of changes to ``application``, as far as the ``draft`` holds them; only opened fields can change."""
    begun = application if draft is None else draft
    return Form(
        author,
        application.version,
        application.office,
        begun.resident,
        application.register_data,
        application,
        answers.opened_fields(application),
        begun.on_paper if at_counter else None,
        begun.to_bring,
        begun.answers,
    )


@dataclass(frozen=True)
class Sent:
    """What came with a POST, from which address."""

    fields: QueryDict
    files: MultiValueDict[str, UploadedFile[Any]]
    client: str = ""

    @property
    def asks(self) -> bool:
        """People may be looked up now: the form is really sent on, or a button says so. Never to save on the way."""
        action = str(self.fields.get("aksi", ""))
        return action in _SENDS or (action.startswith("isian:") and action.endswith(":periksa"))


@dataclass(frozen=True)
class Faults:
    """What is wrong, by field; in ``parts`` beside single inputs of composite answers."""

    errors: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


NO_FAULTS = Faults()


@dataclass(frozen=True)
class Filled:
    """A form as sent: ``raw`` as typed (files already stored and named by id), ``answers`` with every right one in
    the form it is kept in, and what is wrong.

    ``form`` knows the papers as they were ticked; ``button`` is the field whose own button was pressed, or empty.
    """

    form: Form
    raw: dict[str, Any]
    answers: dict[str, Any]
    faults: Faults
    button: str = ""

    @property
    def errors(self) -> Mapping[str, str]:
        """What is wrong, by field."""
        return self.faults.errors


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
    schema = form.version.form
    typed = reading.read_post(schema, sent.fields, form.opened, at_counter=form.at_counter)
    stored, refused = _store(sent, form)
    raw: dict[str, Any] = reading.attach(schema, typed, stored)
    if turn is not None:
        raw = follow(schema, raw, turn.before, turn.after, office_today(form.office.timezone))
    papers = reading.on_paper(schema, sent.fields) if form.at_counter else None
    people = lookups(form.author, form.resident, client=sent.client if sent.asks else "", kept=form.kept)
    form = replace(form, on_paper=papers, to_bring=_to_bring(form, sent), people=people)
    checked = answers.check(form, raw)
    faults = Faults({**checked.errors, **refused}, checked.parts)
    pressed, what = reading.button(sent.fields)
    # A row just added is still empty, and no kept value has empty rows; what was looked up is kept with its verdict.
    as_typed = {pressed} if what != "periksa" else set()
    right = {name: value for name, value in checked.values.items() if name not in as_typed}
    return Filled(form, raw, {**raw, **right}, faults, pressed)


def _to_bring(form: Form, sent: Sent) -> Collection[str]:
    """The file fields whose paper will be brought; raises ``InvalidInput`` for one that must be attached."""
    named = [] if form.at_counter else reading.to_bring(form.version.form, sent.fields)
    refused = [name for name in named if name not in may_be_brought(form.version)]
    if refused:
        raise InvalidInput(dict.fromkeys(refused, "Berkas ini harus dilampirkan di sini, tidak bisa dibawa kemudian."))
    return named


def _store(sent: Sent, form: Form) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The ids of the files sent along, and why others were refused, by field."""
    stored: dict[str, list[str]] = {}
    refused: dict[str, str] = {}
    for field_id, uploads in reading.uploads(form.version.form, sent.files).items():
        if form.opened is not None and field_id not in form.opened:
            continue
        for upload in uploads:
            try:
                file = receive(office=form.office, owner=form.author, upload=upload, upload_key=None)
            except InvalidInput as error:
                refused[field_id] = error.errors.get("", error.message)
            except TooMany as error:
                # At the field: a page of its own would throw away what was typed.
                refused[field_id] = error.message
            else:
                stored.setdefault(field_id, []).append(str(file.pk))
    return stored, refused


def register_of(resident: Resident | None, members: Sequence[Resident] | None = None) -> Mapping[str, Any]:
    """What the population register knows of the applicant; nothing when there is none in the register.

    ``members`` are the living of the family, where the caller has them already.
    """
    return register_data(resident, members) if resident is not None else {}


def register_at_counter(staff: StaffMember, resident: Resident, version: ServiceVersion) -> Mapping[str, Any]:
    """The same for an officer's eyes: also of parents who live on another card, where the form asks for parents."""
    wanted = any(key.startswith(("ayah.", "ibu.")) for entry in version.form["fields"] for key in sources(entry))
    return register_data(resident, parents=parents_for(staff, resident) if wanted else None)


def person(register: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The applicant in labelled rows, as the letter will name them; empty without register data."""
    return [(label, str(register[key])) for key, label in _PERSON if register.get(key)]


def fields(form: Form, raw: dict[str, Any], faults: Faults) -> list[rendering.FieldView]:
    """The fields as they stand on the page, with what the register knows already filled in."""
    schema, whole = form.version.form, answers.whole_of(form, raw)
    context = answers.context_of(form, raw)
    prefilled = prefill(schema, form.register, context.today, raw)
    return rendering.fields(
        schema, whole, faults.errors, prefilled, context, form.opened, parts=faults.parts, at_counter=form.at_counter
    )


def browser_rules(form: Form, raw: dict[str, Any]) -> Markup:
    """What the browser needs to show and check the form as the server does, for a script element of JSON."""
    whole = answers.whole_of(form, raw)
    context = FormContext(office_today(form.office.timezone), register=form.register)
    return rules.as_json(rules.definition(form.version.form, whole, context, form.opened))


def labels(shown: list[rendering.FieldView]) -> dict[str, tuple[str, str]]:
    """By field: the id of its input at fault on the page, and its label; for the list of errors above a form."""
    return {field.id: (field.wrong_anchor, field.label) for field in shown}


def summary(form: Form, raw: dict[str, Any]) -> list[SummaryRow]:
    """The answers in words; only files the author may use are named, only ``opened`` fields shown."""
    schema, whole = form.version.form, answers.whole_of(form, raw)
    context = answers.context_of(form, raw)
    shown = logic.state(schema, whole, context, form.opened).shown
    asked = shown if form.opened is None else shown & set(form.opened)
    hidden = {entry["id"] for entry in schema["fields"]} - asked
    return summarise(schema, whole, context.files, form.papers, hidden, context.to_bring)


def summary_of(
    version: ServiceVersion,
    raw: dict[str, Any],
    known: Mapping[str, StoredFile],
    on_paper: Collection[str] = (),
    to_bring: Collection[str] = (),
) -> list[SummaryRow]:
    """The same with files already fetched."""
    return summarise(version.form, raw, files.infos(known), on_paper, to_bring=to_bring)
