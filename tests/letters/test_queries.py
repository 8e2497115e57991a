"""Who sees which letter."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import pytest

from tatadesa.core.errors import NotFound
from tatadesa.letters import queries, verification
from tatadesa.letters.actions.withdraw import withdraw
from tatadesa.letters.queries import Standing
from tests.letters.stages import issued
from tests.people import World


def test_a_citizen_sees_only_own_letters(world: World) -> None:
    letter = issued(world)
    assert queries.of_citizen(world.siti).rows == [letter]
    assert queries.letter_of_citizen(world.siti, letter.pk) == letter
    for other in (world.budi, world.joko, world.rina):
        assert queries.of_citizen(other).rows == []
        with pytest.raises(NotFound):
            queries.letter_of_citizen(other, letter.pk)


def test_an_office_sees_only_own_letters(world: World) -> None:
    letter = issued(world)
    assert queries.of_office(world.operator).rows == [letter]
    assert queries.letter_of_office(world.operator, letter.pk) == letter
    assert queries.of_office(world.stranger_kades).rows == []
    with pytest.raises(NotFound):
        queries.letter_of_office(world.stranger_kades, letter.pk)


def test_pages_hold_every_letter_once(world: World) -> None:
    letters = [issued(world) for _ in range(3)]
    for owner_reads in (partial(queries.of_office, world.operator), partial(queries.of_citizen, world.siti)):
        first = owner_reads(limit=2)
        second = owner_reads(after=first.next, limit=2)
        assert [*first.rows, *second.rows] == letters[::-1]
        assert second.next == ""


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_one_query_whatever_its_length(
    world: World, count: int, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    for _ in range(count):
        issued(world)
    with django_assert_num_queries(2):
        shown = [letter.application.number for letter in queries.of_office(world.operator).rows]
        assert shown == [letter.application.number for letter in queries.of_citizen(world.siti).rows]


def test_the_public_sees_a_mask_by_code_however_it_is_typed(world: World) -> None:
    letter = issued(world)
    shown = verification.shown(letter.verification_code)
    for typed in (shown, shown.lower(), letter.verification_code, f" {shown} "):
        public = queries.by_code(typed)
        assert public is not None
        assert public.number == letter.number
    assert public is not None
    assert public.masked_name == "S*** A*****"
    assert "AMINAH" not in str(public)
    assert world.siti.login not in str(public)


@pytest.mark.parametrize("typed", ["", "KONSEP", "0" * 12, "'; --", "💥" * 12, "A" * 400])
def test_an_unknown_code_is_nothing(world: World, typed: str) -> None:
    issued(world)
    assert queries.by_code(typed) is None


def test_by_hash(world: World) -> None:
    letter = issued(world)
    found = queries.by_hash(letter.sha256)
    assert found is not None
    assert found.number == letter.number
    assert queries.by_hash("0" * 64) is None


def test_a_withdrawn_letter_says_so_without_the_reason(world: World) -> None:
    letter = issued(world)
    withdraw(world.kades, letter.pk, reason="Salah nama ibu.")
    public = queries.by_hash(letter.sha256)
    assert public is not None
    assert public.standing is Standing.WITHDRAWN
    assert public.withdrawn_on is not None
    assert "Salah nama" not in str(public)
