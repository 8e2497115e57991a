"""Writing into the buku agenda (A.7) and the buku ekspedisi (A.8) of Permendagri 47/2016."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import local, now
from tatadesa.files.models import StoredFile
from tatadesa.letters import numbering
from tatadesa.letters.models import AgendaEntry, Direction, DispatchEntry, Letter, TakenNumber
from tatadesa.offices.models import Office

AGENDA = {Direction.IN: "buku-agenda-masuk", Direction.OUT: "buku-agenda-keluar"}
DISPATCHES = "buku-ekspedisi"
BOOK_PREFIX = "buku-"
"""Counters of books are no counters of letters."""


@dataclass(frozen=True)
class AgendaLine:
    """What a person or a letter says for one line of the agenda."""

    direction: Direction
    entered_on: date
    number: str
    dated: date
    party: str
    subject: str
    classification: str = ""
    disposition: str = ""
    note: str = ""


@dataclass(frozen=True)
class DispatchLine:
    """What is written about a letter that leaves; ``way`` is a ``DispatchEntry.Way``."""

    sent_on: date
    number: str
    dated: date
    subject: str
    recipient: str
    way: str
    proof: str = ""


def record_letter(letter: Letter) -> AgendaEntry:
    """Enter a letter just issued as going out; call it in the transaction that issues it."""
    taken = TakenNumber.objects.filter(
        office=letter.office_id, counter=letter.counter, year=letter.year, running=letter.running
    ).first()
    line = AgendaLine(
        direction=Direction.OUT,
        entered_on=local(letter.issued_at, letter.office.timezone).date(),
        number=letter.number,
        dated=letter.dated,
        party=letter.resident_name,
        subject=letter.subject,
        classification=taken.classification if taken else "",
    )
    return write_agenda(letter.office, line, letter.signer, letter=letter, taken=taken)


def record_paper(staff: StaffMember, taken: TakenNumber) -> AgendaEntry:
    """Enter the letter on paper for which a number was reserved."""
    line = AgendaLine(
        direction=Direction.OUT,
        entered_on=taken.dated,
        number=taken.number,
        dated=taken.dated,
        party=taken.person,
        subject=taken.subject,
        classification=taken.classification,
        note="Surat kertas.",
    )
    return write_agenda(staff.office, line, staff, taken=taken)


def note_cancelled(taken: TakenNumber) -> None:
    """Say in the agenda that the number was cancelled; the line stays."""
    AgendaEntry.objects.filter(office=taken.office_id, taken=taken).update(note=f"Batal: {taken.reason}"[:240])


def write_agenda(
    office: Office,
    line: AgendaLine,
    staff: StaffMember | None,
    *,
    letter: Letter | None = None,
    taken: TakenNumber | None = None,
    scan: StoredFile | None = None,
) -> AgendaEntry:
    """One line more, under the next number of the book; inside the caller's transaction."""
    year = line.entered_on.year
    return AgendaEntry.objects.create(
        office=office,
        direction=line.direction,
        year=year,
        running=numbering.take(office, AGENDA[line.direction], year),
        entered_on=line.entered_on,
        number=line.number,
        dated=line.dated,
        party=line.party,
        subject=line.subject,
        classification=line.classification,
        disposition=line.disposition,
        note=line.note,
        letter=letter,
        taken=taken,
        scan=scan,
        written_by=staff,
        written_at=now(),
        words=agenda_words(line),
    )


def agenda_words(line: AgendaLine) -> str:
    """What a search of the archive looks through."""
    parts = (line.number, line.party, line.subject, line.classification, line.disposition)
    return " ".join(part for part in parts if part).upper()


@transaction.atomic
def record_dispatch(
    office: Office,
    line: DispatchLine,
    *,
    staff: StaffMember | None = None,
    letter: Letter | None = None,
    occasion: str = "",
) -> DispatchEntry | None:
    """Enter a letter that has left ``office``, by whatever way; the caller has authorised.

    ``occasion`` names what happened (``pos:<id>``, ``opendk:<id>``): it is written once, and None says that it was
    there already. ``staff`` is None for what happens by itself.
    """
    year = line.sent_on.year
    # The counter's row makes two with the same occasion wait for each other.
    row = numbering.held(office, DISPATCHES, year)
    if occasion and DispatchEntry.objects.filter(office=office, occasion=occasion).exists():
        return None
    row.last += 1
    row.save(update_fields=["last"])
    parts = (line.number, line.subject, line.recipient, line.proof)
    return DispatchEntry.objects.create(
        office=office,
        year=year,
        running=row.last,
        sent_on=line.sent_on,
        number=line.number,
        dated=line.dated,
        subject=line.subject,
        recipient=line.recipient,
        way=line.way,
        proof=line.proof,
        letter=letter,
        occasion=occasion,
        written_by=staff,
        written_at=now(),
        words=" ".join(part for part in parts if part).upper(),
    )


def record_letter_sent(
    letter: Letter, *, way: str, recipient: str, proof: str = "", staff: StaffMember | None = None, occasion: str = ""
) -> DispatchEntry | None:
    """``record_dispatch`` of an issued letter, today."""
    line = DispatchLine(
        sent_on=local(now(), letter.office.timezone).date(),
        number=letter.number,
        dated=letter.dated,
        subject=letter.subject,
        recipient=recipient[:160],
        way=way,
        proof=proof[:160],
    )
    return record_dispatch(letter.office, line, staff=staff, letter=letter, occasion=occasion)
