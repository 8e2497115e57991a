"""From what a browser sent to raw answers with stored files, and from raw answers to fields on a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from tatadesa.accounts.models import Account
from tatadesa.applications import answers
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput, TooMany
from tatadesa.files import queries as files
from tatadesa.files.actions.receive import receive
from tatadesa.files.models import StoredFile
from tatadesa.forms import cleaning, reading, rendering
from tatadesa.forms.prefill import prefill
from tatadesa.forms.summary import SummaryRow, summarise
from tatadesa.residents.queries import register_data, resident_of

_PERSON = (
    ("penduduk.nama", "Nama"),
    ("penduduk.nik", "NIK"),
    ("penduduk.tempat_tanggal_lahir", "Tempat, tanggal lahir"),
    ("penduduk.pekerjaan", "Pekerjaan"),
    ("penduduk.alamat", "Alamat"),
)


@dataclass(frozen=True)
class Filled:
    """A form as sent: ``raw`` as typed (files already stored and named by id), ``answers`` with every right one in
    the form it is kept in, and what is wrong, by field.
    """

    raw: dict[str, Any]
    answers: dict[str, Any]
    errors: dict[str, str]


def read(
    request: HttpRequest, account: Account, version: ServiceVersion, opened: Collection[str] | None = None
) -> Filled:
    """Read and check the form in ``request``; files sent along without JavaScript are stored first.

    With ``opened`` only these fields count. Raises ``InvalidInput`` for a field that the form does not have.
    """
    typed = reading.read_post(version.form, request.POST, opened)
    stored: dict[str, list[str]] = {}
    refused: dict[str, str] = {}
    for field_id, uploads in reading.uploads(version.form, request.FILES).items():
        if opened is not None and field_id not in opened:
            continue
        for upload in uploads:
            try:
                file = receive(office=version.office, owner=account, upload=upload, upload_key=None)
            except InvalidInput as error:
                refused[field_id] = error.errors.get("", error.message)
            except TooMany as error:
                # At the field: a page of its own would throw away what was typed.
                refused[field_id] = error.message
            else:
                stored.setdefault(field_id, []).append(str(file.pk))
    raw = reading.attach(version.form, typed, stored)
    checked = answers.check(account, version, raw, version.office.timezone, opened)
    return Filled(raw, {**raw, **checked.values}, {**checked.errors, **refused})


def register_of(account: Account) -> Mapping[str, Any]:
    """What the population register knows of the citizen; nothing when the account belongs to no resident."""
    resident = resident_of(account)
    return register_data(resident) if resident is not None else {}


def person(register: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The applicant in labelled rows, as the letter will name them; empty without register data."""
    return [(label, str(register[key])) for key, label in _PERSON if register.get(key)]


def fields(
    account: Account,
    version: ServiceVersion,
    raw: dict[str, Any],
    errors: dict[str, str],
    register: Mapping[str, Any],
    opened: Collection[str] | None = None,
) -> list[rendering.FieldView]:
    """The fields as they stand on the page, with what the register knows already filled in."""
    known = files.infos(files.owned(account, cleaning.file_ids(version.form, raw)))
    today = office_today(version.office.timezone)
    prefilled = prefill(version.form, register)
    return rendering.fields(version.form, raw, errors, prefilled, known, opened, today=today)


def labels(shown: list[rendering.FieldView]) -> dict[str, tuple[str, str]]:
    """By field: the id of its input on the page, and its label; for the list of errors above a form."""
    return {field.id: (field.anchor, field.label) for field in shown}


def summary(account: Account, version: ServiceVersion, raw: dict[str, Any]) -> list[SummaryRow]:
    """The answers in words; only the account's own files are named."""
    return summary_of(version, raw, files.owned(account, cleaning.file_ids(version.form, raw)))


def summary_of(version: ServiceVersion, raw: dict[str, Any], own: Mapping[str, StoredFile]) -> list[SummaryRow]:
    """The same with files already fetched."""
    return summarise(version.form, raw, files.infos(own))
