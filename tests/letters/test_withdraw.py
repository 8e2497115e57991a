"""Withdrawing: the letter stays, its number stays, and it no longer counts."""

import uuid

import pytest

from tatadesa.applications.states import State
from tatadesa.core.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from tatadesa.letters.actions.issue import issue
from tatadesa.letters.actions.withdraw import withdraw
from tatadesa.letters.models import Letter
from tests.letters.stages import approved, issued
from tests.people import World


@pytest.mark.parametrize("who", ["kades", "sekdes"])
def test_it_keeps_its_number(world: World, who: str) -> None:
    letter = issued(world)
    withdraw(getattr(world, who), letter.pk, reason=" Salah nama. ")
    kept = Letter.objects.get()
    assert kept.state == Letter.State.WITHDRAWN
    assert (kept.number, kept.withdrawal_reason) == (letter.number, "Salah nama.")
    assert kept.application.state == State.WITHDRAWN
    again = approved(world)
    assert issue(world.kades, again.number, seen=again.event_count).running == 2


@pytest.mark.parametrize(("who", "error"), [("operator", NotAllowed), ("stranger_kades", NotFound)])
def test_nobody_else_may(world: World, who: str, error: type[DomainError]) -> None:
    letter = issued(world)
    with pytest.raises(error):
        withdraw(getattr(world, who), letter.pk, reason="Salah nama.")
    assert Letter.objects.get().state == Letter.State.ISSUED


@pytest.mark.parametrize("reason", ["", "  ", "x" * 241])
def test_a_reason_is_needed(world: World, reason: str) -> None:
    letter = issued(world)
    with pytest.raises(InvalidInput) as refused:
        withdraw(world.kades, letter.pk, reason=reason)
    assert set(refused.value.errors) == {"reason"}


def test_once_is_enough(world: World) -> None:
    letter = issued(world)
    withdraw(world.kades, letter.pk, reason="Salah nama.")
    with pytest.raises(Conflict):
        withdraw(world.kades, letter.pk, reason="Salah lagi.")


def test_an_unknown_letter(world: World) -> None:
    with pytest.raises(NotFound):
        withdraw(world.kades, uuid.uuid4(), reason="Salah nama.")


def test_a_reason_nobody_can_see_is_none(world: World) -> None:
    letter = issued(world)
    with pytest.raises(InvalidInput):
        withdraw(world.kades, letter.pk, reason="\u200b\u202e")
