"""Search within one office: numbers by their beginning, names by their parts, narrowed by place and person."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tatadesa.core.errors import InvalidInput
from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tatadesa.residents.queries import age_on
from tatadesa.residents.searching import Filters, born_between, search
from tests.people import World
from tests.residents.register import member

pytestmark = pytest.mark.django_db


def names(world: World, text: str = "", **filters: Any) -> list[str]:
    return [row.name for row in search(world.karangsari, text, filters=Filters(**filters)).rows]


def test_small_and_capital_letters_are_one(world: World) -> None:
    member(world, "Dewi Ayu")
    assert names(world, "dewi") == names(world, "DEWI AYU") == ["Dewi Ayu"]
    # By name whatever the letters: capitals do not come first.
    assert names(world) == ["BUDI SANTOSO", "Dewi Ayu", "JOKO PRASETYO", "SITI AMINAH"]


def test_two_letters_stand_for_the_beginning_of_a_word(world: World) -> None:
    assert names(world, "am") == names(world, "si") == ["SITI AMINAH"]
    assert names(world, "ti") == []
    assert names(world, "iti") == ["SITI AMINAH"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"sex": codes.FEMALE}, ["SITI AMINAH"]),
        ({"rt": "003", "rw": "002"}, ["JOKO PRASETYO"]),
        ({"rw": "002"}, ["BUDI SANTOSO", "JOKO PRASETYO", "SITI AMINAH"]),
        ({"dusun": "Kulon"}, []),
        ({"status": codes.DEAD}, []),
        ({"status": codes.ALIVE, "dusun": "Krajan", "sex": codes.MALE}, ["BUDI SANTOSO", "JOKO PRASETYO"]),
    ],
)
def test_narrowed(world: World, filters: dict[str, Any], expected: list[str]) -> None:
    assert names(world, **filters) == expected


def test_a_number_finds_nobody_twice(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert len(names(world, "330207")) == 3
    with django_assert_num_queries(2):
        assert len(names(world, "3302070101")) == 3
    member(world, "BAGAS", nik="3302070101109009")
    assert names(world, "3302070101") == ["BAGAS", "BUDI SANTOSO", "JOKO PRASETYO", "SITI AMINAH"]
    with django_assert_num_queries(1):
        assert names(world, "3302070101109009") == ["BAGAS"]
    assert names(world, "3302070101109002", rt="003", rw="002") == ["JOKO PRASETYO"]
    assert names(world, "3302070101109002", sex=codes.FEMALE) == []


def test_only_the_part_of_the_village_that_is_looked_after(world: World) -> None:
    part = Q(family__rt="003", family__rw="002")
    for text in ("", "jo", "33020701"):
        assert [row.name for row in search(world.karangsari, text, within=part).rows] == ["JOKO PRASETYO"]
    assert search(world.karangsari, "siti", within=part).rows == []


@given(
    born=st.dates(date(1920, 1, 1), date(2026, 1, 1)),
    today=st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    youngest=st.integers(0, 110),
)
def test_ages_are_whole_years_on_the_day(born: date, today: date, youngest: int) -> None:
    age = age_on(today, born)
    condition = dict(child for child in born_between(today, youngest, youngest).children if isinstance(child, tuple))
    is_within = born <= condition["birth_date__lte"] and born > condition["birth_date__gt"]
    assert is_within is (age == youngest)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40))
def test_any_words_get_an_answer(world: World, text: str) -> None:
    with suppress(InvalidInput):
        assert all(row.office_id == world.karangsari.pk for row in search(world.karangsari, text).rows)


def test_an_account_or_another_change_does_not_change_the_order(world: World) -> None:
    Resident.objects.filter(account=world.siti).update(name="AAN")
    assert names(world)[0] == "AAN"
