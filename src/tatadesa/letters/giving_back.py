"""What the kecamatan did with letters that were handed over: asked for each office, and the signed file fetched."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from tatadesa.accounts import secrets
from tatadesa.core.clock import now
from tatadesa.files.actions.store_as_received import store_as_received
from tatadesa.files.limits import FileRefused
from tatadesa.files.models import StoredFile
from tatadesa.letters.handing_off import settings_of
from tatadesa.letters.models import HandOffEntry, HandOffSettings, Letter
from tatadesa.letters.ports import DistrictServer, DistrictStanding, DistrictState, hand_off_port
from tatadesa.offices.models import Office

ASKED_FOR = timedelta(days=60)
"""After so long without an end nobody asks any more."""
AT_ONCE = 50
"""Files fetched in one go; the rest come with the next."""
There, State = HandOffEntry.There, HandOffEntry.State
_OPEN = (There.UNKNOWN, There.WAITING, There.SIGNED)
_THERE = {
    DistrictState.WAITING: There.WAITING,
    DistrictState.SIGNED: There.SIGNED,
    DistrictState.REJECTED: There.REJECTED,
}


def offices_that_wait() -> list[UUID]:
    """Offices with a connection and a letter at the kecamatan that has not come to its end. One query."""
    since = now() - ASKED_FOR
    waiting = HandOffEntry.objects.filter(
        state=State.SENT, there__in=_OPEN, signed_file=None, sent_at__gte=since
    ).values("office_id")
    return list(HandOffSettings.objects.filter(is_on=True, office_id__in=waiting).values_list("office_id", flat=True))


def ask(office_id: UUID) -> None:
    """Ask once where the letters of an office are, write it down, and fetch what is signed.

    What the server does not tell leaves everything as it was; the next round asks again. The network is used outside
    of transactions.
    """
    office = Office.objects.get(pk=office_id)
    settings = settings_of(office)
    entries = _open_entries(office)
    if not settings.is_on or not entries:
        return
    try:
        place = DistrictServer(settings.server, settings.village_code, secrets.decrypt(settings.token))
    except ValueError:
        return
    listed = hand_off_port().standings(place).standings
    if listed is None:
        return
    fetched = 0
    for entry in entries:
        standing = listed.get(entry.letter.number)
        if standing is None:
            continue
        file = None
        if standing.state is DistrictState.SIGNED and fetched < AT_ONCE:
            fetched += 1
            file = _fetch(place, entry)
        _write(entry, standing, file)


def signed_file_of(letter: Letter) -> StoredFile | None:
    """The letter with the kecamatan's signature, for a ``letter`` fetched through its owner. One query."""
    entry = HandOffEntry.objects.select_related("signed_file").filter(letter=letter).first()
    return entry.signed_file if entry is not None else None


def has_signed_file(letter: Letter) -> bool:
    """Whether the kecamatan's signature came back. No query for a letter of ``queries.of_application``."""
    entry: HandOffEntry | None = getattr(letter, "hand_off", None)
    return letter.state == Letter.State.ISSUED and entry is not None and entry.signed_file_id is not None


def _open_entries(office: Office) -> list[HandOffEntry]:
    rows = HandOffEntry.objects.select_related("letter__file", "office").filter(
        office=office,
        state=State.SENT,
        there__in=_OPEN,
        signed_file=None,
        sent_at__gte=now() - ASKED_FOR,
        letter__state=Letter.State.ISSUED,
    )
    return list(rows.order_by("sent_at", "pk"))


def _fetch(place: DistrictServer, entry: HandOffEntry) -> bytes | None:
    content = hand_off_port().fetch(place, entry.letter.number).content
    # OpenDK says "signed" a moment before it puts the signed file in the place of ours, and also when it cannot.
    if content is None or hashlib.sha256(content).hexdigest() == entry.letter.file.sha256:
        return None
    return content


@transaction.atomic
def _write(entry: HandOffEntry, standing: DistrictStanding, content: bytes | None) -> None:
    locked = HandOffEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if locked.state != State.SENT or locked.signed_file_id is not None:
        return
    locked.there, locked.there_note = _THERE[standing.state], standing.note[:240]
    locked.asked_there_at = now()
    if content is not None:
        try:
            locked.signed_file = store_as_received(
                office=entry.office, content=content, name=f"{entry.letter.number} kecamatan.pdf"
            )
            locked.signed_file_at = locked.asked_there_at
        except FileRefused as refused:
            locked.there_note = f"Berkas dari kecamatan tidak disimpan: {refused.message}"[:240]
    locked.save()
