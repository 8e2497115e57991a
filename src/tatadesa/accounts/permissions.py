"""Who on the desk may do what with accounts."""

from tatadesa.accounts.models import Right, Role, StaffMember


def may_manage_citizens(staff: StaffMember) -> bool:
    """Give temporary PINs, open accounts at the counter, switch them off and on."""
    return staff.has_role(Role.OPERATOR, Role.SEKDES)


def may_manage_staff(staff: StaffMember) -> bool:
    """Make and change accounts of colleagues, take a lost second factor off, give a temporary password."""
    return staff.has_role(Role.ADMINISTRATOR) and staff.may(Right.MANAGE)
