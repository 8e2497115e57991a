"""Missing, away, not real; and back again."""

import pytest

from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.residents import codes
from tatadesa.residents.actions.change_status import change_status
from tatadesa.residents.actions.record_death import record_death
from tests.people import World
from tests.residents.register import entries, fresh, member, of

pytestmark = pytest.mark.django_db

DAY = "2026-11-02"


def test_a_missing_head_is_followed_and_comes_back_as_other_kin(world: World) -> None:
    budi, siti = of(world.budi), of(world.siti)
    with pytest.raises(InvalidInput) as refused:
        change_status(world.operator, budi.pk, seen=1, status=codes.MISSING, happened_on=DAY, note="Tidak pulang")
    assert "new_head" in refused.value.errors
    given = {"status": codes.MISSING, "happened_on": DAY, "note": "Tidak pulang", "new_head": siti.pk}
    change_status(world.operator, budi.pk, seen=1, **given)  # type: ignore[arg-type]
    assert (of(world.budi).base_status, of(world.siti).family_role) == (codes.MISSING, codes.HEAD)
    change_status(world.operator, budi.pk, seen=2, status=codes.ALIVE, happened_on=DAY, note="Sudah pulang")
    assert (of(world.budi).base_status, of(world.budi).family_role) == (codes.ALIVE, codes.OTHER_KIN)
    assert [entry.changes.get("base_status") for entry in entries(budi)] == [[1, 4], [4, 1]]


def test_a_death_written_by_mistake_is_undone_and_the_account_stays_off(world: World) -> None:
    joko = of(world.joko)
    record_death(world.operator, joko.pk, seen=1, happened_on=DAY)
    change_status(world.operator, joko.pk, seen=2, status=codes.ALIVE, happened_on=DAY, note="Salah orang")
    joko = fresh(joko)
    assert (joko.base_status, joko.family_role) == (codes.ALIVE, codes.HEAD)
    assert joko.account is not None
    assert not joko.account.is_active


def test_death_and_moving_have_forms_of_their_own(world: World) -> None:
    for status in (codes.DEAD, codes.MOVED, 77):
        with pytest.raises(InvalidInput) as refused:
            change_status(world.operator, of(world.joko).pk, seen=1, status=status, happened_on=DAY, note="x")
        assert "status" in refused.value.errors


def test_a_reason_is_needed_and_a_change_too(world: World) -> None:
    son = member(world, "BAGAS")
    with pytest.raises(InvalidInput) as refused:
        change_status(world.operator, son.pk, seen=1, status=codes.GONE, happened_on=DAY, note=" ")
    assert "note" in refused.value.errors
    with pytest.raises(Conflict):
        change_status(world.operator, son.pk, seen=1, status=codes.ALIVE, happened_on=DAY, note="x")


def test_only_editors_of_the_village(world: World) -> None:
    son = member(world, "BAGAS")
    for staff, refusal in ((world.stranger_operator, NotFound), (world.kades, NotAllowed)):
        with pytest.raises(refusal):
            change_status(staff, son.pk, seen=1, status=codes.GONE, happened_on=DAY, note="x")
    with pytest.raises(Conflict):
        change_status(world.operator, son.pk, seen=9, status=codes.GONE, happened_on=DAY, note="x")
