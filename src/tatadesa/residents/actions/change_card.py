"""People of one family move to another card within the village: a new household, or a marriage into another."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.residents import codes
from tatadesa.residents.adding import card_number, new_card, save_card
from tatadesa.residents.amending import amend
from tatadesa.residents.columns import by_field, parse
from tatadesa.residents.history import record
from tatadesa.residents.leaving import choose_head, people_on
from tatadesa.residents.locking import CHANGED, Card, lock_cards, require_seen
from tatadesa.residents.models import Family, Mutation, Resident
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.reading import day, family_values, judge, line, values_of


@transaction.atomic
def change_card(  # noqa: PLR0913 - who, whereto, when and why, and what the page showed
    staff: StaffMember,
    family_id: UUID,
    *,
    seen: int,
    people: Mapping[UUID, Any],
    values: Mapping[str, Any],
    happened_on: object,
    note: str = "",
    new_head: UUID | None = None,
    confirmed: bool = False,
) -> Family:
    """Move ``people`` (with the role each has on the other card) to the card with ``values["family.no_kk"]``.

    A number the village knows is joined; any other makes a new card with the address in ``values``, and one of the
    people is its head. When the head of the old card goes and others stay, ``new_head`` takes the place. ``seen`` is
    the old card's edition. Raises as ``change_resident``; errors of roles are at ``role-<id>``.
    """
    require_editor(staff)
    number = card_number(values)
    card, target = _lock(staff, family_id, number)
    require_seen(card.family.edition, seen)
    if number == card.family.no_kk:
        raise InvalidInput({"family.no_kk": "Ini nomor KK yang sekarang. Isi nomor KK tujuan."})
    leaving = people_on(card, people)
    happened = day("happened_on", happened_on, staff.office, not_before=max(one.birth_date for one in leaving))
    note = line("note", note)
    is_new = target is None
    target = target or new_card(staff.office, values)
    roles = _roles(leaving, people, target)
    for one in leaving:
        before = values_of(one, card.family)
        after = {**before, **family_values(target.family), "family_role": roles[one.pk]}
        judge(staff.office, before, after, confirmed=confirmed)
    others = choose_head(card, people, new_head)
    if is_new:
        save_card(target.family)
    else:
        target.changed()
    for one in leaving:
        changes = amend(one, {"family_role": roles[one.pk]}, onto=target.family)
        record(one, Mutation.Kind.CHANGE, staff=staff, happened_on=happened, changes=changes, note=note)
    card.changed()
    for key, changed in others.items():
        words = "Setelah kepala keluarga pindah kartu."
        record(card.one(key), Mutation.Kind.CHANGE, staff=staff, happened_on=happened, changes=changed, note=words)
    return target.family


def _lock(staff: StaffMember, family_id: UUID, number: str) -> tuple[Card, Card | None]:
    """The card people leave, and the one they join if the village knows its number."""
    found = Family.objects.filter(office=staff.office_id, no_kk=number).only("pk").first()
    cards = lock_cards(staff, {family_id, found.pk} if found else {family_id})
    target = cards[found.pk] if found else None
    if target is not None and target.family.no_kk != number:
        raise Conflict(CHANGED)
    return cards[family_id], target


def _roles(leaving: list[Resident], typed: Mapping[UUID, Any], target: Card) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    errors: dict[str, str] = {}
    for one in leaving:
        try:
            found[one.pk] = int(str(parse(by_field["family_role"], typed[one.pk])))
        except ValueError as error:
            errors[f"role-{one.pk}"] = str(error)
    if errors:
        raise InvalidInput(errors)
    heads = sum(role == codes.HEAD for role in found.values())
    if target.head is None and heads != 1:
        raise InvalidInput({"roles": "Pilih tepat satu kepala keluarga untuk kartu tujuan."})
    if target.head is not None and heads:
        raise InvalidInput({"roles": f"Kepala keluarga kartu tujuan sudah ada: {target.head.name}."})
    return found
