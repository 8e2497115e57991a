"""Write into the expedition book that a letter has left the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.letters.books import DispatchLine, record_dispatch
from tatadesa.letters.models import DispatchEntry, Letter
from tatadesa.letters.permissions import require_keeper

_OLDEST = date(1945, 8, 17)
_LONGEST = {"nomor": 120, "perihal": 200, "kepada": 160, "bukti": 160}


@dataclass(frozen=True)
class Sent:
    """What a person typed. ``number`` of a letter of the application fills in date and subject that are left empty."""

    sent_on: date | None
    number: str
    dated: date | None
    subject: str
    recipient: str
    way: str
    proof: str = ""


def enter_dispatch(staff: StaffMember, typed: Sent) -> DispatchEntry:
    """One line more in the expedition book of the officer's own office.

    Raises ``NotAllowed`` and ``InvalidInput`` at ``dikirim``, ``nomor``, ``tanggal``, ``perihal``, ``kepada``, ``cara``
    or ``bukti``.
    """
    require_keeper(staff)
    texts = {
        "nomor": one_line(typed.number),
        "perihal": one_line(typed.subject),
        "kepada": one_line(typed.recipient),
        "bukti": one_line(typed.proof),
    }
    letter = Letter.objects.filter(office=staff.office_id, number=texts["nomor"]).first() if texts["nomor"] else None
    texts["perihal"] = texts["perihal"] or (letter.subject if letter else "")
    dated = typed.dated or (letter.dated if letter else None)
    errors = {
        name: f"Paling panjang {_LONGEST[name]} huruf." for name, text in texts.items() if len(text) > _LONGEST[name]
    }
    if not texts["perihal"]:
        errors["perihal"] = "Tulis isi singkat surat."
    if not texts["kepada"]:
        errors["kepada"] = "Tulis kepada siapa surat ini."
    if typed.way not in DispatchEntry.Way.values:
        errors["cara"] = "Pilih salah satu."
    today = office_today(staff.office.timezone)
    if typed.sent_on is None or not _OLDEST <= typed.sent_on <= today:
        errors["dikirim"] = "Isi tanggal surat keluar dari kantor, tidak lewat hari ini."
    if dated is None or not _OLDEST <= dated <= today:
        errors["tanggal"] = "Isi tanggal yang tertulis pada surat, tidak lewat hari ini."
    if errors or typed.sent_on is None or dated is None:
        raise InvalidInput(errors)
    line = DispatchLine(
        sent_on=typed.sent_on,
        number=texts["nomor"],
        dated=dated,
        subject=texts["perihal"],
        recipient=texts["kepada"],
        way=typed.way,
        proof=texts["bukti"],
    )
    made = record_dispatch(staff.office, line, staff=staff, letter=letter)
    if made is None:
        raise InvalidInput({"": "Surat ini sudah tercatat."})
    return made
