"""Correct the address or the number of a family card, and what its members are to each other."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.residents import codes
from tatadesa.residents.amending import amend, amend_family, numbers_free
from tatadesa.residents.columns import by_field, parse
from tatadesa.residents.history import record
from tatadesa.residents.locking import Card, lock_card
from tatadesa.residents.models import Family, Mutation
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.reading import FAMILY_FIELDS, family_values, judge, line, read, values_of

_NOBODY: dict[UUID, Any] = {}


@transaction.atomic
def change_family(
    staff: StaffMember,
    family_id: UUID,
    *,
    seen: int,
    values: Mapping[str, Any],
    roles: Mapping[UUID, Any] = _NOBODY,
    note: str = "",
    confirmed: bool = False,
) -> Family:
    """Change ``values`` of the card (``family.address``, ``family.no_kk``, ...) and ``roles`` of living members.

    ``seen`` is the card's edition. Every living member gets an entry in the history. Raises as ``change_resident``;
    errors of roles are at ``role-<id>``, and at ``roles`` when the card would not have exactly one head.
    """
    require_editor(staff)
    card = lock_card(staff, family_id, seen)
    note = line("note", note)
    before = family_values(card.family)
    wanted = read(FAMILY_FIELDS, values, before)
    new_roles = _roles(card, roles)
    _judge(staff, card, {**before, **wanted}, new_roles, confirmed=confirmed)
    of_card = amend_family(card.family, wanted)
    of_members = {one.pk: amend(one, {"family_role": new_roles.get(one.pk, one.family_role)}) for one in card.living}
    if not of_card and not any(of_members.values()):
        raise Conflict("Tidak ada yang berubah, jadi tidak ada yang disimpan.")
    with numbers_free():
        card.changed()
    today = office_today(staff.office.timezone)
    for member in card.living:
        if changes := {**of_card, **of_members[member.pk]}:
            record(member, Mutation.Kind.CHANGE, staff=staff, happened_on=today, changes=changes, note=note)
    return card.family


def _roles(card: Card, typed: Mapping[UUID, Any]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    errors: dict[str, str] = {}
    living = {member.pk for member in card.living}
    for resident_id, cell in typed.items():
        if resident_id not in living:
            errors[f"role-{resident_id}"] = "Orang ini tidak ada di kartu keluarga ini."
            continue
        try:
            found[resident_id] = int(str(parse(by_field["family_role"], cell)))
        except ValueError as error:
            errors[f"role-{resident_id}"] = str(error)
    if errors:
        raise InvalidInput(errors)
    heads = [one for one in card.living if found.get(one.pk, one.family_role) == codes.HEAD]
    if found and len(heads) != 1:
        raise InvalidInput({"roles": "Pilih tepat satu kepala keluarga."})
    return found


def _judge(
    staff: StaffMember, card: Card, of_card: Mapping[str, Any], roles: Mapping[UUID, int], *, confirmed: bool
) -> None:
    """Whether it fits each member; the warnings of all are the same ones about the card, or about a role."""
    for member in card.living:
        before = values_of(member, card.family)
        after = {**before, **of_card, "family_role": roles.get(member.pk, member.family_role)}
        judge(staff.office, before, after, confirmed=confirmed)
