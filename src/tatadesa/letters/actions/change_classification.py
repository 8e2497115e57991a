"""Add a classification code, or say what is different about one at this office."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.letters.classifications import CODE, FATES, MAX_TITLE, shipped
from tatadesa.letters.models import OfficeClassification
from tatadesa.letters.permissions import require_archivist

MOST_YEARS = 100


@dataclass(frozen=True)
class Said:
    """``title`` empty keeps the shipped one; ``fate`` empty keeps the rule of the class above."""

    title: str
    is_hidden: bool
    active_years: str
    inactive_years: str
    fate: str


@transaction.atomic
def change_classification(staff: StaffMember, code: str, said: Said) -> OfficeClassification:
    """Make ``said`` hold for ``code`` at the officer's own office. Letters keep the code they were given.

    Raises ``NotAllowed`` and ``InvalidInput`` at ``kode``, ``judul``, ``aktif``, ``inaktif`` or ``nasib``.
    """
    require_archivist(staff)
    code, title = one_line(code), one_line(said.title)
    errors = {}
    if not CODE.fullmatch(code):
        errors["kode"] = "Tulis kode dengan angka dan titik, misalnya 400.10.2.2."
    if len(title) > MAX_TITLE or (not title and code not in shipped()):
        errors["judul"] = f"Tulis judul kode ini, paling panjang {MAX_TITLE} huruf."
    active, inactive = _years(said.active_years), _years(said.inactive_years)
    if said.fate not in ("", *dict(FATES)):
        errors["nasib"] = "Pilih salah satu."
    if said.fate and active is None:
        errors["aktif"] = f"Isi 0 sampai {MOST_YEARS} tahun."
    if said.fate and inactive is None:
        errors["inaktif"] = f"Isi 0 sampai {MOST_YEARS} tahun."
    if errors:
        raise InvalidInput(errors)
    row, _ = OfficeClassification.objects.update_or_create(
        office=staff.office,
        code=code,
        defaults={
            "title": title if title != shipped().get(code) else "",
            "is_hidden": said.is_hidden,
            "active_years": active if said.fate else None,
            "inactive_years": inactive if said.fate else None,
            "fate": said.fate,
        },
    )
    return row


def _years(typed: str) -> int | None:
    text = typed.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 3 and int(text) <= MOST_YEARS):
        return None
    return int(text)
