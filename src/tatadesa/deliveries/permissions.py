"""Who works on deliveries."""

from tatadesa.accounts.models import Right, Role, StaffMember
from tatadesa.core.errors import NotAllowed

_SENDERS = (Role.OPERATOR, Role.KASI, Role.SEKDES, Role.KADES)


def may_send(staff: StaffMember) -> bool:
    """True for those of a village who bring letters on their way."""
    return staff.office.is_village and staff.has_role(*_SENDERS) and staff.may(Right.SEE)


def require_sender(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_send``."""
    if not may_send(staff):
        raise NotAllowed("Surat dikirim oleh operator, kasi, sekretaris desa, atau kepala desa.")


def may_set(staff: StaffMember) -> bool:
    """True for those who say how an office sends and with which account."""
    return staff.may(Right.MANAGE)


def require_setter(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_set``."""
    if not may_set(staff):
        raise NotAllowed("Pengiriman diatur oleh pengelola kantor.")
