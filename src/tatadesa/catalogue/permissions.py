"""Who may change what an office offers."""

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.core.errors import NotAllowed

_BUILDERS = (Role.OPERATOR, Role.SEKDES, Role.KADES, Role.ADMINISTRATOR)


def may_build(staff: StaffMember) -> bool:
    """True for those who change and publish forms of their own office."""
    return staff.has_role(*_BUILDERS)


def require_builder(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_build``."""
    if not may_build(staff):
        raise NotAllowed("Formulir layanan disusun oleh operator, sekretaris desa, kepala desa, atau administrator.")


def may_read_services(staff: StaffMember) -> bool:
    """True for those who see the list of services with its settings and the inner parts of the standard."""
    return staff.has_role(*_BUILDERS, Role.KASI, Role.AGENCY_OFFICER)


def require_services_reader(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_read_services``."""
    if not may_read_services(staff):
        raise NotAllowed("Daftar layanan dibuka oleh perangkat yang melayani permohonan. Peran Anda tidak mencakupnya.")


def may_change_settings(staff: StaffMember) -> bool:
    """True for those who open, close and bound the services of their office; in an agency its officers do."""
    return may_build(staff) or staff.has_role(Role.AGENCY_OFFICER)


def require_settings_editor(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_change_settings``."""
    if not may_change_settings(staff):
        raise NotAllowed("Layanan diatur oleh operator, sekretaris desa, kepala desa, atau administrator.")
