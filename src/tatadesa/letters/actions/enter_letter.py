"""Enter a letter from outside, or one that goes out without this application, into the agenda by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.files.actions.receive_unowned import receive_unowned
from tatadesa.files.models import StoredFile
from tatadesa.letters import book_queries, books
from tatadesa.letters.books import AgendaLine
from tatadesa.letters.models import AgendaEntry, Direction
from tatadesa.letters.permissions import require_keeper

SCANS_AN_HOUR = 600
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,29}", re.ASCII)
_OLDEST = date(1945, 8, 17)
_LONGEST = {"nomor": 120, "pihak": 160, "perihal": 200, "disposisi": 400, "catatan": 240}
_NEEDED = {"pihak": "Tulis dari siapa atau untuk siapa surat ini", "perihal": "Tulis isi singkat surat"}


@dataclass(frozen=True)
class Entered:
    """What a person typed; days are None where they are none."""

    direction: str
    entered_on: date | None
    number: str
    dated: date | None
    party: str
    subject: str
    classification: str = ""
    disposition: str = ""
    note: str = ""


def enter_letter(staff: StaffMember, typed: Entered, scan: UploadedFile[Any] | None = None) -> AgendaEntry:
    """One line more in the agenda of the officer's own office, with a scan where there is one.

    Raises ``NotAllowed``, ``InvalidInput`` by field (``arah``, ``diterima``, ``nomor``, ``tanggal``, ``pihak``,
    ``perihal``, ``klasifikasi``, ``disposisi``, ``catatan``, ``pindai``) and ``TooMany``.
    """
    require_keeper(staff)
    line = _read(staff, typed)
    with transaction.atomic():
        # The file first: cleaning it takes time, and nobody should wait for the book's number meanwhile.
        stored = _stored(staff, scan) if scan is not None else None
        return books.write_agenda(staff.office, line, staff, scan=stored)


def _stored(staff: StaffMember, scan: UploadedFile[Any]) -> StoredFile:
    try:
        return receive_unowned(office=staff.office, subject=str(staff.pk), upload=scan, most_an_hour=SCANS_AN_HOUR)
    except InvalidInput as refused:
        raise InvalidInput({"pindai": refused.errors.get("", refused.message)}) from refused


@transaction.atomic
def set_disposition(staff: StaffMember, entry_id: UUID, *, disposition: str) -> AgendaEntry:
    """Write to whom a letter was passed on. Raises ``NotAllowed``, ``NotFound``, ``InvalidInput`` at ``disposisi``."""
    require_keeper(staff)
    text = one_line(disposition)
    if len(text) > _LONGEST["disposisi"]:
        raise InvalidInput({"disposisi": f"Disposisi paling panjang {_LONGEST['disposisi']} huruf."})
    entry = book_queries.agenda_entry(staff, entry_id)
    locked = AgendaEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    locked.disposition = text
    locked.words = " ".join(
        part for part in (locked.number, locked.party, locked.subject, locked.classification, text) if part
    ).upper()
    locked.save(update_fields=["disposition", "words"])
    return locked


def _read(staff: StaffMember, typed: Entered) -> AgendaLine:
    texts = {
        "nomor": one_line(typed.number),
        "pihak": one_line(typed.party),
        "perihal": one_line(typed.subject),
        "disposisi": one_line(typed.disposition),
        "catatan": one_line(typed.note),
    }
    errors = {name: f"{words}." for name, words in _NEEDED.items() if not texts[name]}
    errors |= {
        name: f"Paling panjang {_LONGEST[name]} huruf." for name, text in texts.items() if len(text) > _LONGEST[name]
    }
    code, today = one_line(typed.classification), office_today(staff.office.timezone)
    if typed.direction not in Direction.values:
        errors["arah"] = "Pilih salah satu."
    if code and not _CODE.fullmatch(code):
        errors["klasifikasi"] = "Tulis kode klasifikasi, misalnya 400.10.2.2, atau kosongkan."
    entered, dated = typed.entered_on, typed.dated
    if entered is None or not _OLDEST <= entered <= today:
        errors["diterima"] = "Isi tanggal surat diterima atau dikirim, tidak lewat hari ini."
    if dated is None or not _OLDEST <= dated <= today:
        errors["tanggal"] = "Isi tanggal yang tertulis pada surat, tidak lewat hari ini."
    if errors or entered is None or dated is None:
        raise InvalidInput(errors)
    return AgendaLine(
        direction=Direction(typed.direction),
        entered_on=entered,
        number=texts["nomor"],
        dated=dated,
        party=texts["pihak"],
        subject=texts["perihal"],
        classification=code,
        disposition=texts["disposisi"],
        note=texts["catatan"],
    )
