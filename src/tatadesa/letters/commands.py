"""What the command line does with letters."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tatadesa.accounts.models import Role
from tatadesa.catalogue.queries import service_of
from tatadesa.core.clock import local, now
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.forms.cleaning import FormContext, clean
from tatadesa.forms.letter_names import answer_names, answer_texts
from tatadesa.letters import template, typeset
from tatadesa.letters.blocks import MEMBERS
from tatadesa.letters.compose import Particulars, compose
from tatadesa.letters.draft import table_rows
from tatadesa.letters.preview import DRAFT_NUMBER, head_of, unissued
from tatadesa.letters.signer import Signer, signer_of
from tatadesa.letters.writing import Extra
from tatadesa.offices.models import Office
from tatadesa.offices.queries import office_by_code
from tatadesa.residents.family_rows import family_rows
from tatadesa.residents.models import Resident
from tatadesa.residents.queries import register_data

SAMPLE_MARK = "CONTOH"
_MISSING = "…"
_NO_HEAD = Signer("(nama penanda tangan)", "Kepala Desa", "", "")


def render_sample(slug: str, office_code: str, nik: str, answers: Mapping[str, Any], out: Path) -> None:
    """Write the letter of service ``slug`` for resident ``nik`` to ``out``, marked as sample, no number.

    ``answers`` are raw answers by field id; what is missing prints as ``…``. Raises ``NotFound`` and
    ``InvalidInput``.
    """
    office = office_by_code(office_code)
    version = service_of(office, slug).version
    if version.letter is None:
        raise NotFound("Layanan ini tidak menerbitkan surat.")
    resident = Resident.objects.select_related("family", "office").filter(office=office, nik=nik).first()
    if resident is None:
        raise NotFound("Tidak ada penduduk dengan NIK ini di kantor tersebut.")
    moment = local(now(), office.timezone)
    known = {field["id"] for field in version.form["fields"]}
    unknown = sorted(set(answers) - known)
    if unknown:
        raise InvalidInput({unknown[0]: f"Isian “{unknown[0]}” tidak ada di formulir ini."})
    cleaned = clean(version.form, answers, FormContext(today=moment.date(), files={}), only=set(answers))
    if cleaned.errors:
        raise InvalidInput(cleaned.errors)
    texts = {name: words or _MISSING for name, words in answer_texts(version.form, cleaned.values).items()}
    known_data = register_data(resident)
    document = compose(
        template.read(version.letter),
        office,
        known_data,
        texts,
        _signer(office),
        Particulars(DRAFT_NUMBER, moment.date(), unissued(SAMPLE_MARK), SAMPLE_MARK),
        dict.fromkeys(answer_names(version.officer_form), _MISSING),
        Extra(
            kept=cleaned.values,
            register=known_data,
            rows={
                **table_rows(version.form, cleaned.values, {}),
                MEMBERS: family_rows(resident),
            },
            handling=version.handling,
        ),
    )
    out.write_bytes(typeset.letter_pdf(document, moment))


def _signer(office: Office) -> Signer:
    head = head_of(office, [Role.KADES])
    return signer_of(head, office) if head is not None else _NO_HEAD
