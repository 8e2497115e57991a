"""Who sets how an office tells people."""

from tatadesa.accounts.models import Right, StaffMember
from tatadesa.core.errors import NotAllowed


def require_setter(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``staff`` sets the office up."""
    if not staff.may(Right.MANAGE):
        raise NotAllowed("Kabar kepada warga diatur oleh pengelola kantor.")
