"""Change the head of an office's letters, their paper and how they are numbered."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.administration import changes
from tatadesa.administration.actions.change_numbering import problems
from tatadesa.administration.models import OfficeChange
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import many_lines, one_line, storable
from tatadesa.letters.giving_numbers import settings_of
from tatadesa.letters.letterhead_preview import require_printable
from tatadesa.letters.pictures import LogoRefusedError
from tatadesa.offices.models import Office

MAX_LOGO = 200_000
_MAX_LINES, _LONGEST_LINE = 5, 80


@dataclass(frozen=True)
class Head:
    """``lines`` are the centred ones, one per line of text; ``logo_svg`` is None to keep the present one."""

    lines: str
    paper: str
    number_pattern: str
    number_code: str
    logo_svg: str | None = None


def read_logo(content: bytes) -> str:
    """The picture in an uploaded file; raises ``InvalidInput`` at ``logo`` where it is no text."""
    try:
        return storable(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InvalidInput(
            {"logo": "Ini bukan gambar SVG. Minta berkas .svg dari lambang kabupaten atau desa."}
        ) from None


@transaction.atomic
def change_letterhead(staff: StaffMember, typed: Head, *, seen: UUID | None) -> bool:
    """Make the letterhead hold for the officer's own office; gives whether anything changed.

    Letters already issued stay as they are. The head is set once as a trial, so that no letter fails on it later.
    ``seen`` as in ``changes.hold_office``. Raises ``NotAllowed``, ``InvalidInput``, ``Conflict``.
    """
    office = changes.hold_office(staff, seen)
    lines = [line for line in many_lines(typed.lines).split("\n") if line]
    _check(office, typed, lines)
    words = changes.differences(
        office,
        {
            "paper": ("Kertas", typed.paper),
            "number_pattern": ("Pola nomor", one_line(typed.number_pattern)),
            "number_code": ("Kode surat", one_line(typed.number_code)),
        },
    )
    if office.letterhead != lines:
        words.append(f"Kop: {' / '.join(office.letterhead) or 'kosong'} → {' / '.join(lines)}.")
        office.letterhead = lines
    if typed.logo_svg is not None and typed.logo_svg != office.logo_svg:
        words.append("Logo diganti." if typed.logo_svg else "Logo dilepas.")
        office.logo_svg = typed.logo_svg
    try:
        require_printable(office)
    except LogoRefusedError as refused:
        raise InvalidInput({"logo": refused.message}) from refused
    office.save()
    return changes.note(staff, OfficeChange.Topic.LETTERHEAD, words)


def _check(office: Office, typed: Head, lines: list[str]) -> None:
    errors: dict[str, str] = {}
    if not 0 < len(lines) <= _MAX_LINES or any(len(line) > _LONGEST_LINE for line in lines):
        errors["kop"] = f"Tulis 1 sampai {_MAX_LINES} baris, tiap baris paling panjang {_LONGEST_LINE} huruf."
    if typed.paper not in Office.Paper.values:
        errors["kertas"] = "Pilih salah satu."
    errors |= problems(office, one_line(typed.number_pattern), one_line(typed.number_code), settings_of(office).scheme)
    if errors:
        raise InvalidInput(errors)
