"""What the register says."""

from datetime import date

import pytest

from tatadesa.registrations.matching import match
from tatadesa.registrations.models import Registration
from tests.people import World
from tests.registrations.waiting import neighbour

Match = Registration.Match
NIK, BORN = "3302075703929017", date(1992, 3, 17)


@pytest.mark.parametrize(
    ("name", "born", "outcome", "fields"),
    [
        ("Hj. Dewi Kartika, S.Pd", BORN, Match.EXACT, set()),
        ("DEWY KARTIKA", BORN, Match.CLOSE, {"name"}),
        ("KARTIKA DEWI", BORN, Match.CLOSE, {"name"}),
        ("DEWI LESTARI", BORN, Match.DIFFERENT, {"name"}),
        ("DEWI KARTIKA", date(1992, 3, 18), Match.DIFFERENT, {"birth_date"}),
        ("BUDI", date(1990, 1, 1), Match.DIFFERENT, {"name", "birth_date"}),
    ],
)
def test_nik_and_birth_date_are_strict_the_name_is_not(
    world: World, name: str, born: date, outcome: str, fields: set[str]
) -> None:
    dewi = neighbour(world.karangsari)
    found = match(world.karangsari, nik=NIK, name=name, birth_date=born)
    assert found.outcome == outcome
    assert found.resident == dewi
    assert {difference.field for difference in found.differences} == fields


def test_another_village_knows_nobody(world: World) -> None:
    neighbour(world.karangsari)
    found = match(world.sidamulya, nik=NIK, name="DEWI KARTIKA", birth_date=BORN)
    assert (found.outcome, found.resident) == (Match.ABSENT, None)


def test_a_nik_one_digit_off_is_nobodys(world: World) -> None:
    neighbour(world.karangsari)
    assert match(world.karangsari, nik="3302075703929018", name="DEWI KARTIKA", birth_date=BORN).resident is None


def test_one_query(world: World, django_assert_num_queries: pytest.FixtureRequest) -> None:
    neighbour(world.karangsari)
    with django_assert_num_queries(1):  # type: ignore[operator]
        match(world.karangsari, nik=NIK, name="DEWI KARTIKA", birth_date=BORN)
