"""Who may change what an office offers."""

from tatadesa.accounts.models import Right, Role, StaffMember
from tatadesa.core.errors import NotAllowed

_SERVING = (Role.OPERATOR, Role.KASI, Role.SEKDES, Role.KADES, Role.AGENCY_OFFICER)


def may_build(staff: StaffMember) -> bool:
    """True for those who change and publish forms of their own office.

    Whoever may manage the office; and the operator, who manages nothing else, as long as requests may be decided.
    """
    return staff.may(Right.MANAGE) or (staff.has_role(Role.OPERATOR) and staff.may(Right.DECIDE))


def require_builder(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_build``."""
    if not may_build(staff):
        raise NotAllowed(
            "Formulir layanan disusun oleh operator dan oleh mereka yang mengatur kantor. Hak Anda tidak mencakupnya."
        )


def may_read_services(staff: StaffMember) -> bool:
    """True for those who see the list of services with its settings and the inner parts of the standard."""
    return may_build(staff) or (staff.has_role(*_SERVING) and staff.may(Right.SEE))


def require_services_reader(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_read_services``."""
    if not may_read_services(staff):
        raise NotAllowed("Daftar layanan dibuka oleh perangkat yang melayani permohonan. Peran Anda tidak mencakupnya.")


def may_change_settings(staff: StaffMember) -> bool:
    """True for those who open, close and bound the services of their office; in an agency its officers do."""
    return may_build(staff) or (staff.has_role(Role.AGENCY_OFFICER) and staff.may(Right.DECIDE))


def require_settings_editor(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_change_settings``."""
    if not may_change_settings(staff):
        raise NotAllowed(
            "Layanan diatur oleh operator dan oleh mereka yang mengatur kantor. Hak Anda tidak mencakupnya."
        )
