"""Whom a form may look up, and what nobody may learn by it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tatadesa.applications.people import MATCHED, CounterLookups, Lookups, lookups, parents_for
from tatadesa.core.models import AccessLogEntry
from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tests.family import child, elder, rt_head
from tests.people import World

pytestmark = pytest.mark.django_db
UNKNOWN = "3302070107809999"
BORN = date(1980, 7, 1)


def _asking(world: World, client: str = "10.0.0.1") -> Lookups:
    return Lookups(world.siti, world.siti.resident, client=client)


def test_the_family_is_told_in_full_the_applicant_first(world: World) -> None:
    dimas = child(world)
    family = Lookups(world.siti, dimas).family()
    assert [(one.name, one.relation) for one in family] == [
        ("DIMAS PRATAMA", ""),
        ("BUDI SANTOSO", "ayah"),
        ("SITI AMINAH", "ibu"),
    ]
    assert family[1].address.startswith("Jl. Melati 1, Dusun Krajan, RT 001/RW 002, Desa Karangsari")


def test_who_has_left_the_card_takes_the_new_family_out_of_sight(world: World) -> None:
    dimas = child(world)
    dimas.family = world.joko.resident.family
    dimas.save()
    assert Lookups(world.siti, dimas).family() == []
    assert Lookups(world.siti, None).family() == []


def test_the_three_facts_fit_or_do_not(world: World) -> None:
    nik = world.joko.resident.nik
    assert _asking(world).check(nik, "Joko Prasetijo, S.Pd", BORN) is True
    assert _asking(world).check(nik, "JOKO PRASETYO", date(1980, 7, 2)) is False
    assert _asking(world).check(nik, "BAMBANG", BORN) is False
    assert _asking(world).check(UNKNOWN, "JOKO PRASETYO", BORN) is False
    rina = world.rina.resident
    assert _asking(world).check(rina.nik, rina.name, rina.birth_date) is True


def test_an_unknown_nik_takes_the_same_way_as_a_wrong_fact(world: World) -> None:
    def way(nik: str, name: str, born: date) -> list[str]:
        with CaptureQueriesContext(connection) as caught:
            assert _asking(world).check(nik, name, born) is False
        return [query["sql"].split(" WHERE ")[0] for query in caught if "SAVEPOINT" not in query["sql"].upper()]

    nik = world.joko.resident.nik
    unknown = way(UNKNOWN, "JOKO PRASETYO", BORN)
    assert [sql[:40] for sql in unknown] == [sql[:40] for sql in way(nik, "BAMBANG", BORN)]
    assert [sql[:40] for sql in unknown] == [sql[:40] for sql in way(nik, "JOKO PRASETYO", date(1980, 7, 2))]
    assert not AccessLogEntry.objects.exists()


def test_who_was_found_can_read_it(world: World) -> None:
    joko = world.joko.resident
    _asking(world).check(joko.nik, joko.name, joko.birth_date)
    entry = AccessLogEntry.objects.get()
    assert (entry.resident_id, entry.actor_id, entry.purpose) == (joko.pk, world.siti.pk, MATCHED)


def test_too_many_questions_are_not_answered_and_cost_nothing_more(world: World) -> None:
    joko = world.joko.resident
    for serial in range(10):
        assert _asking(world).check(f"330207010780{serial:04d}", "JOKO", BORN) is False
    assert _asking(world).check(joko.nik, joko.name, joko.birth_date) is None
    other = Lookups(world.rina, world.rina.resident, client="10.0.0.2")
    assert other.check(joko.nik, joko.name, joko.birth_date) is True


def test_one_address_and_one_person_are_asked_about_only_so_often(world: World) -> None:
    joko = world.joko.resident
    for _ in range(30):
        _asking_as_many(world, joko.nik)
    assert Lookups(world.rina, world.rina.resident, client="x").check(joko.nik, joko.name, BORN) is None
    assert Lookups(world.rina, world.rina.resident, client="x").check(UNKNOWN, joko.name, BORN) is False


def _asking_as_many(world: World, nik: str) -> None:
    """As if each question came from another account."""
    from tatadesa.accounts.secrets import fingerprint
    from tatadesa.accounts.throttle import spend

    spend("match-nik", fingerprint(nik), capacity=30, per_seconds=24 * 3600)


def test_nothing_is_asked_on_the_way_and_nothing_twice(world: World) -> None:
    joko = world.joko.resident
    facts = (joko.nik, joko.name, joko.birth_date)
    silent = Lookups(world.siti, world.siti.resident)
    assert silent.check(*facts) is None
    kept = {"x": {"dari": "lain", "nik": joko.nik, "nama": joko.name, "tanggal_lahir": "1980-07-01", "cocok": True}}
    remembering = Lookups(world.siti, world.siti.resident, client="10.0.0.1", kept=kept)
    assert remembering.remembered(*facts) is True
    assert remembering.check(*facts) is True
    once = _asking(world)
    assert (once.check(*facts), once.check(*facts)) == (True, True)
    assert AccessLogEntry.objects.count() == 1


def test_a_citizen_finds_nobody_by_number(world: World) -> None:
    siti, joko = world.siti.resident, world.joko.resident
    asking = _asking(world)
    assert asking.card_by_nik(joko.nik) is None
    assert asking.family_by_no_kk(joko.family.no_kk) == ()
    assert [one.name for one in asking.family_by_no_kk(siti.family.no_kk)] == ["SITI AMINAH", "BUDI SANTOSO"]


def test_an_officer_finds_the_village_and_leaves_a_trace(world: World) -> None:
    joko, rina = world.joko.resident, world.rina.resident
    asking = lookups(world.operator.account, world.siti.resident)
    assert isinstance(asking, CounterLookups)
    found = asking.card_by_nik(joko.nik)
    assert found is not None
    assert (found.name, found.address.split(",")[0]) == ("JOKO PRASETYO", "Jl. Mawar 7")
    assert asking.card_by_nik(joko.nik) == found
    assert asking.card_by_nik(rina.nik) is None
    assert [one.name for one in asking.family_by_no_kk(joko.family.no_kk)] == ["JOKO PRASETYO"]
    assert asking.family_by_no_kk(rina.family.no_kk) == []
    looks = AccessLogEntry.objects.values_list("resident_id", "actor_id", "purpose")
    assert list(looks) == [(joko.pk, world.operator.pk, "loket")] * 2
    assert len(asking.family()) == 2
    assert AccessLogEntry.objects.filter(resident_id=world.budi.resident.pk).count() == 1


def test_the_dead_are_found_by_nik_but_not_ticked(world: World) -> None:
    Resident.objects.filter(account=world.joko).update(base_status=codes.DEAD)
    joko = world.joko.resident
    asking = lookups(world.operator.account, world.siti.resident)
    assert asking.card_by_nik(joko.nik) is not None
    assert asking.family_by_no_kk(joko.family.no_kk) == []


def test_the_head_of_an_rt_finds_only_the_own_part(world: World) -> None:
    karto = elder(world)
    asking = lookups(rt_head(world).account, karto)
    assert asking.card_by_nik(karto.nik) is not None
    assert asking.card_by_nik(world.siti.resident.nik) is None


def test_a_role_that_serves_nobody_finds_nobody(world: World) -> None:
    assert lookups(world.kades.account, world.siti.resident).card_by_nik(world.joko.resident.nik) is None


def test_parents_elsewhere_are_for_officers_and_leave_a_trace(world: World) -> None:
    siti, joko = world.siti.resident, world.joko.resident
    siti.father_nik, siti.mother_nik = joko.nik, world.budi.resident.nik
    assert parents_for(world.operator, siti)["father"] == joko
    assert [entry.resident_id for entry in AccessLogEntry.objects.all()] == [joko.pk]
