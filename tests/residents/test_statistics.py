"""Counts of a village that is known person by person."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tatadesa.core.errors import NotAllowed
from tatadesa.residents import codes, statistics
from tatadesa.residents.models import Family, Resident
from tatadesa.residents.queries import age_on
from tatadesa.residents.statistics import Row
from tests.people import World
from tests.residents.register import member, of, role

TODAY = date(2026, 10, 14)


@pytest.fixture
def village(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The named people of Karangsari and three more: a baby, a girl of ten today, a man of ninety."""
    monkeypatch.setattr(statistics, "office_today", lambda zone: TODAY)
    member(world, "BAYI", birth_date=date(2026, 10, 1), education=1, occupation=1)
    member(world, "GADIS", birth_date=date(2016, 10, 14), sex=codes.FEMALE, religion=3)
    member(world, "KAKEK", birth_date=date(1936, 1, 1), marital_status=codes.WIDOWED, religion=3)
    member(world, "ALMARHUM", base_status=codes.DEAD, religion=4)
    return world


def named(rows: list[Row]) -> dict[str, tuple[int, int]]:
    return {row.label: (row.male, row.female) for row in rows}


def test_every_number_is_what_one_counts_by_hand(village: World) -> None:
    counted = statistics.of_office(village.operator)
    living = list(Resident.objects.filter(office=village.karangsari, base_status=codes.ALIVE).select_related("family"))
    men = [one for one in living if one.sex == codes.MALE]
    assert (counted.people.male, counted.people.total) == (len(men), len(living))
    assert counted.families == len({one.family_id for one in living})
    for key, known in (
        ("education", codes.EDUCATION),
        ("occupation", codes.OCCUPATION),
        ("religion", codes.RELIGION),
        ("marital_status", codes.MARITAL_STATUS),
    ):
        by_hand = {
            label: tuple(sum(one.sex == sex and getattr(one, key) == code for one in living) for sex in (1, 2))
            for code, label in known
        }
        assert named(getattr(counted, key)) == {label: count for label, count in by_hand.items() if any(count)}
    hamlets = {one.family.dusun for one in living}
    assert {row.label for row in counted.dusun} == {name or "Tanpa dusun" for name in hamlets}
    assert sum(row.total for row in counted.dusun) == len(living)


def test_ages_are_whole_years_in_fives(village: World) -> None:
    counted = statistics.of_office(village.operator)
    assert [row.label for row in counted.ages][:2] == ["0–4", "5–9"]
    assert counted.ages[-1] == Row("75 ke atas", 1, 0)
    assert counted.ages[0] == Row("0–4", 1, 0)
    living = Resident.objects.filter(office=village.karangsari, base_status=codes.ALIVE)
    for first, row in zip(range(0, 80, 5), counted.ages, strict=True):
        last = first + 4 if first < 75 else 200
        assert row.total == sum(first <= age_on(TODAY, one.birth_date) <= last for one in living)


def test_the_dead_and_the_neighbours_are_not_counted(village: World) -> None:
    religions = named(statistics.of_office(village.operator).religion)
    assert "Hindu" not in religions
    assert religions["Katolik"] == (1, 1)
    before = statistics.of_office(village.operator).people
    family = Family.objects.create(office=village.sidamulya, no_kk="3302070101109999", rt="001", rw="001")
    values = {field: getattr(of(village.budi), field) for field in ("sex", "birth_place", "birth_date", "religion")}
    Resident.objects.create(
        office=village.sidamulya,
        family=family,
        nik="3302070708990099",
        name="TETANGGA",
        education=1,
        occupation=1,
        marital_status=1,
        family_role=1,
        **values,
    )
    assert statistics.of_office(village.operator).people == before


def test_the_head_of_an_rt_counts_the_own_people(village: World) -> None:
    own = of(village.budi).family
    head = role(village.operator, "rt", rt=own.rt, rw=own.rw)
    expected = Resident.objects.filter(
        office=village.karangsari, base_status=codes.ALIVE, family__rt=own.rt, family__rw=own.rw
    )
    assert statistics.of_office(head).people.total == expected.count()
    assert statistics.of_office(role(village.operator, "rt", rt="099", rw="099")).people.total == 0


def test_other_roles_count_nothing(village: World) -> None:
    with pytest.raises(NotAllowed):
        statistics.of_office(role(village.operator, "agency_officer"))


def test_two_queries_however_many_people(village: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        statistics.of_office(village.operator)


@given(st.dates(date(1996, 1, 1), date(2030, 12, 31)), st.integers(1, 90))
def test_the_last_birthday_parts_ages_as_everywhere_else(day: date, years: int) -> None:
    last = statistics.born_by(day, years)
    assert age_on(day, last) >= years
    assert age_on(day, date.fromordinal(last.toordinal() + 1)) < years
