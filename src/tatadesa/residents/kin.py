"""Who of a family card is somebody's husband or wife, father and mother. Pure.

Only people of one card: of others a citizen may learn no more than what their own record says.
"""

from __future__ import annotations

from collections.abc import Sequence

from tatadesa.core.plain import comparable
from tatadesa.residents import codes
from tatadesa.residents.models import Resident

_COUPLE = (codes.HEAD, codes.HUSBAND, codes.WIFE)


def spouse(resident: Resident, members: Sequence[Resident]) -> Resident | None:
    """The one the resident is married to; None where the card leaves it open (two wives, a married child)."""
    if resident.marital_status != codes.MARRIED or resident.family_role not in _COUPLE:
        return None
    wanted = (codes.HUSBAND, codes.WIFE) if resident.family_role == codes.HEAD else (codes.HEAD,)
    found = [member for member in members if member.family_role in wanted and member.sex != resident.sex]
    return found[0] if len(found) == 1 else None


def father(resident: Resident, members: Sequence[Resident]) -> Resident | None:
    """The father, where he is on the card."""
    return _parent(resident, members, codes.MALE, resident.father_nik, resident.father_name)


def mother(resident: Resident, members: Sequence[Resident]) -> Resident | None:
    """The mother, where she is on the card."""
    return _parent(resident, members, codes.FEMALE, resident.mother_nik, resident.mother_name)


def _parent(resident: Resident, members: Sequence[Resident], sex: int, nik: str, name: str) -> Resident | None:
    """By NIK where the record has one; else the one whose place on the card is a parent's, unless the name says no."""
    others = [member for member in members if member != resident and member.sex == sex]
    if nik:
        return next((member for member in others if member.nik == nik), None)
    places = {codes.CHILD: _COUPLE, codes.HEAD: (codes.PARENT,)}.get(resident.family_role, ())
    found = [member for member in others if member.family_role in places]
    named = [member for member in found if not name or comparable(member.name) == comparable(name)]
    return named[0] if len(named) == 1 else None
