"""Who reads the register, and which part; who writes into it."""

import pytest

from tatadesa.core.errors import NotAllowed, NotFound
from tatadesa.residents.permissions import may_edit, may_read, require_editor
from tatadesa.residents.queries import by_nik, family_of_office, resident_of_office
from tests.people import World
from tests.residents.register import family_of, of, role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("roles", "reads", "edits"),
    [
        (["operator"], True, True),
        (["sekdes"], True, True),
        (["kasi"], True, False),
        (["kades"], True, False),
        (["administrator"], False, False),
        (["agency_officer"], False, False),
        (["rt"], False, False),
        (["rw"], False, False),
        (["rt", "operator"], True, True),
    ],
)
def test_roles(world: World, roles: list[str], *, reads: bool, edits: bool) -> None:
    staff = role(world.other_operator, *roles)
    assert (may_read(staff), may_edit(staff)) == (reads, edits)
    if reads:
        assert resident_of_office(staff, of(world.siti).pk).name == "SITI AMINAH"
    else:
        with pytest.raises(NotAllowed):
            resident_of_office(staff, of(world.siti).pk)
    if not edits:
        with pytest.raises(NotAllowed):
            require_editor(staff)


@pytest.mark.parametrize(
    ("roles", "rt", "rw", "sees_siti", "sees_joko"),
    [
        (["rt"], "001", "002", True, False),
        (["rt"], "003", "002", False, True),
        (["rt"], "001", "001", False, False),
        (["rw"], "", "002", True, True),
        (["rw"], "", "001", False, False),
        (["rt", "rw"], "003", "002", True, True),
    ],
)
def test_an_rt_or_rw_head_sees_the_own_part(
    world: World, roles: list[str], rt: str, rw: str, *, sees_siti: bool, sees_joko: bool
) -> None:
    head = role(world.other_operator, *roles, rt=rt, rw=rw)
    for account, sees in ((world.siti, sees_siti), (world.joko, sees_joko)):
        if sees:
            assert resident_of_office(head, of(account).pk)
            assert family_of_office(head, family_of(account).pk)
        else:
            with pytest.raises(NotFound):
                resident_of_office(head, of(account).pk)
            with pytest.raises(NotFound):
                family_of_office(head, family_of(account).pk)


def test_another_village_finds_nobody(world: World) -> None:
    with pytest.raises(NotFound):
        resident_of_office(world.stranger_operator, of(world.siti).pk)
    with pytest.raises(NotFound):
        family_of_office(world.stranger_operator, family_of(world.siti).pk)
    assert by_nik(world.sidamulya, of(world.siti).nik) is None
    assert by_nik(world.karangsari, of(world.siti).nik) == of(world.siti)
