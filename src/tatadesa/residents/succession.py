"""Who is what on a family card once it has another head. Pure: knows roles, sexes and the parents' numbers."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from tatadesa.residents import codes
from tatadesa.residents.models import Resident

_SPOUSES = (codes.HUSBAND, codes.WIFE)
_STAY = (codes.CHILD, codes.CHILD_IN_LAW, codes.GRANDCHILD)


def roles_under(head: Resident, members: Iterable[Resident]) -> dict[UUID, int]:
    """The role of each of ``members`` (who stay on the card) when ``head``, one of them, becomes the head.

    Parents and children by their numbers come first, then what the old roles say; where both are silent the person is
    other kin (famili lain), and an officer corrects it.
    """
    others = [member for member in members if member.pk != head.pk]
    roles = {member.pk: _role(head, member) for member in others}
    return {head.pk: codes.HEAD, **roles}


def spouse_of(resident: Resident, living: Iterable[Resident]) -> Resident | None:
    """The wife or husband on the same card, as far as the roles say it: between the head and a spouse of the head."""
    wanted = _SPOUSES if resident.family_role == codes.HEAD else (codes.HEAD,)
    if resident.family_role not in (codes.HEAD, *_SPOUSES):
        return None
    found = [one for one in living if one.pk != resident.pk and one.family_role in wanted]
    return found[0] if len(found) == 1 else None


def _role(head: Resident, other: Resident) -> int:
    if head.nik in (other.father_nik, other.mother_nik):
        return codes.CHILD
    if other.nik in (head.father_nik, head.mother_nik):
        return codes.PARENT
    if head.family_role in _SPOUSES:
        return _under_spouse(other)
    if head.family_role == codes.CHILD and other.family_role in (codes.HEAD, *_SPOUSES):
        return codes.PARENT
    if other.family_role > codes.OTHER_KIN:
        return other.family_role
    return codes.OTHER_KIN


def _under_spouse(other: Resident) -> int:
    swapped = {codes.PARENT: codes.PARENT_IN_LAW, codes.PARENT_IN_LAW: codes.PARENT}
    if other.family_role == codes.HEAD:
        return codes.HUSBAND if other.sex == codes.MALE else codes.WIFE
    if other.family_role in _STAY or other.family_role > codes.OTHER_KIN:
        return other.family_role
    return swapped.get(other.family_role, codes.OTHER_KIN)
