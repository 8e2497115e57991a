"""Sending an issued letter to the kecamatan: the settings, and one attempt."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction

from tatadesa.accounts import secrets
from tatadesa.accounts.models import Role, StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import NotAllowed
from tatadesa.files import storage
from tatadesa.letters.books import record_letter_sent
from tatadesa.letters.models import DispatchEntry, HandOffEntry, HandOffSettings, Letter
from tatadesa.letters.ports import DistrictLetter, DistrictServer, HandedOff, HandOffOutcome, hand_off_port
from tatadesa.offices.models import Office

LARGEST = 2 * 1024 * 1024
"""OpenDK takes no larger file."""
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}|[0-9A-Fa-f:.]{2,45}")
_SENDERS = (Role.OPERATOR, Role.KASI, Role.SEKDES, Role.KADES)
State = HandOffEntry.State


def settings_of(office: Office) -> HandOffSettings:
    """How ``office`` reaches the kecamatan; what a new office starts with where nothing was ever set."""
    found = HandOffSettings.objects.filter(office=office).first()
    return found or HandOffSettings(office=office, village_code=office.code)


def entry_of(letter: Letter) -> HandOffEntry | None:
    """How the letter fared, None when nobody has sent it. One query."""
    return HandOffEntry.objects.filter(letter=letter).first()


def may_send(staff: StaffMember) -> bool:
    """True for those who work on letters in a village."""
    return staff.has_role(*_SENDERS)


def require_setter(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless the officer may say where letters go, and with which token."""
    if not staff.has_role(Role.ADMINISTRATOR):
        raise NotAllowed("Sambungan OpenDK diatur oleh administrator.")


def is_address(text: str) -> bool:
    """Whether ``text`` is a whole address without password, query or fragment."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment) and parts.username is None and port != 0 and len(text) <= 200
    known = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.hostname or "") is not None
    return plain and known and re.fullmatch(r"[A-Za-z0-9_./-]*", parts.path) is not None


def attempt(entry_id: UUID, *, last: bool) -> HandedOff | None:
    """Send the letter of ``entry_id`` once and write down how it went; None when it waits no more.

    ``last`` makes of "not now" a failure that an officer sees. The network is used outside the transaction.
    """
    rows = HandOffEntry.objects.select_related(
        "letter__file", "letter__application__resident", "letter__office", "office"
    )
    entry = rows.filter(pk=entry_id, state=State.WAITING).first()
    if entry is None:
        return None
    result = _send(entry)
    with transaction.atomic():
        locked = HandOffEntry.objects.select_for_update(of=("self",)).get(pk=entry_id)
        if locked.state != State.WAITING:
            return None
        locked.attempts += 1
        locked.reason = result.reason[:240]
        if result.outcome is HandOffOutcome.SENT:
            locked.state, locked.sent_at = State.SENT, now()
            record_letter_sent(
                entry.letter,
                way=DispatchEntry.Way.DISTRICT,
                recipient="Kecamatan (OpenDK)",
                occasion=f"opendk:{entry.pk}:{locked.attempts}",
            )
        elif result.outcome is HandOffOutcome.REFUSED or last:
            locked.state = State.FAILED
        locked.save()
    return result if locked.state == State.WAITING else None


def _send(entry: HandOffEntry) -> HandedOff:
    settings, letter = settings_of(entry.office), entry.letter
    if not settings.is_on:
        return HandedOff(HandOffOutcome.REFUSED, "Sambungan OpenDK sedang dimatikan.")
    if letter.state != Letter.State.ISSUED:
        return HandedOff(HandOffOutcome.REFUSED, "Surat ini sudah dicabut, jadi tidak dikirim.")
    try:
        token = secrets.decrypt(settings.token)
    except ValueError:
        return HandedOff(HandOffOutcome.REFUSED, "Token OpenDK tidak terbaca lagi. Administrator perlu mengisinya.")
    if letter.file.size > LARGEST:
        return HandedOff(HandOffOutcome.REFUSED, "Surat ini lebih besar dari 2 MB, batas OpenDK.")
    return hand_off_port().send(
        DistrictServer(settings.server, settings.village_code, token),
        DistrictLetter(
            content=storage.read(letter.file),
            nik=letter.application.resident.nik,
            dated=letter.dated,
            number=letter.number,
            name=letter.subject,
        ),
    )
