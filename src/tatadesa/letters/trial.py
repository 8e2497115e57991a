"""A template as pages for the screen, filled with samples or with what the register knows of somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tatadesa.accounts.models import Role
from tatadesa.catalogue.builder.content import short
from tatadesa.catalogue.builder.register_words import register_words
from tatadesa.core.clock import office_today
from tatadesa.forms.letter_names import answer_names, row_names
from tatadesa.forms.prefill import KEYS
from tatadesa.letters import template, typeset
from tatadesa.letters.blocks import MEMBERS
from tatadesa.letters.compose import Particulars, compose
from tatadesa.letters.drawing import Screen
from tatadesa.letters.preview import DRAFT_NUMBER, head_of, unissued
from tatadesa.letters.signer import Signer, signer_of
from tatadesa.letters.writing import Extra
from tatadesa.offices.models import Office
from tatadesa.residents.family_rows import NAMES

TRIAL_MARK = "CONTOH"
_SAMPLES = {
    "nama": "SITI AMINAH",
    "nik": "3302076505900001",
    "no_kk": "3302070101100001",
    "tempat_lahir": "Banyumas",
    "tanggal_lahir": "1990-05-25",
    "tempat_tanggal_lahir": "Banyumas, 25 Mei 1990",
    "umur": "36 tahun",
    "jenis_kelamin": "Perempuan",
    "agama": "Islam",
    "pekerjaan": "Petani",
    "status_kawin": "Kawin",
    "kewarganegaraan": "WNI",
    "alamat": "Jalan Melati 4 RT 003 RW 002",
}


@dataclass(frozen=True)
class Browser:
    """What is there already: marks of pictures by page from 0, the pages in sight (None: all), dots to the inch."""

    had: Mapping[int, str] = field(default_factory=dict)
    seen: frozenset[int] | None = None
    dpi: int = 110


def page_screens(
    letter: Mapping[str, Any],
    browser: Browser,
    *,
    office: Office,
    form: Mapping[str, Any],
    officer_form: Mapping[str, Any],
    resident_values: Mapping[str, Any] | None,
    handling: Mapping[str, Any] | None = None,
) -> list[Screen]:
    """The pages of ``letter``, marked as a sample; answers are the labels of their fields, in brackets.

    ``resident_values`` are register data of a person, None for samples. Raises ``TemplateError`` for a template that
    cannot be used, ``LogoRefusedError`` and ``LetterTooLongError``.
    """
    made = compose(
        template.check(letter, answer_names(form), form),
        office,
        _register(resident_values),
        sample_answers(form),
        _signer(office),
        Particulars(DRAFT_NUMBER, office_today(office.timezone), unissued(TRIAL_MARK), TRIAL_MARK),
        sample_answers(officer_form),
        Extra(register=_texts(resident_values), rows=sample_rows(form), handling=handling or {}, is_trial=True),
    )
    return typeset.letter_screens(made, had=browser.had, seen=browser.seen, dpi=browser.dpi)


def sample_answers(form: Mapping[str, Any]) -> dict[str, str]:
    """``(Nama usaha)`` for every name a letter may use; parts say which part of the answer they are."""
    labels = {field["id"]: short(field["label"]) for field in form.get("fields", ())}
    return {name: f"({_label(name, labels)})" for name in (answer_names(form) if labels else ())}


def sample_rows(form: Mapping[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Two rows for every table a letter may have, in the words of ``sample_answers``."""
    names = {f"jawaban.{name}": columns for name, columns in row_names(form).items()} if form.get("fields") else {}
    return {
        source: [{name: _SAMPLES.get(name) or f"({name.replace('_', ' ')})" for name in columns}] * 2
        for source, columns in {**names, MEMBERS: NAMES}.items()
    }


def _texts(values: Mapping[str, Any] | None) -> dict[str, str]:
    return {key: value for key, value in (values or {}).items() if isinstance(value, str)}


def _label(name: str, labels: Mapping[str, str]) -> str:
    whole, _, part = name.partition(".")
    label = labels.get(whole, whole)
    return f"{label}: {part.replace('_', ' ')}" if part else label


def _register(resident_values: Mapping[str, Any] | None) -> dict[str, str]:
    """Every name of the register: what is unknown of a person stays empty, as in the letter itself."""
    if resident_values is not None:
        return {**dict.fromkeys(KEYS, ""), **_texts(resident_values)}
    names = [*KEYS, *(f"penduduk.{name}" for name in template.IDENTITY_LABELS)]
    return {key: _SAMPLES.get(key.partition(".")[2]) or f"({register_words(key)})" for key in names}


def _signer(office: Office) -> Signer:
    head = head_of(office, [Role.KADES])
    return signer_of(head, office) if head is not None else Signer("(Nama penanda tangan)", "Kepala Desa", "", "")
