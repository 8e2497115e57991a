"""Who sees which figures."""

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.core.errors import NotAllowed

_WORKERS = (Role.OPERATOR, Role.KASI, Role.SEKDES, Role.KADES, Role.AGENCY_OFFICER)
_LEADERS = (Role.SEKDES, Role.KADES)
# The levels of government above villages; agencies beside them (KUA, Polsek, dinas) do not look over villages.
_SUPERVISING = ("kecamatan", "kabupaten", "kota", "provinsi")


def may_read(staff: StaffMember) -> bool:
    """True for those who work on what comes to the office, and for its administrator. Not for RT and RW heads."""
    return staff.has_role(*_WORKERS, Role.ADMINISTRATOR)


def require_reader(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_read``."""
    if not may_read(staff):
        raise NotAllowed("Dasbor dibuka oleh perangkat yang melayani permohonan. Peran Anda tidak mencakupnya.")


def sees_colleagues(staff: StaffMember) -> bool:
    """True for those who lead the office: they see the load of everybody by name."""
    return staff.has_role(*_LEADERS)


def sees_own_load(staff: StaffMember) -> bool:
    """True for those who have a row of their own to see; an administrator works on no application."""
    return staff.has_role(*_WORKERS)


def may_compare(staff: StaffMember) -> bool:
    """True for those who work at an office above villages: a kecamatan, or what stands above it."""
    return staff.office.kind in _SUPERVISING and staff.has_role(*_WORKERS)


def require_comparer(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_compare``."""
    if not may_compare(staff):
        raise NotAllowed("Perbandingan desa dibuka oleh petugas kecamatan atau kabupaten.")
