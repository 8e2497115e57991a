"""A birth: onto the parents' card, with the parents as the register has them."""

from datetime import date
from typing import Any

import pytest

from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.residents import codes
from tatadesa.residents.actions.record_birth import record_birth
from tatadesa.residents.models import Mutation, Resident
from tatadesa.residents.nik import is_temporary
from tatadesa.residents.queries import family_members
from tests.people import World
from tests.residents.register import entries, family_of, of

pytestmark = pytest.mark.django_db

BABY = {"name": "NAWANG SEKAR", "sex": "P", "birth_place": "BANYUMAS", "birth_date": "2026-09-03"}


def born(world: World, **changes: Any) -> Resident:
    siti, budi = of(world.siti), of(world.budi)
    return record_birth(
        world.operator, siti.family_id, seen=1, values={**BABY, **changes}, father=budi.pk, mother=siti.pk
    )


def test_a_child_joins_the_card_with_the_parents_of_the_register(world: World) -> None:
    baby = born(world)
    assert (baby.father_name, baby.father_nik) == ("BUDI SANTOSO", of(world.budi).nik)
    assert (baby.mother_name, baby.mother_nik) == ("SITI AMINAH", of(world.siti).nik)
    assert (baby.family_role, baby.marital_status, baby.education) == (codes.CHILD, codes.UNMARRIED, 1)
    assert (baby.religion, baby.citizenship) == (1, codes.INDONESIAN)
    assert [one.name for one in family_members(of(world.siti))] == ["BUDI SANTOSO", "SITI AMINAH", "NAWANG SEKAR"]
    [entry] = entries(baby)
    assert (entry.kind, entry.happened_on) == (Mutation.Kind.BIRTH, date(2026, 9, 3))
    assert entry.changes["family.no_kk"] == [None, "3302070101109001"]


def test_without_a_nik_the_child_gets_one_that_can_never_be_real(world: World) -> None:
    assert is_temporary(born(world).nik)


def test_with_a_nik_it_is_checked(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        born(world, nik="12")
    assert "nik" in refused.value.errors
    with pytest.raises(InvalidInput) as refused:
        born(world, nik=of(world.joko).nik)
    assert "sudah tercatat" in refused.value.errors["nik"]
    assert born(world, nik="3302074309260001").nik == "3302074309260001"


def test_sending_twice_adds_one_child(world: World) -> None:
    born(world)
    with pytest.raises(Conflict):
        born(world)
    assert Resident.objects.filter(name="NAWANG SEKAR").count() == 1


def test_a_parent_who_is_elsewhere_is_typed(world: World) -> None:
    siti = of(world.siti)
    values = {**BABY, "father_name": "PAK JAUH"}
    baby = record_birth(world.operator, siti.family_id, seen=1, values=values, mother=siti.pk)
    assert (baby.father_name, baby.father_nik, baby.mother_nik) == ("PAK JAUH", "", siti.nik)


@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", ""), ("sex", ""), ("birth_date", ""), ("birth_date", "2090-01-01"), ("family_role", "1")],
)
def test_what_is_missing_or_impossible_is_told_at_its_field(world: World, field: str, typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        born(world, **{field: typed})
    assert field in refused.value.errors
    assert not Mutation.objects.exists()


def test_parents_must_be_on_the_card_and_of_the_right_sex(world: World) -> None:
    siti, joko = of(world.siti), of(world.joko)
    for father in (siti.pk, joko.pk):
        with pytest.raises(InvalidInput) as refused:
            record_birth(world.operator, siti.family_id, seen=1, values=BABY, father=father)
        assert "father" in refused.value.errors


def test_only_editors_of_the_village(world: World) -> None:
    family = family_of(world.siti)
    with pytest.raises(NotFound):
        record_birth(world.stranger_operator, family.pk, seen=1, values=BABY)
    with pytest.raises(NotAllowed):
        record_birth(world.kades, family.pk, seen=1, values=BABY)
