"""What a family card needs when people leave it: another head, and whom that makes what."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tatadesa.core.errors import InvalidInput
from tatadesa.residents.amending import amend
from tatadesa.residents.history import Changes
from tatadesa.residents.locking import Card
from tatadesa.residents.models import Resident
from tatadesa.residents.succession import roles_under


def needs_new_head(card: Card, leaving: Collection[UUID]) -> bool:
    """True when the head leaves and somebody stays."""
    head = card.head
    return head is not None and head.pk in leaving and any(one.pk not in leaving for one in card.living)


def choose_head(card: Card, leaving: Collection[UUID], new_head: UUID | None) -> dict[UUID, Changes]:
    """Make ``new_head`` the head of those who stay on the card, by the changes this made to each member.

    Nothing where the head stays. Raises ``InvalidInput`` at ``new_head`` when one has to be chosen.
    """
    if not needs_new_head(card, leaving):
        return {}
    staying = [one for one in card.living if one.pk not in leaving]
    chosen = next((one for one in staying if one.pk == new_head), None)
    if chosen is None:
        raise InvalidInput({"new_head": "Kepala keluarga tidak lagi di kartu ini. Pilih kepala keluarga yang baru."})
    roles = roles_under(chosen, staying)
    changes = {one.pk: amend(one, {"family_role": roles[one.pk]}) for one in staying}
    return {key: changed for key, changed in changes.items() if changed}


def people_on(card: Card, people: Collection[UUID]) -> list[Resident]:
    """The living members with those ids; raises ``InvalidInput`` at ``people`` for none or for somebody else."""
    found = [one for one in card.living if one.pk in people]
    if not found:
        raise InvalidInput({"people": "Pilih paling sedikit satu orang."})
    if len(found) != len(set(people)):
        raise InvalidInput({"people": "Ada orang yang tidak lagi di kartu keluarga ini. Pilih lagi."})
    return found
