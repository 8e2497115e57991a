"""Real threads against real PostgreSQL: the register has one truth, whoever is faster."""

from datetime import date
from typing import Any

import pytest

from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.residents import codes
from tatadesa.residents.actions.change_card import change_card
from tatadesa.residents.actions.change_family import change_family
from tatadesa.residents.actions.change_resident import change_resident
from tatadesa.residents.actions.record_birth import record_birth
from tatadesa.residents.actions.record_death import record_death
from tatadesa.residents.actions.record_move_in import record_move_in
from tatadesa.residents.models import Mutation, Resident
from tests.concurrency.test_applications import at_once
from tests.people import World
from tests.residents.register import family_of, fresh, member, of

pytestmark = pytest.mark.django_db(transaction=True)

DAY = "2026-11-02"


def test_of_two_edits_at_once_one_wins_and_the_other_is_told(world: World) -> None:
    siti = of(world.siti)
    results = at_once(
        lambda: change_resident(world.operator, siti.pk, seen=1, values={"occupation": "65"}),
        lambda: change_resident(world.other_operator, siti.pk, seen=1, values={"occupation": "8"}),
    )
    assert sum(isinstance(result, Conflict) for result in results) == 1
    [entry] = Mutation.objects.all()
    assert (of(world.siti).occupation, of(world.siti).edition) == (entry.changes["occupation"][1], 2)


def test_ten_births_sent_at_once_add_one_child(world: World) -> None:
    siti = of(world.siti)
    baby = {"name": "NAWANG", "sex": "P", "birth_place": "BANYUMAS", "birth_date": "2026-09-03"}
    results = at_once(*[lambda: record_birth(world.operator, siti.family_id, seen=1, values=baby, mother=siti.pk)] * 10)
    assert sum(isinstance(result, Conflict) for result in results) == 9
    assert Resident.objects.filter(name="NAWANG").count() == 1


def test_one_nik_typed_by_two_officers_is_taken_once(world: World) -> None:
    def come(number: str) -> Any:
        values = {
            "nik": "3302071502859001", "name": "AGUNG", "sex": "1", "birth_place": "CILACAP",
            "birth_date": "1985-02-15", "religion": "1", "education": "5", "occupation": "88", "marital_status": "1",
            "family_role": "1", "family.no_kk": number, "family.rt": "1", "family.rw": "1",
        }  # fmt: skip
        return lambda: record_move_in(world.operator, values=values, happened_on=DAY, origin="Cilacap")

    results = at_once(come("3302070511269001"), come("3302070511269002"))
    assert sum(isinstance(result, InvalidInput) for result in results) == 1
    assert Resident.objects.filter(nik="3302071502859001").count() == 1


def test_one_new_card_number_typed_by_two_officers_is_one_card(world: World) -> None:
    family, strangers = family_of(world.siti), family_of(world.joko)
    values = {"family.no_kk": "3302070511269001"}
    results = at_once(
        lambda: change_family(world.operator, family.pk, seen=1, values=values),
        lambda: change_family(world.other_operator, strangers.pk, seen=1, values=values),
    )
    assert sum(isinstance(result, InvalidInput) for result in results) == 1


def test_husband_and_wife_dying_at_once_leave_no_card_without_a_head(world: World) -> None:
    son = member(world, "BAGAS", birth_date=date(2000, 1, 1))
    siti, budi = of(world.siti), of(world.budi)
    results = at_once(
        lambda: record_death(world.operator, budi.pk, seen=1, happened_on=DAY, new_head=siti.pk),
        lambda: record_death(world.other_operator, siti.pk, seen=1, happened_on=DAY),
    )
    refused = [result for result in results if isinstance(result, Conflict | InvalidInput)]
    # Whoever came second either saw another edition, or a new head who no longer lives: never a headless card.
    assert len(refused) == 1
    heads = Resident.objects.filter(family=budi.family_id, family_role=codes.HEAD, base_status=codes.ALIVE)
    assert heads.count() == 1
    assert fresh(son).base_status == codes.ALIVE


def test_people_crossing_between_two_cards_do_not_block_each_other(world: World) -> None:
    son = member(world, "BAGAS", birth_date=date(2000, 1, 1))
    guest = member(world, "TAMU", codes.OTHER_KIN, birth_date=date(2000, 1, 1))
    family, strangers = family_of(world.siti), family_of(world.joko)
    Resident.objects.filter(pk=guest.pk).update(family=strangers)
    for _ in range(5):
        here, there = family_of(world.siti), family_of(world.joko)
        at_once(
            lambda: change_card(
                world.operator,
                fresh(son).family_id,
                seen=fresh(son).family.edition,
                people={son.pk: "9"},
                values={"family.no_kk": strangers.no_kk if fresh(son).family_id == family.pk else family.no_kk},
                happened_on=DAY,
            ),
            lambda: change_card(
                world.other_operator,
                fresh(guest).family_id,
                seen=fresh(guest).family.edition,
                people={guest.pk: "9"},
                values={"family.no_kk": strangers.no_kk if fresh(guest).family_id == family.pk else family.no_kk},
                happened_on=DAY,
            ),
        )
        assert family_of(world.siti).edition + family_of(world.joko).edition > here.edition + there.edition
