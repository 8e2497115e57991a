"""Send an issued letter to the kecamatan's system."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotAllowed, NotFound
from tatadesa.core.jobs import queue
from tatadesa.letters.handing_off import may_send, settings_of
from tatadesa.letters.models import HandOffEntry, Letter
from tatadesa.letters.queries import letter_of_office
from tatadesa.letters.tasks import send_letter

GOOD_FOR = timedelta(days=2)


@transaction.atomic
def hand_off(staff: StaffMember, letter_id: UUID) -> HandOffEntry:
    """Queue the letter of the officer's own office; one that failed goes again.

    Raises ``NotFound``, ``NotAllowed``, and ``Conflict`` for one that is there, on its way or withdrawn, or while the
    office has no connection.
    """
    letter = letter_of_office(staff, letter_id)
    if not may_send(staff):
        raise NotAllowed("Surat dikirim ke kecamatan oleh operator, kasi, sekretaris desa, atau kepala desa.")
    if not settings_of(staff.office).is_on:
        raise Conflict("Sambungan ke kecamatan belum diatur. Minta administrator mengaturnya.")
    # The letter's row is the lock: of two clicks at once one makes the entry and the other finds it.
    locked = Letter.objects.select_for_update(of=("self",), no_key=True).filter(pk=letter.pk).first()
    if locked is None:
        raise NotFound
    if locked.state != Letter.State.ISSUED:
        raise Conflict("Surat ini sudah dicabut, jadi tidak dikirim.")
    entry = HandOffEntry.objects.filter(letter=locked).first()
    if entry is not None and entry.state != HandOffEntry.State.FAILED:
        raise Conflict(f"Surat ini {entry.get_state_display().lower()} ke kecamatan.")
    if entry is None:
        entry = HandOffEntry(office_id=staff.office_id, letter=locked)
    entry.state, entry.reason = HandOffEntry.State.WAITING, ""
    entry.asked_by, entry.asked_at = staff, now()
    entry.save()
    until = int((now() + GOOD_FOR).timestamp())
    queue(send_letter, lock=f"hand_off:{entry.pk}", entry_id=str(entry.pk), until=until)
    return entry
