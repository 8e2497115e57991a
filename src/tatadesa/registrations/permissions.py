"""Who decides on registrations, and who sets how they are handled. Always at the own office."""

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.core.errors import NotAllowed

_DECIDERS = (Role.OPERATOR, Role.SEKDES, Role.KADES)
_SETTERS = (Role.ADMINISTRATOR, Role.SEKDES, Role.KADES)


def may_decide(staff: StaffMember) -> bool:
    """Sees registrations and the photos of KTPs, and decides on them."""
    return staff.has_role(*_DECIDERS)


def may_change_settings(staff: StaffMember) -> bool:
    """Says whether accounts are active at once and how long photos are kept."""
    return staff.has_role(*_SETTERS)


def require_decider(staff: StaffMember) -> None:
    """Raises ``NotAllowed`` for everybody who does not decide."""
    if not may_decide(staff):
        raise NotAllowed("Pendaftaran warga diperiksa oleh operator, sekretaris desa, atau kepala desa.")


def require_setter(staff: StaffMember) -> None:
    """Raises ``NotAllowed`` for everybody who may not change the settings."""
    if not may_change_settings(staff):
        raise NotAllowed("Pengaturan pendaftaran diubah oleh administrator, sekretaris desa, atau kepala desa.")
