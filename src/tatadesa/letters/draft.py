"""From an application to the document of its letter: what issuing and preview have in common."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tatadesa.applications.models import Application
from tatadesa.core.errors import Conflict
from tatadesa.forms.context import Schema
from tatadesa.forms.letter_names import answer_rows, answer_texts
from tatadesa.letters import template
from tatadesa.letters.blocks import MEMBERS
from tatadesa.letters.compose import Particulars, compose
from tatadesa.letters.document import Document
from tatadesa.letters.signer import Signer
from tatadesa.letters.template import LetterTemplate
from tatadesa.letters.writing import Extra


def template_of(application: Application) -> LetterTemplate:
    """The template of the application's version; raises ``Conflict`` for a service without letter."""
    if application.version.letter is None:
        raise Conflict("Layanan ini tidak menerbitkan surat.")
    return template.read(application.version.letter)


def document_of(application: Application, signer: Signer, particulars: Particulars) -> Document:
    """The letter of ``application``, from the answers and the register data that the officer approved."""
    return compose(
        template_of(application),
        application.office,
        application.register_data,
        answer_texts(application.version.form, application.answers),
        signer,
        particulars,
        answer_texts(application.version.officer_form, application.officer_answers),
        Extra(
            kept=application.answers,
            register=application.register_data,
            rows=table_rows(application.version.form, application.answers, application.register_data),
            handling=application.version.handling,
        ),
    )


def table_rows(
    form: Schema, answers: Mapping[str, Any], register: Mapping[str, Any]
) -> dict[str, list[dict[str, str]]]:
    """The rows that tables may show, by source: those of the answers, and the family card as it was at submission."""
    rows = {f"jawaban.{name}": found for name, found in answer_rows(form, answers).items()}
    return {**rows, MEMBERS: json.loads(register.get(MEMBERS) or "[]")}
