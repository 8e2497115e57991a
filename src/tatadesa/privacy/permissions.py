"""Who at the office answers requests about personal data."""

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.privacy.models import DataRequest

_ANSWER = (Role.OPERATOR, Role.SEKDES, Role.KADES)
_CLOSE = (Role.SEKDES, Role.KADES)


def may_read(staff: StaffMember) -> bool:
    """Sees the office's requests."""
    return staff.has_role(*_ANSWER)


def may_answer(staff: StaffMember, request: DataRequest) -> bool:
    """Answers this one. Closing an account cannot be undone, so that takes the secretary or the head."""
    if request.office_id != staff.office_id:
        return False
    return staff.has_role(*(_CLOSE if request.kind == DataRequest.Kind.DELETION else _ANSWER))
