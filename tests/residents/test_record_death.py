"""A death: the card gets a new head, the spouse is widowed, nobody can sign in as the dead."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.residents import codes
from tatadesa.residents.actions.record_death import record_death
from tatadesa.residents.models import Mutation, Resident
from tests.people import World
from tests.residents.register import entries, fresh, member, of

pytestmark = pytest.mark.django_db

DAY = "2026-11-02"


def died(world: World, resident: Resident, **changes: Any) -> Resident:
    return record_death(world.operator, resident.pk, seen=resident.edition, happened_on=DAY, **changes)


def test_a_head_is_followed_by_whom_the_officer_chooses(world: World) -> None:
    child = member(world, "BAGAS")
    elder = {"sex": 2, "birth_date": date(1950, 1, 1), "father_nik": "", "mother_nik": ""}
    mother = member(world, "MBAH", codes.PARENT, **elder)
    died(world, of(world.budi), new_head=of(world.siti).pk, cause="Sakit", note="Surat kematian 12")
    siti = of(world.siti)
    assert (siti.family_role, siti.marital_status) == (codes.HEAD, codes.WIDOWED)
    assert fresh(child).family_role == codes.CHILD
    assert fresh(mother).family_role == codes.PARENT_IN_LAW
    [entry] = entries(of(world.budi))
    assert (entry.kind, entry.happened_on, entry.note) == (Mutation.Kind.DEATH, date(2026, 11, 2), "Surat kematian 12")
    assert entry.changes == {
        "base_status": [codes.ALIVE, codes.DEAD], "cause": ["", "Sakit"], "account": ["aktif", "dimatikan"]
    }  # fmt: skip
    assert entries(siti)[0].changes == {
        "family_role": [codes.WIFE, codes.HEAD],
        "marital_status": [codes.MARRIED, codes.WIDOWED],
    }
    assert siti.family.edition == 2


def test_a_grown_child_who_becomes_the_head_makes_the_mother_a_parent(world: World) -> None:
    son = member(world, "BAGAS", birth_date=date(2000, 1, 1))
    sister = member(world, "AYU", sex=2)
    died(world, of(world.budi), new_head=son.pk)
    assert fresh(son).family_role == codes.HEAD
    assert of(world.siti).family_role == codes.PARENT
    assert fresh(sister).family_role == codes.OTHER_KIN


def test_without_a_new_head_it_says_what_to_do_and_saves_nothing(world: World) -> None:
    for chosen in (None, of(world.joko).pk, of(world.budi).pk):
        with pytest.raises(InvalidInput) as refused:
            died(world, of(world.budi), new_head=chosen)
        assert "Pilih kepala keluarga yang baru" in refused.value.errors["new_head"]
    assert of(world.budi).base_status == codes.ALIVE
    assert world.budi.__class__.objects.get(pk=world.budi.pk).is_active
    assert not Mutation.objects.exists()


def test_the_last_one_on_a_card_needs_no_head_and_a_wife_neither(world: World) -> None:
    died(world, of(world.joko))
    died(world, of(world.siti), is_spouse_widowed=False)
    assert of(world.budi).marital_status == codes.MARRIED
    assert of(world.budi).family_role == codes.HEAD


def test_the_account_is_switched_off_at_once(world: World) -> None:
    client = Client()
    client.force_login(world.joko, backend="tatadesa.accounts.backend.AccountBackend")
    assert client.get("/permohonan/").status_code == 200
    died(world, of(world.joko))
    assert client.get("/permohonan/").status_code == 302
    account = of(world.joko).account
    assert account is not None
    assert not account.is_active
    assert account.events.get().kind == "switched_off"


@pytest.mark.parametrize("day", ["", "besok", "2090-01-01", "1950-01-01"])
def test_an_impossible_day_is_told(world: World, day: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        record_death(world.operator, of(world.joko).pk, seen=1, happened_on=day)
    assert "happened_on" in refused.value.errors


def test_nobody_dies_twice_and_a_stale_page_is_refused(world: World) -> None:
    joko = of(world.joko)
    died(world, joko)
    with pytest.raises(Conflict):
        died(world, joko)
    with pytest.raises(Conflict, match="sudah tercatat meninggal"):
        died(world, fresh(joko))
    assert len(entries(joko)) == 1


def test_only_editors_of_the_village(world: World) -> None:
    joko = of(world.joko)
    with pytest.raises(NotFound):
        record_death(world.stranger_operator, joko.pk, seen=1, happened_on=DAY)
    with pytest.raises(NotAllowed):
        record_death(world.kades, joko.pk, seen=1, happened_on=DAY)
