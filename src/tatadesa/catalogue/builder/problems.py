"""What a draft still lacks, in the words of whoever builds it."""

import re
from collections.abc import Mapping
from typing import Any

from tatadesa.catalogue.builder.content import (
    BETWEEN,
    OFFICERS,
    Content,
    given_in,
    in_labels,
    officers_view,
    seen_in,
    short,
)
from tatadesa.catalogue.builder.options import labels_of_options
from tatadesa.catalogue.definition import ServiceDefinition, read_definition
from tatadesa.catalogue.errors import DefinitionError
from tatadesa.catalogue.officer_form import check_officer_fields, check_officer_form
from tatadesa.core.errors import DomainError, InvalidInput
from tatadesa.forms.errors import SchemaError
from tatadesa.forms.letter_names import answer_names
from tatadesa.forms.registry import KINDS
from tatadesa.forms.schema import answering, check_schema

# In a text, or alone where a condition asks for it or a table lists it.
_NAMED = re.compile(r"(?:\{|\A(?=\S*\Z))(jawaban|petugas)\.([a-z0-9_]+(?:\.[a-z0-9_]+)*)")
_FIELD = re.compile(r"Isian “([a-z0-9_]+)”")
_PART_LABELS = {
    "name": "Nama layanan",
    "summary": "Penjelasan singkat",
    "keywords": "Kata sehari-hari",
    "category": "Kelompok",
    "title": "Judul surat",
    "subject": "Perihal surat",
    "classification": "Kode klasifikasi surat",
    "procedure": "Alur pelayanan",
    "requirements": "Persyaratan",
    "time": "Lama pelayanan",
    "cost": "Biaya",
    "product": "Hasil layanan",
    "complaints": "Pengaduan",
    "work_days": "Janji hari kerja",
}


def problems(content: Content, slug: str, labels: Mapping[str, str] | None = None) -> list[str]:
    """What has to be mended before the draft can be published; empty when nothing.

    ``labels`` are those of fields that older versions had, for naming what a letter still asks for; by path, officers'
    own behind ``OFFICERS``.
    """
    found = [_lost_in_letter(source, name, content, labels or {}) for source, name in _missing_in_letter(content)]
    if not any(KINDS[field["kind"]].takes_answer for field in content["form"]["fields"]):
        found.append("Formulir belum punya isian untuk dijawab warga. Tambah sedikitnya satu.")
    if found:
        return found
    officers = officers_view(content)
    try:
        check_officer_form(officers["form"], content["form"])
    except (DefinitionError, SchemaError) as error:
        return [f"Isian petugas: {_plain(error.message.removeprefix('Isian petugas '), officers)}"]
    try:
        definition_in(content, slug)
    except DomainError as error:
        return [error.message]
    return []


def definition_in(content: Content, slug: str, position: int = 0) -> ServiceDefinition:
    """The checked definition of a draft; raises ``DefinitionError`` with the labels people know."""
    try:
        return read_definition({"slug": slug, "position": position, **content})
    except (DefinitionError, SchemaError) as error:
        raise DefinitionError(_plain(error.message, content)) from error


def check_draft(content: Content) -> None:
    """Raise ``InvalidInput`` unless every field of both forms is right; a form without answers yet is a draft too."""
    _check_fields(content)
    officers = officers_view(content)
    _check_fields(officers)
    try:
        check_officer_fields(officers["form"])
    except DefinitionError as error:
        message = _plain(error.message, officers)
        raise InvalidInput({"": message}, message) from error


def _check_fields(content: Content) -> None:
    form = content["form"]
    if not all(field.get("kind") in KINDS for field in form["fields"]):
        raise InvalidInput({"": "Ada jenis isian yang tidak dikenal di sini."})
    if not form["fields"]:
        return
    # A form that only speaks is complete but for its first question.
    probe = [] if answering(form) else [{"id": "isian", "kind": "short_text", "label": "Isian"}]
    try:
        check_schema({"fields": [*form["fields"], *probe]}, given_in(content))
    except SchemaError as error:
        message = _plain(error.message, content)
        raise InvalidInput({"": message}, message) from error


def _plain(message: str, content: Content) -> str:
    """``message`` with what people call fields, options and parts; options as the kind of the named field has them."""
    form, named = content["form"], _FIELD.match(message)
    kind = next((field["kind"] for field in form["fields"] if named and field["id"] == named[1]), None)
    options = labels_of_options(kind) if kind in KINDS else {}
    return in_labels(message.removeprefix("Definisi layanan: "), seen_in(content), {**_PART_LABELS, **options})


def _missing_in_letter(content: Content) -> list[tuple[str, str]]:
    """(source, name) of what the letter names and its form does not have, in the letter's order."""
    there = {"jawaban": _names(content), "petugas": _names(officers_view(content))}
    named = dict.fromkeys(found for text in _texts(content["letter"]) for found in _NAMED.findall(text))
    return [(source, name) for source, name in named if name not in there[source]]


def _names(content: Content) -> frozenset[str]:
    """Also of a form that has no answers yet, or whose fields are not right."""
    known = [field for field in content["form"]["fields"] if field.get("kind") in KINDS]
    # Conditions and tables ask for whole answers, also those that no text can print.
    return answer_names({"fields": known}) | {field["id"] for field in answering({"fields": known})}


def _lost_in_letter(source: str, name: str, content: Content, labels: Mapping[str, str]) -> str:
    """Of a part (``saksi.umur``) whose field is there still, the part is what is gone."""
    whole, _, part = name.partition(".")
    behind, form = (OFFICERS, "isian petugas") if source == "petugas" else ("", "formulir")
    shown = officers_view(content) if behind else content
    here = {field["id"]: str(field["label"]) for field in answering(shown["form"])}
    label = short(here.get(whole) or labels.get(behind + whole, whole))
    if part:
        label = f"{label}: {labels.get(f'{behind}{whole}{BETWEEN}{part}', part.replace('_', ' '))}"
    return (
        f"Surat masih menyebut isian “{label}”, padahal isian itu sudah tidak ada di {form}. "
        f"Kembalikan isiannya (Urungkan), atau perbaiki suratnya di tab Surat."
    )


def _texts(part: Any) -> list[str]:
    if isinstance(part, str):
        return [part]
    parts = part.values() if isinstance(part, Mapping) else part if isinstance(part, list) else ()
    return [text for inner in parts for text in _texts(inner)]
