"""Correcting a card: the address once for all, and exactly one head."""

import pytest

from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.residents import codes
from tatadesa.residents.actions.change_family import change_family
from tatadesa.residents.models import Family, Mutation
from tatadesa.residents.reading import Unconfirmed
from tests.people import World
from tests.residents.register import entries, family_of, member, of

pytestmark = pytest.mark.django_db


def test_a_new_address_is_in_the_history_of_every_living_member(world: World) -> None:
    dead = member(world, "ALMARHUM", base_status=codes.DEAD)
    family = family_of(world.siti)
    values = {"family.address": "Jl. Kenanga 9", "family.rt": "4"}
    change_family(world.operator, family.pk, seen=1, values=values, note="Pindah rumah")
    family = family_of(world.siti)
    assert (family.address, family.rt, family.edition) == ("Jl. Kenanga 9", "004", 2)
    for account in (world.siti, world.budi):
        [entry] = entries(of(account))
        assert entry.changes == {"family.address": ["Jl. Melati 1", "Jl. Kenanga 9"], "family.rt": ["001", "004"]}
    assert not entries(dead)


def test_husband_and_wife_change_places_in_one_go(world: World) -> None:
    siti, budi = of(world.siti), of(world.budi)
    roles = {siti.pk: "Kepala Keluarga", budi.pk: "2"}
    change_family(world.sekdes, siti.family_id, seen=1, values={}, roles=roles)
    assert (of(world.siti).family_role, of(world.budi).family_role) == (codes.HEAD, codes.HUSBAND)
    assert entries(siti)[0].changes == {"family_role": [codes.WIFE, codes.HEAD]}


@pytest.mark.parametrize("role", ["1", "3"])
def test_a_card_has_exactly_one_head(world: World, role: str) -> None:
    siti, budi = of(world.siti), of(world.budi)
    with pytest.raises(InvalidInput) as refused:
        change_family(world.operator, siti.family_id, seen=1, values={}, roles={siti.pk: role, budi.pk: role})
    assert "kepala keluarga" in refused.value.errors["roles"]
    assert not Mutation.objects.exists()


def test_a_role_of_somebody_elsewhere_and_an_unknown_role_are_refused(world: World) -> None:
    siti, joko = of(world.siti), of(world.joko)
    with pytest.raises(InvalidInput) as refused:
        change_family(world.operator, siti.family_id, seen=1, values={}, roles={joko.pk: "4", siti.pk: "77"})
    assert refused.value.errors.keys() == {f"role-{joko.pk}", f"role-{siti.pk}"}


def test_a_number_another_family_has_is_refused(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_family(world.operator, family_of(world.siti).pk, seen=1, values={"family.no_kk": "3302070101109002"})
    assert "sudah dipakai" in refused.value.errors["family.no_kk"]
    assert family_of(world.siti).no_kk == "3302070101109001"


def test_a_card_number_from_the_future_or_from_nowhere_is_confirmed_first(world: World) -> None:
    family = family_of(world.siti)
    values = {"family.no_kk": "9902073112990001"}
    with pytest.raises(Unconfirmed) as odd:
        change_family(world.operator, family.pk, seen=1, values=values)
    assert "wilayah" in odd.value.warnings["family.no_kk"]
    assert "belum terjadi" in odd.value.warnings["family.no_kk"]
    change_family(world.operator, family.pk, seen=1, values=values, confirmed=True)
    assert family_of(world.siti).no_kk == "9902073112990001"


def test_a_stale_page_another_village_and_another_role(world: World) -> None:
    family = family_of(world.siti)
    values = {"family.dusun": "Kulon"}
    with pytest.raises(NotFound):
        change_family(world.stranger_operator, family.pk, seen=1, values=values)
    with pytest.raises(NotAllowed):
        change_family(world.kades, family.pk, seen=1, values=values)
    change_family(world.operator, family.pk, seen=1, values=values)
    with pytest.raises(Conflict):
        change_family(world.operator, family.pk, seen=1, values={"family.dusun": "Wetan"})
    with pytest.raises(Conflict, match="Tidak ada yang berubah"):
        change_family(world.operator, family.pk, seen=2, values=values)
    assert Family.objects.get(pk=family.pk).dusun == "Kulon"
