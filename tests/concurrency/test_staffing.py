"""Two administrators at one moment: the office is never left without one."""

import pytest

from tatadesa.accounts.actions.change_staff_member import change_staff_member
from tatadesa.accounts.actions.switch_staff_member import switch_staff_member
from tatadesa.accounts.models import Role, StaffMember
from tatadesa.accounts.permissions import may_manage_staff
from tatadesa.accounts.staff_form import Details
from tests.administration.people import administrator
from tests.concurrency.test_applications import at_once
from tests.people import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_take_each_other_off(world: World) -> None:
    one, other = administrator(world.karangsari), administrator(world.karangsari, "admin-2")
    at_once(
        lambda: switch_staff_member(one, other.pk, on=False),
        lambda: switch_staff_member(other, one.pk, on=False),
    )
    left = StaffMember.objects.filter(account__is_active=True, roles__contains=[Role.ADMINISTRATOR])
    assert left.count() == 1


def test_two_who_step_back(world: World) -> None:
    one, other = administrator(world.karangsari), administrator(world.karangsari, "admin-2")
    plain = Details("Nur Hidayati", "Staf", (Role.OPERATOR,))
    results = at_once(
        lambda: change_staff_member(one, one.pk, plain),
        lambda: change_staff_member(other, other.pk, plain),
    )
    assert sum(isinstance(result, Exception) for result in results) == 1
    people = StaffMember.objects.select_related("office").filter(pk__in=(one.pk, other.pk))
    assert sum(may_manage_staff(person) for person in people) == 1
