"""Who may decide, and who may set."""

import pytest

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.core.errors import NotAllowed
from tatadesa.registrations import permissions

DECIDERS = {Role.OPERATOR, Role.SEKDES, Role.KADES}
SETTERS = {Role.ADMINISTRATOR, Role.SEKDES, Role.KADES}


@pytest.mark.parametrize("role", Role)
def test_each_role_may_what_it_may_and_no_more(role: Role) -> None:
    staff = StaffMember(roles=[role])
    assert permissions.may_decide(staff) == (role in DECIDERS)
    assert permissions.may_change_settings(staff) == (role in SETTERS)
    if role not in DECIDERS:
        with pytest.raises(NotAllowed):
            permissions.require_decider(staff)
    if role not in SETTERS:
        with pytest.raises(NotAllowed):
            permissions.require_setter(staff)
