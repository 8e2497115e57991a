"""How far a new office has come."""

from typing import Any

import pytest

from tatadesa.accounts.actions.add_staff_member import add_staff_member
from tatadesa.accounts.models import Role, StaffMember
from tatadesa.accounts.staff_form import Details
from tatadesa.administration import changes
from tatadesa.administration.actions.change_hours import Hours, change_hours
from tatadesa.administration.actions.change_letterhead import Head, change_letterhead
from tatadesa.administration.actions.change_profile import Profile, change_profile
from tatadesa.administration.actions.create_office import create_office
from tatadesa.administration.new_offices import Typed
from tatadesa.administration.onboarding import progress_of
from tatadesa.catalogue.actions.publish_from_library import publish_from_library
from tatadesa.catalogue.models import Service
from tatadesa.core.errors import InvalidInput, NotAllowed, NotFound
from tests.administration.people import villages
from tests.people import World


@pytest.fixture
def admin(world: World) -> StaffMember:
    """The administrator of a village that has nothing yet."""
    [code] = villages(1)
    made = create_office(Typed(code, "Jl. 1", "Ani", "admin.satu"))
    staff = StaffMember.objects.select_related("account", "office").get(office=made.office)
    staff.account.set_password("rahasia-panjang-77")
    staff.account.save()
    return staff


def done(admin: StaffMember) -> list[str]:
    return [step.key for step in progress_of(admin).steps if step.is_done]


def test_from_nothing_to_ready(admin: StaffMember) -> None:
    assert done(admin) == []
    change_profile(admin, Profile("Jl. 1"), seen=changes.latest(admin.office))
    office = admin.office
    head = Head("\n".join(office.letterhead), office.paper, office.number_pattern, office.number_code)
    change_letterhead(admin, head, seen=changes.latest(office))
    week = [("08:00", "15:00", "", "")] * 5 + [("",) * 4] * 2
    change_hours(admin, Hours(week, office.timezone, works_through_joint_leave=False), seen=changes.latest(office))
    assert done(admin) == ["profile", "letterhead", "hours"]
    assert "Operator" in next(step.lacks for step in progress_of(admin).steps if step.key == "staff")
    for username, role in (("op.satu", Role.OPERATOR), ("kades.satu", Role.KADES)):
        details = Details(username, role.label, (role,))
        add_staff_member(admin, username, details, own_password="rahasia-panjang-77")
    assert publish_from_library(admin, ["domisili", "sktm"]) == 2
    progress = progress_of(admin)
    assert done(admin) == ["profile", "letterhead", "hours", "staff", "services"]
    assert progress.next is None, "the register may come later"


def test_it_costs_the_same_however_far(admin: StaffMember, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        progress_of(admin)


def test_not_for_operators(world: World) -> None:
    with pytest.raises(NotAllowed):
        progress_of(world.operator)


def test_what_is_there_stays_as_it_is(admin: StaffMember) -> None:
    publish_from_library(admin, ["domisili"])
    version = Service.objects.get(office=admin.office, slug="domisili").current_id
    assert publish_from_library(admin, ["domisili", "sktm"]) == 1
    assert Service.objects.get(office=admin.office, slug="domisili").current_id == version
    with pytest.raises(NotFound):
        publish_from_library(admin, ["tidak-ada", "kehilangan"])
    assert not Service.objects.filter(office=admin.office, slug="kehilangan").exists()
    with pytest.raises(InvalidInput):
        publish_from_library(admin, [])
