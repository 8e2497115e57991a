"""Fetch a family card through its office and hold it: every change of the register begins here.

The family is locked before its members, and members by id, so that two changes of one card never wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from tatadesa.core.errors import Conflict, NotFound
from tatadesa.residents import codes
from tatadesa.residents.models import Family, Resident

if TYPE_CHECKING:
    from tatadesa.accounts.models import StaffMember

CHANGED = "Data ini baru saja diubah orang lain. Lihat keadaan terbarunya, lalu simpan lagi yang masih perlu."


@dataclass
class Card:
    """A family with everybody on it, the dead and those who left too, all locked."""

    family: Family
    members: list[Resident]

    @property
    def living(self) -> list[Resident]:
        """Those the card lists today, in its order."""
        return [member for member in self.members if member.base_status == codes.ALIVE]

    @property
    def head(self) -> Resident | None:
        """The living head, None on a card that has lost its own."""
        return next((member for member in self.living if member.family_role == codes.HEAD), None)

    def one(self, resident_id: UUID) -> Resident:
        """A member, whether alive or not; raises ``NotFound`` for anybody else."""
        found = next((member for member in self.members if member.pk == resident_id), None)
        if found is None:
            raise NotFound
        return found

    def changed(self) -> None:
        """Note that the address, or who is on the card, is no longer what a page showed."""
        self.family.edition += 1
        self.family.save()


def lock_card(staff: StaffMember, family_id: UUID, seen: int | None = None) -> Card:
    """A family of the officer's office; ``Conflict`` when its edition is no longer ``seen``. Raises ``NotFound``."""
    card = lock_cards(staff, [family_id])[family_id]
    require_seen(card.family.edition, seen)
    return card


def lock_cards(staff: StaffMember, family_ids: Collection[UUID]) -> dict[UUID, Card]:
    """Several families of the officer's office at once, in one order for everybody; ``NotFound`` if one is missing."""
    rows = Family.objects.select_for_update(of=("self",)).select_related("office").filter(office=staff.office_id)
    families = {family.pk: family for family in rows.filter(pk__in=family_ids).order_by("id")}
    if families.keys() != set(family_ids):
        raise NotFound
    cards = {key: Card(family, []) for key, family in families.items()}
    people = Resident.objects.select_for_update(of=("self",)).filter(office=staff.office_id, family__in=families)
    for member in people.order_by("id"):
        card = cards[member.family_id]
        member.family, member.office = card.family, card.family.office
        card.members.append(member)
    for card in cards.values():
        card.members.sort(key=lambda member: (member.family_role, member.birth_date, member.pk))
    return cards


def lock_card_of(staff: StaffMember, resident_id: UUID, seen: int | None = None) -> tuple[Card, Resident]:
    """A resident of the officer's office with the whole card; ``seen`` is the edition of the resident's own data."""
    found = Resident.objects.filter(office=staff.office_id, pk=resident_id).values_list("family_id", flat=True).first()
    if found is None:
        raise NotFound
    card = lock_card(staff, found)
    resident = next((member for member in card.members if member.pk == resident_id), None)
    if resident is None:
        # To another card, between finding and locking.
        raise Conflict(CHANGED)
    require_seen(resident.edition, seen)
    return card, resident


def require_seen(edition: int, seen: int | None) -> None:
    """Raise ``Conflict`` when ``edition`` is not the one a page showed; None is a caller that showed nothing."""
    if seen is not None and edition != seen:
        raise Conflict(CHANGED)
