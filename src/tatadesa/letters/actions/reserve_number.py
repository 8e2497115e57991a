"""Reserve a number for a letter that is written on paper."""

from __future__ import annotations

import re
from datetime import date

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.letters import books
from tatadesa.letters.giving_numbers import Wanted, take_number
from tatadesa.letters.models import TakenNumber
from tatadesa.letters.permissions import require_keeper

SECURITY = ("B", "T", "R", "SR")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,29}", re.ASCII)
_SUBJECT, _PERSON = 160, 120


@transaction.atomic
def reserve_number(
    staff: StaffMember, *, subject: str, person: str, classification: str, dated: date | None, security: str = "B"
) -> TakenNumber:
    """The next number of the officer's own office for a paper letter, which the agenda then lists.

    ``dated`` decides the year and lies in this or the last year. Raises ``NotAllowed``, ``Conflict`` and
    ``InvalidInput`` at ``perihal``, ``kepada``, ``klasifikasi``, ``tanggal`` or ``keamanan``.
    """
    require_keeper(staff)
    subject, person, classification = one_line(subject), one_line(person), one_line(classification)
    errors = {}
    if not 0 < len(subject) <= _SUBJECT:
        errors["perihal"] = f"Tulis perihal surat, paling panjang {_SUBJECT} huruf."
    if not 0 < len(person) <= _PERSON:
        errors["kepada"] = f"Tulis untuk siapa surat ini, paling panjang {_PERSON} huruf."
    if not _CODE.fullmatch(classification):
        errors["klasifikasi"] = "Tulis kode klasifikasi, misalnya 400.10.2.2. Cari di Daftar klasifikasi."
    today = office_today(staff.office.timezone)
    if dated is None or dated > today or dated.year < today.year - 1:
        errors["tanggal"] = "Isi tanggal surat: tidak boleh lewat hari ini, dan paling lama tahun lalu."
    if security not in SECURITY:
        errors["keamanan"] = "Pilih salah satu."
    if errors or dated is None:
        raise InvalidInput(errors)
    taken = take_number(
        staff.office,
        Wanted(classification, security),
        dated,
        staff,
        subject=subject,
        person=person,
        kind=TakenNumber.Kind.PAPER,
    )
    books.record_paper(staff, taken)
    return taken
