"""Somebody is missing, away or not a real entry; or is found to be alive and here after all."""

from typing import Final
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.residents import codes
from tatadesa.residents.amending import amend
from tatadesa.residents.history import record
from tatadesa.residents.leaving import choose_head
from tatadesa.residents.locking import Card, lock_card_of
from tatadesa.residents.models import Mutation, Resident
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.reading import day, line

# Death and moving away are events of their own, which ask for more.
STATUSES: Final = (codes.ALIVE, codes.MISSING, codes.GONE, codes.INVALID)


@transaction.atomic
def change_status(
    staff: StaffMember,
    resident_id: UUID,
    *,
    seen: int,
    status: int,
    happened_on: object,
    note: str,
    new_head: UUID | None = None,
) -> Resident:
    """Set one of ``STATUSES``, with the reason in ``note``; ``seen`` is the edition of the resident's own data.

    Back to alive also undoes a death or a move that was written by mistake; the person then returns to the card, as its
    head only where it has none. An account that was switched off stays off until an officer switches it on. Raises
    ``InvalidInput``, and ``Conflict`` when somebody else was faster.
    """
    require_editor(staff)
    card, resident = lock_card_of(staff, resident_id, seen)
    if status not in STATUSES:
        raise InvalidInput({"status": "Pilih status. Kematian dan kepindahan dicatat di formulirnya sendiri."})
    if status == resident.base_status:
        raise Conflict(f"Status penduduk ini sudah {resident.get_base_status_display()}.")
    happened = day("happened_on", happened_on, staff.office, not_before=resident.birth_date)
    note = line("note", note, required="Tulis alasannya, supaya rekan mengerti mengapa status berubah.")
    others = {} if status == codes.ALIVE else choose_head(card, [resident.pk], new_head)
    changes = amend(resident, {"base_status": status, "family_role": _role(card, resident, status)})
    card.changed()
    record(resident, Mutation.Kind.STATUS, staff=staff, happened_on=happened, changes=changes, note=note)
    for key, changed in others.items():
        words = f"Setelah status {resident.name} berubah."
        record(card.one(key), Mutation.Kind.CHANGE, staff=staff, happened_on=happened, changes=changed, note=words)
    return resident


def _role(card: Card, resident: Resident, status: int) -> int:
    """Nobody comes back onto a card as its second head."""
    if status != codes.ALIVE or resident.base_status == codes.ALIVE:
        return resident.family_role
    if not card.living:
        return codes.HEAD
    is_second = resident.family_role == codes.HEAD and card.head is not None
    return codes.OTHER_KIN if is_second else resident.family_role
