"""The books on paper (PDF) and as a sheet (XLSX), in the columns of forms A.7 and A.8 of Permendagri 47/2016."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.core.clock import local, now, office_today
from tatadesa.core.errors import InvalidInput
from tatadesa.core.text import date_words, moment_words
from tatadesa.letters import typeset
from tatadesa.letters.book_queries import Narrowed, agenda_rows, dispatch_rows, in_order
from tatadesa.letters.glyphs import printable
from tatadesa.letters.models import AgendaEntry, Direction, DispatchEntry
from tatadesa.letters.permissions import require_keeper
from tatadesa.letters.signer import signer_of
from tatadesa.residents.sheets.workbook import CONTENT_TYPE, Cell, Page, stream

MOST_PRINTED = 3000
AGENDA, DISPATCHES = "agenda", "ekspedisi"
TITLES = {AGENDA: "Buku Agenda", DISPATCHES: "Buku Ekspedisi"}
_AGENDA_HEAD = (
    "Arah",
    "Nomor urut",
    "Tanggal diterima/dikirim",
    "Nomor surat",
    "Tanggal surat",
    "Pengirim/tujuan",
    "Isi singkat",
    "Klasifikasi",
    "Disposisi",
    "Keterangan",
)
_DISPATCH_HEAD = (
    "Nomor urut",
    "Tanggal pengiriman",
    "Nomor surat",
    "Tanggal surat",
    "Isi singkat",
    "Ditujukan kepada",
    "Cara",
    "Bukti/penerima",
)


@dataclass(frozen=True)
class Sheet:
    """A workbook on its way."""

    name: str
    content_type: str
    content: Iterator[bytes]


def sheet(staff: StaffMember, book: str, narrowed: Narrowed) -> Sheet:
    """The whole book that ``narrowed`` leaves, oldest first. Raises ``NotAllowed``."""
    require_keeper(staff)
    if book == AGENDA:
        head: tuple[str, ...] = _AGENDA_HEAD
        rows = (_agenda_cells(entry) for entry in in_order(agenda_rows(staff, narrowed), "entered_on"))
    else:
        head = _DISPATCH_HEAD
        rows = (_dispatch_cells(entry) for entry in in_order(dispatch_rows(staff, narrowed), "sent_on"))
    page = Page(TITLES[book], _with_head(head, rows))
    return Sheet(f"{TITLES[book]} {staff.office.full_name}.xlsx", CONTENT_TYPE, stream([page]))


def pdf(staff: StaffMember, book: str, narrowed: Narrowed) -> bytes:
    """The book on landscape paper with room for the signatures of head and secretary.

    Raises ``NotAllowed``, and ``InvalidInput`` at ``sampai`` for more than ``MOST_PRINTED`` lines.
    """
    require_keeper(staff)
    rows = _agenda_lines(staff, narrowed) if book == AGENDA else _dispatch_lines(staff, narrowed)
    office, moment = staff.office, now()
    data = {
        "title": TITLES[book],
        "author": printable(office.full_name),
        "paper": office.paper,
        "period": _period(narrowed),
        "widths": [14, 20, 30, 20, 30, 0, 30, 20, 30, 0, 22] if book == AGENDA else [16, 26, 52, 0, 52, 48],
        "head": _agenda_columns() if book == AGENDA else _dispatch_columns(),
        "rows": rows,
        "signers": _signers(staff),
        "footer": printable(f"{office.full_name} · dicetak {moment_words(moment, office.timezone)}"),
    }
    return typeset.book_pdf(data, local(moment, office.timezone))


def _agenda_lines(staff: StaffMember, narrowed: Narrowed) -> list[list[str]]:
    rows = agenda_rows(staff, narrowed).select_related("letter").order_by("entered_on", "pk")
    return _printed([_agenda_line(entry) for entry in rows[: MOST_PRINTED + 1]])


def _dispatch_lines(staff: StaffMember, narrowed: Narrowed) -> list[list[str]]:
    rows = dispatch_rows(staff, narrowed).order_by("sent_on", "pk")
    return _printed([_dispatch_line(entry) for entry in rows[: MOST_PRINTED + 1]])


def _printed(lines: list[list[str]]) -> list[list[str]]:
    if len(lines) > MOST_PRINTED:
        words = f"Lebih dari {MOST_PRINTED} surat tidak dicetak sekaligus. Pilih masa yang lebih pendek."
        raise InvalidInput({"sampai": words}, words)
    return [[printable(cell) for cell in line] for line in lines]


def _with_head(head: tuple[str, ...], rows: Iterator[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    yield head
    yield from rows


def _agenda_cells(entry: AgendaEntry) -> Sequence[Cell]:
    return (
        entry.get_direction_display(),
        entry.running,
        entry.entered_on,
        entry.number,
        entry.dated,
        entry.party,
        entry.subject,
        entry.classification,
        entry.disposition,
        entry.note,
    )


def _dispatch_cells(entry: DispatchEntry) -> Sequence[Cell]:
    return (
        entry.running,
        entry.sent_on,
        entry.number,
        entry.dated,
        entry.subject,
        entry.recipient,
        entry.get_way_display(),
        entry.proof,
    )


def _agenda_line(entry: AgendaEntry) -> list[str]:
    is_in = entry.direction == Direction.IN
    about = [entry.number or "-", _short(entry.dated), entry.party, entry.subject]
    nothing = ["", "", "", ""]
    note = entry.note
    if entry.letter is not None and entry.letter.state == "withdrawn":
        note = f"Dicabut. {note}".strip()
    if entry.disposition:
        note = f"{note} Disposisi: {entry.disposition}".strip()
    number = f"{'M' if is_in else 'K'} {entry.running}"
    return [number, _short(entry.entered_on), *(about + nothing if is_in else nothing + about), note]


def _dispatch_line(entry: DispatchEntry) -> list[str]:
    return [
        str(entry.running),
        _short(entry.sent_on),
        f"{entry.number or '-'}, {_short(entry.dated)}",
        entry.subject,
        entry.recipient,
        f"{entry.get_way_display()}. {entry.proof}".strip(),
    ]


def _agenda_columns() -> list[dict[str, Any]]:
    four = ("Nomor", "Tanggal", "Pengirim", "Isi singkat", "Nomor", "Tanggal", "Ditujukan kepada", "Isi singkat")
    return [
        _cell("Nomor urut", lines=2),
        _cell("Tanggal terima/ kirim", lines=2),
        _cell("Surat masuk", columns=4),
        _cell("Surat keluar", columns=4),
        _cell("Ket.", lines=2),
        *(_cell(name) for name in four),
    ]


def _dispatch_columns() -> list[dict[str, Any]]:
    names = ("Nomor urut", "Tanggal kirim", "Nomor dan tanggal surat", "Isi singkat", "Ditujukan kepada", "Keterangan")
    return [_cell(name) for name in names]


def _cell(text: str, *, columns: int = 1, lines: int = 1) -> dict[str, Any]:
    return {"text": text, "columns": columns, "lines": lines}


def _signers(staff: StaffMember) -> list[dict[str, str]]:
    """Who signs at the end: the head at the left, the secretary at the right; a name that is not known is a line."""
    office = staff.office
    rows = StaffMember.objects.select_related("account", "office").filter(office=office, account__is_active=True)
    found = list(rows.order_by("pk"))
    place = f"{office.name}, {date_words(office_today(office.timezone))}"
    made = []
    for role, usual, where in ((Role.KADES, "Kepala Desa", "Mengetahui,"), (Role.SEKDES, "Sekretaris Desa", place)):
        person = next((one for one in found if one.has_role(role)), None)
        signer = signer_of(person, office) if person is not None else None
        made.append(
            {
                "place": printable(where),
                "position": printable(signer.position if signer else usual),
                "name": printable(signer.name if signer else "(                                        )"),
                "number": printable(signer.employee_line if signer else ""),
            }
        )
    return made


def _period(narrowed: Narrowed) -> str:
    if narrowed.since and narrowed.until:
        return f"{date_words(narrowed.since)} sampai {date_words(narrowed.until)}"
    if narrowed.since:
        return f"Sejak {date_words(narrowed.since)}"
    return f"Sampai {date_words(narrowed.until)}" if narrowed.until else "Semua surat"


def _short(day: date) -> str:
    return f"{day:%d-%m-%Y}"
