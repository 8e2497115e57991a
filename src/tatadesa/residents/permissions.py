"""Who may see the register, and which part of it, and who may change it."""

from django.db.models import Q

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.core.errors import NotAllowed

_READERS = (Role.OPERATOR, Role.KASI, Role.SEKDES, Role.KADES)
_EDITORS = (Role.OPERATOR, Role.SEKDES)


def may_read(staff: StaffMember) -> bool:
    """True for those who work with the register, and for an RT or RW head, who sees the own part of it only."""
    return staff.has_role(*_READERS) or bool(areas(staff))


def may_edit(staff: StaffMember) -> bool:
    """True for those who write into the register."""
    return staff.has_role(*_EDITORS)


def readable(staff: StaffMember, family: str = "family__") -> Q:
    """Of the rows of the officer's office, those ``staff`` may read; ``family`` is the way to the family's address.

    Raises ``NotAllowed`` for a role that reads nothing.
    """
    if staff.has_role(*_READERS):
        return Q()
    own = areas(staff)
    if not own:
        raise NotAllowed("Data penduduk dibuka oleh perangkat desa yang melayani warga. Peran Anda tidak mencakupnya.")
    part = Q()
    for area in own.values():
        part |= Q(**{f"{family}{name}": value for name, value in area.items()})
    return part


def require_editor(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_edit``."""
    if not may_edit(staff):
        raise NotAllowed("Data penduduk diubah oleh operator atau sekretaris desa. Minta mereka mengubahnya.")


def may_set_source(staff: StaffMember) -> bool:
    """True for those who may say where questions to Dukcapil go, and with which password."""
    return staff.has_role(Role.ADMINISTRATOR)


def require_source_setter(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_set_source``."""
    if not may_set_source(staff):
        raise NotAllowed("Sambungan Dukcapil diatur oleh administrator.")


def areas(staff: StaffMember) -> dict[str, dict[str, str]]:
    """By role, the parts of the village that an RT or RW head looks after; without their numbers there is none."""
    held = {}
    if staff.has_role(Role.RT) and staff.rt and staff.rw:
        held[Role.RT.value] = {"rt": staff.rt, "rw": staff.rw}
    if staff.has_role(Role.RW) and staff.rw:
        held[Role.RW.value] = {"rw": staff.rw}
    return held


def is_in_own_part(staff: StaffMember, rt: str, rw: str) -> bool:
    """True when the RT or RW head ``staff`` looks after ``rt`` of ``rw``."""
    place = {"rt": rt, "rw": rw}
    return any(all(place[name] == value for name, value in area.items()) for area in areas(staff).values())
