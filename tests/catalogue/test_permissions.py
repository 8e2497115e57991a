"""Who may change what an office offers: rights, not names of roles."""

import pytest

from tatadesa.accounts.models import Right
from tatadesa.catalogue.builder.queries import service_in_office
from tatadesa.catalogue.permissions import may_build, may_change_settings, may_read_services
from tatadesa.core.errors import NotAllowed
from tests.people import World


def test_the_usual_roles_bring_what_is_needed(world: World) -> None:
    assert all(may_build(one) for one in (world.operator, world.sekdes, world.kades))
    world.operator.roles = ["kasi"]
    assert not may_build(world.operator)
    assert may_read_services(world.operator)
    world.operator.roles = ["administrator"]
    assert may_build(world.operator)


def test_a_right_that_was_taken_shuts_the_builder(world: World) -> None:
    world.sekdes.rights_taken = [Right.MANAGE]
    assert not may_build(world.sekdes)
    assert may_read_services(world.sekdes)
    with pytest.raises(NotAllowed):
        service_in_office(world.sekdes, "surat-uji")
    world.operator.rights_taken = [Right.DECIDE]
    assert not may_build(world.operator)
    world.operator.rights_taken = [Right.DECIDE, Right.SEE]
    assert not may_read_services(world.operator)


def test_a_right_that_was_given_opens_it(world: World) -> None:
    world.operator.roles, world.operator.rights_given = ["kasi"], [Right.MANAGE]
    assert may_build(world.operator)
    assert may_change_settings(world.operator)


@pytest.mark.parametrize(("taken", "may"), [([], True), ([Right.DECIDE], False)])
def test_in_an_agency_its_officers_set_the_services(world: World, taken: list[str], *, may: bool) -> None:
    world.operator.roles, world.operator.rights_taken = ["agency_officer"], taken
    assert may_change_settings(world.operator) is may
    assert not may_build(world.operator)
