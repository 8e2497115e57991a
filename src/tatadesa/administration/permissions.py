"""Who sets up an office, and who makes others."""

from tatadesa.accounts.models import Right, Role, StaffMember
from tatadesa.core.errors import NotAllowed, NotFound
from tatadesa.offices.models import Office

_ABOVE = (Office.Kind.KABUPATEN, Office.Kind.KECAMATAN)


def may_manage_office(staff: StaffMember) -> bool:
    """Changes address, letterhead, hours and closures of the own office."""
    return staff.may(Right.MANAGE)


def require_office_manager(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_manage_office``."""
    if not may_manage_office(staff):
        raise NotAllowed("Kantor diatur oleh administrator, sekretaris desa, atau kepala desa.")


def may_make_offices(staff: StaffMember) -> bool:
    """Makes the offices of the own region: an administrator of a kabupaten, kota or kecamatan."""
    return staff.office.kind in _ABOVE and staff.has_role(Role.ADMINISTRATOR) and staff.may(Right.MANAGE)


def require_maker(staff: StaffMember) -> None:
    """Raise ``NotFound`` unless ``may_make_offices``: to others the pages do not exist."""
    if not may_make_offices(staff):
        raise NotFound
