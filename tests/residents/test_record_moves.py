"""Moving out, moving in, coming back, and from one card of the village to another."""

from datetime import date
from typing import Any

import pytest

from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.residents import codes
from tatadesa.residents.actions.change_card import change_card
from tatadesa.residents.actions.record_move_in import record_move_in
from tatadesa.residents.actions.record_move_out import record_move_out
from tatadesa.residents.models import Family, Mutation, Resident
from tests.people import World
from tests.residents.register import entries, family_of, fresh, member, of

pytestmark = pytest.mark.django_db

DAY = "2026-11-02"
NEW_CARD = {
    "family.no_kk": "3302070511269001",
    "family.address": "Jl. Dahlia 5",
    "family.dusun": "Krajan",
    "family.rt": "2",
    "family.rw": "1",
}
COMER = {
    "nik": "3302071502850001",
    "name": "AGUNG NUGROHO",
    "sex": "1",
    "birth_place": "SEMARANG",
    "birth_date": "15-02-1985",
    "religion": "Islam",
    "education": "SLTA",
    "occupation": "Wiraswasta",
    "marital_status": "K",
    "family_role": "1",
}


def leave(world: World, *people: Resident, **changes: Any) -> list[Resident]:
    family = family_of(world.siti)
    given = {"seen": family.edition, "happened_on": DAY, "destination": "Kab. Cilacap", **changes}
    return record_move_out(world.operator, family.pk, people=[one.pk for one in people], **given)


def come(world: World, values: dict[str, str], **changes: Any) -> Resident:
    return record_move_in(world.operator, values=values, **{"happened_on": DAY, "origin": "Semarang", **changes})


def test_a_whole_family_leaves(world: World) -> None:
    leave(world, of(world.siti), of(world.budi))
    for account in (world.siti, world.budi):
        resident = of(account)
        assert resident.base_status == codes.MOVED
        assert resident.account is not None
        assert resident.account.is_active
        [entry] = entries(resident)
        assert (entry.kind, entry.happened_on) == (Mutation.Kind.MOVE_OUT, date(2026, 11, 2))
        assert entry.changes == {"base_status": [codes.ALIVE, codes.MOVED], "moved_to": ["", "Kab. Cilacap"]}


def test_when_the_head_leaves_alone_another_one_takes_over(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        leave(world, of(world.budi))
    assert "new_head" in refused.value.errors
    leave(world, of(world.budi), new_head=of(world.siti).pk)
    assert of(world.siti).family_role == codes.HEAD
    assert of(world.siti).marital_status == codes.MARRIED


def test_a_child_leaves_and_the_card_stays(world: World) -> None:
    son = member(world, "BAGAS")
    leave(world, son)
    assert fresh(son).base_status == codes.MOVED
    assert family_of(world.siti).edition == 2
    with pytest.raises(InvalidInput):
        leave(world, son)


@pytest.mark.parametrize("changes", [{"destination": " "}, {"happened_on": "2090-01-01"}, {"happened_on": ""}])
def test_where_and_when_must_be_told(world: World, changes: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        leave(world, of(world.siti), **changes)
    assert refused.value.errors.keys() == changes.keys()


def test_nobody_chosen_or_somebody_of_another_card(world: World) -> None:
    for people in ([], [of(world.joko)], [of(world.siti), of(world.joko)]):
        with pytest.raises(InvalidInput) as refused:
            leave(world, *people)
        assert "people" in refused.value.errors


def test_sending_twice_moves_once(world: World) -> None:
    leave(world, of(world.siti), seen=1)
    with pytest.raises(Conflict):
        leave(world, of(world.budi), seen=1)


def test_a_newcomer_begins_a_card_as_its_head_and_the_family_follows(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        come(world, {**COMER, **NEW_CARD, "family_role": "4"})
    assert "family_role" in refused.value.errors
    head = come(world, {**COMER, **NEW_CARD}, note="Surat pindah 7")
    assert (head.family.rt, head.family.address, head.citizenship) == ("002", "Jl. Dahlia 5", codes.INDONESIAN)
    [entry] = entries(head)
    assert (entry.kind, entry.changes["moved_from"]) == (Mutation.Kind.MOVE_IN, ["", "Semarang"])
    child = {**COMER, "nik": "", "name": "DIMAS", "family_role": "4", "birth_date": "2015-01-01"}
    joined = come(world, {**child, "family.no_kk": head.family.no_kk}, seen=1)
    assert joined.family_id == head.family_id
    assert joined.nik.startswith("0")
    assert Family.objects.get(pk=head.family_id).edition == 2
    with pytest.raises(Conflict):
        come(world, {**child, "family.no_kk": head.family.no_kk}, seen=1)


def test_a_card_gets_no_second_head(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        come(world, {**COMER, "family.no_kk": family_of(world.siti).no_kk})
    assert "BUDI SANTOSO" in refused.value.errors["family_role"]


def test_whoever_left_comes_back_as_the_same_person(world: World) -> None:
    leave(world, of(world.siti), of(world.budi))
    budi = of(world.budi)
    values = {**COMER, "nik": budi.nik, "name": "BUDI SANTOSO", "birth_date": "1988-03-12", **NEW_CARD}
    back = come(world, values)
    assert back.pk == budi.pk
    back = fresh(back)
    assert (back.base_status, back.family.no_kk, back.account_id) == (codes.ALIVE, "3302070511269001", world.budi.pk)
    assert [entry.kind for entry in entries(back)] == ["move_out", "move_in"]
    assert entries(back)[1].changes["family.no_kk"] == ["3302070101109001", "3302070511269001"]


def test_a_nik_of_somebody_who_lives_here_or_has_died_is_refused(world: World) -> None:
    for status in (codes.ALIVE, codes.DEAD):
        Resident.objects.filter(account=world.joko).update(base_status=status)
        with pytest.raises(InvalidInput) as refused:
            come(world, {**COMER, **NEW_CARD, "nik": of(world.joko).nik}, confirmed=True)
        assert "JOKO PRASETYO" in refused.value.errors["nik"]
    assert not Family.objects.filter(no_kk="3302070511269001").exists()


@pytest.mark.parametrize("missing", ["name", "religion", "family.no_kk", "family.rt"])
def test_what_a_new_entry_needs(world: World, missing: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        come(world, {**COMER, **NEW_CARD, missing: ""})
    assert missing in refused.value.errors
    assert not Mutation.objects.exists()


def apart(world: World, people: dict[Resident, str], values: dict[str, str], **changes: Any) -> Family:
    family = family_of(world.siti)
    given = {"seen": family.edition, "happened_on": DAY, **changes}
    chosen = {one.pk: role for one, role in people.items()}
    return change_card(world.operator, family.pk, people=chosen, values=values, **given)


def test_a_grown_son_gets_a_card_of_his_own(world: World) -> None:
    son = member(world, "BAGAS", birth_date=date(2000, 1, 1))
    family = apart(world, {son: "1"}, NEW_CARD)
    son = fresh(son)
    assert (son.family_id, son.family_role, family.no_kk) == (family.pk, codes.HEAD, "3302070511269001")
    [entry] = entries(son)
    assert entry.changes["family.no_kk"] == ["3302070101109001", "3302070511269001"]
    assert entry.changes["family_role"] == [codes.CHILD, codes.HEAD]
    assert family_of(world.siti).edition == 2


def test_a_daughter_marries_into_a_card_of_the_village(world: World) -> None:
    daughter = member(world, "AYU", sex=2, birth_date=date(2000, 1, 1))
    target = family_of(world.joko)
    with pytest.raises(InvalidInput) as refused:
        apart(world, {daughter: "1"}, {"family.no_kk": target.no_kk})
    assert "JOKO PRASETYO" in refused.value.errors["roles"]
    apart(world, {daughter: "3"}, {"family.no_kk": target.no_kk})
    assert fresh(daughter).family_id == target.pk
    assert Family.objects.get(pk=target.pk).edition == 2


def test_moving_to_the_same_card_or_without_a_head_is_refused(world: World) -> None:
    siti = of(world.siti)
    with pytest.raises(InvalidInput) as refused:
        apart(world, {siti: "3"}, {"family.no_kk": siti.family.no_kk})
    assert "family.no_kk" in refused.value.errors
    with pytest.raises(InvalidInput) as refused:
        apart(world, {siti: "3"}, NEW_CARD)
    assert "roles" in refused.value.errors
    with pytest.raises(InvalidInput) as refused:
        apart(world, {of(world.budi): "1"}, NEW_CARD)
    assert "new_head" in refused.value.errors
    assert not Family.objects.filter(no_kk="3302070511269001").exists()


def test_only_editors_of_the_village(world: World) -> None:
    siti = of(world.siti)
    moves = {"people": [siti.pk], "seen": 1, "happened_on": DAY, "destination": "X"}
    cards = {"people": {siti.pk: "1"}, "seen": 1, "happened_on": DAY, "values": NEW_CARD}
    for staff, refusal in ((world.stranger_operator, NotFound), (world.kades, NotAllowed)):
        with pytest.raises(refusal):
            record_move_out(staff, siti.family_id, **moves)  # type: ignore[arg-type]
        with pytest.raises(refusal):
            change_card(staff, siti.family_id, **cards)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        record_move_in(world.kades, values={**COMER, **NEW_CARD}, happened_on=DAY, origin="X")
    own = record_move_in(world.stranger_operator, values={**COMER, **NEW_CARD}, happened_on=DAY, origin="X")
    assert own.office_id == world.sidamulya.pk
