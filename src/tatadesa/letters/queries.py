"""Reads on letters: a citizen's own, an office's own, and a masked view for the public by code or hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from django.db.models import Q, QuerySet

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import readable
from tatadesa.applications.queries import readable_by
from tatadesa.core import keyset
from tatadesa.core.clock import local, office_today
from tatadesa.core.errors import NotFound
from tatadesa.core.text import mask_name
from tatadesa.letters import verification
from tatadesa.letters.models import Letter, PreparedLetter


class Standing(Enum):
    """Whether a letter counts today."""

    VALID = "valid"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True)
class PublicLetter:
    """What anybody with the letter in hand may see: nothing personal beyond the mask."""

    code: str
    number: str
    dated: date
    subject: str
    masked_name: str
    signer_name: str
    signer_position: str
    office_name: str
    standing: Standing
    valid_until: date | None
    withdrawn_on: date | None
    sha256: str
    signed_by: str
    certificate: str


@dataclass(frozen=True)
class Page:
    """Letters of a list, and the key where the next page begins (empty at the end)."""

    rows: list[Letter]
    next: str


def of_citizen(account: Account, after: str | None = None, limit: int = 20) -> Page:
    """One page of the citizen's letters, newest first."""
    return _page(_rows().filter(readable_by(account, "application__")), after, limit)


def letter_of_citizen(account: Account, letter_id: UUID) -> Letter:
    """A letter of an application the citizen may read, with its file; raises ``NotFound``."""
    return _one(_rows().select_related("file").filter(readable_by(account, "application__"), pk=letter_id))


def letter_of_office(staff: StaffMember, letter_id: UUID) -> Letter:
    """A letter of the officer's own office with its file; raises ``NotFound``."""
    own = _rows().select_related("file").filter(readable(staff, "application"), office=staff.office_id)
    return _one(own.filter(pk=letter_id))


def of_application(application: Application) -> Letter | None:
    """The letter of an application that the caller has fetched through its owner, withdrawn or not; one query.

    How it fared at the kecamatan (``hand_off``) comes with it.
    """
    rows = Letter.objects.select_related("hand_off").filter(application=application)
    return rows.order_by("-issued_at").first()


def of_office(staff: StaffMember, after: str | None = None, limit: int = 25) -> Page:
    """One page of the letters of the officer's own office, newest first."""
    return _page(_rows().filter(readable(staff, "application"), office=staff.office_id), after, limit)


def by_code(typed: str) -> PublicLetter | None:
    """The letter with this verification code, typed with or without dashes; None when there is none."""
    code = verification.normalise(typed)
    letter = Letter.objects.select_related("office").filter(verification_code=code).first() if code else None
    return _public(letter) if letter is not None else None


def awaits_signature(typed: str) -> bool:
    """Whether this is the code of a letter that has its number and pages, and was not signed (yet)."""
    code = verification.normalise(typed)
    rows = PreparedLetter.objects.filter(verification_code=code).exclude(state=PreparedLetter.State.ISSUED)
    return bool(code) and rows.exists()


def by_hash(sha256: str) -> PublicLetter | None:
    """The letter whose file has this SHA-256 (64 hexadecimal digits); None when there is none."""
    letter = Letter.objects.select_related("office").filter(sha256=sha256).first()
    return _public(letter) if letter is not None else None


def _rows() -> QuerySet[Letter]:
    return Letter.objects.select_related("application", "office")


def _page(rows: QuerySet[Letter], after: str | None, limit: int) -> Page:
    if after:
        moment, identity = keyset.decode(after)
        # The second condition is implied by the first, but lets the index begin at the key.
        rows = rows.filter(Q(issued_at__lt=moment) | Q(issued_at=moment, id__lt=identity), issued_at__lte=moment)
    found = list(rows.order_by("-issued_at", "-id")[: limit + 1])
    shown = found[:limit]
    return Page(shown, keyset.encode(shown[-1].issued_at, shown[-1].id) if len(found) > limit else "")


def _one(rows: QuerySet[Letter]) -> Letter:
    letter = rows.first()
    if letter is None:
        raise NotFound("Surat ini tidak ditemukan.")
    return letter


def _public(letter: Letter) -> PublicLetter:
    zone = letter.office.timezone
    standing = Standing.VALID
    if letter.state == Letter.State.WITHDRAWN:
        standing = Standing.WITHDRAWN
    elif letter.valid_until is not None and letter.valid_until < office_today(zone):
        standing = Standing.EXPIRED
    return PublicLetter(
        code=verification.shown(letter.verification_code),
        number=letter.number,
        dated=letter.dated,
        subject=letter.subject,
        masked_name=mask_name(letter.resident_name),
        signer_name=letter.signer_name,
        signer_position=letter.signer_position,
        office_name=letter.office.full_name,
        standing=standing,
        valid_until=letter.valid_until,
        withdrawn_on=local(letter.withdrawn_at, zone).date() if letter.withdrawn_at else None,
        sha256=letter.sha256,
        signed_by=letter.signed_by,
        certificate=letter.certificate,
    )
