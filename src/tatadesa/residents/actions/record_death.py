"""A resident has died."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.actions.switch_account import switch_account
from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import Conflict
from tatadesa.residents import codes
from tatadesa.residents.amending import amend
from tatadesa.residents.history import Changes, record
from tatadesa.residents.leaving import choose_head
from tatadesa.residents.locking import lock_card_of
from tatadesa.residents.models import Mutation, Resident
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.reading import day, line
from tatadesa.residents.succession import spouse_of

_LONGEST_CAUSE = 80


@transaction.atomic
def record_death(
    staff: StaffMember,
    resident_id: UUID,
    *,
    seen: int,
    happened_on: object,
    cause: str = "",
    note: str = "",
    new_head: UUID | None = None,
    is_spouse_widowed: bool = True,
) -> Resident:
    """Note the death on ``happened_on`` (a date or as typed); ``seen`` is the edition of the resident's own data.

    When a head dies ``new_head`` takes the place and the others' roles follow; a spouse on the card becomes widowed
    unless ``is_spouse_widowed`` is false. The account of the dead is switched off with all its sessions: nobody may
    act in their name. Raises ``InvalidInput``, and ``Conflict`` when somebody else was faster.
    """
    require_editor(staff)
    card, resident = lock_card_of(staff, resident_id, seen)
    if resident.base_status == codes.DEAD:
        raise Conflict("Penduduk ini sudah tercatat meninggal.")
    happened = day("happened_on", happened_on, staff.office, not_before=resident.birth_date)
    cause, note = line("cause", cause, longest=_LONGEST_CAUSE), line("note", note)
    spouse = spouse_of(resident, card.living) if is_spouse_widowed and resident.base_status == codes.ALIVE else None
    others = choose_head(card, [resident.pk], new_head)
    if spouse is not None and spouse.marital_status == codes.MARRIED:
        others[spouse.pk] = {**others.get(spouse.pk, {}), **amend(spouse, {"marital_status": codes.WIDOWED})}
    changes: Changes = amend(resident, {"base_status": codes.DEAD})
    if cause:
        changes["cause"] = ["", cause]
    if _switch_off(staff, resident):
        changes["account"] = ["aktif", "dimatikan"]
    card.changed()
    record(resident, Mutation.Kind.DEATH, staff=staff, happened_on=happened, changes=changes, note=note)
    for key, changed in others.items():
        words = f"Setelah {resident.name} meninggal."
        record(card.one(key), Mutation.Kind.CHANGE, staff=staff, happened_on=happened, changes=changed, note=words)
    return resident


def _switch_off(staff: StaffMember, resident: Resident) -> bool:
    """True when there was an account of this office to switch off."""
    account = resident.account
    if account is None or not account.is_active or account.citizen.office_id != staff.office_id:
        return False
    switch_account(staff, account.pk, on=False, reason="Tercatat meninggal di data penduduk.")
    return True
