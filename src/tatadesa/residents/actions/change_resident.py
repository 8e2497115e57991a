"""Correct or complete what the register says about a person."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.actions.change_login import change_login
from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict
from tatadesa.residents.amending import amend, require_free
from tatadesa.residents.history import record
from tatadesa.residents.locking import lock_card_of
from tatadesa.residents.models import Mutation, Resident
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.reading import PERSON_FIELDS, judge, line, read, values_of


@transaction.atomic
def change_resident(
    staff: StaffMember,
    resident_id: UUID,
    *,
    seen: int,
    values: Mapping[str, Any],
    note: str = "",
    confirmed: bool = False,
) -> Resident:
    """Change the attributes in ``values`` (as typed or parsed, by field); ``seen`` is the edition a page showed.

    ``note`` says why, for the history. Raises ``InvalidInput`` with the errors by field, ``Unconfirmed`` for what looks
    odd unless ``confirmed``, and ``Conflict`` when somebody else was faster or nothing differs. A corrected NIK is from
    then on what opens the person's account.
    """
    require_editor(staff)
    card, resident = lock_card_of(staff, resident_id, seen)
    note = line("note", note)
    before = values_of(resident, card.family)
    wanted = read(PERSON_FIELDS, values, before)
    if wanted.get("nik", before["nik"]) != before["nik"]:
        require_free(staff.office, wanted["nik"], besides=resident)
    judge(staff.office, before, {**before, **wanted}, confirmed=confirmed)
    changes = amend(resident, wanted)
    if not changes:
        raise Conflict("Tidak ada yang berubah, jadi tidak ada yang disimpan.")
    if "nik" in changes and resident.account is not None and resident.account.login == before["nik"]:
        change_login(staff, resident.account, resident.nik)
    today = office_today(staff.office.timezone)
    record(resident, Mutation.Kind.CHANGE, staff=staff, happened_on=today, changes=changes, note=note)
    return resident
