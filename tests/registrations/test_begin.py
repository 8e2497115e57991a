"""Beginning a registration."""

import pytest

from tatadesa.core.errors import InvalidInput, NotFound, TooMany
from tatadesa.registrations.actions.begin import begin
from tatadesa.registrations.models import Registration
from tests.people import World
from tests.registrations.applying import ADDRESS


def test_it_keeps_what_was_agreed_to_and_when(world: World) -> None:
    registration = begin(world.karangsari, "2026-11", ADDRESS)
    assert (registration.state, registration.consent_version) == (Registration.State.BEGUN, "2026-11")
    assert registration.consent_at is not None
    assert [event.verb for event in registration.events.all()] == ["begin"]


def test_without_a_yes_there_is_nothing(world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        begin(world.karangsari, "", ADDRESS)
    assert "setuju" in refused.value.errors
    assert not Registration.objects.exists()


def test_only_at_an_open_village(world: World) -> None:
    world.karangsari.is_active = False
    with pytest.raises(NotFound):
        begin(world.karangsari, "2026-11", ADDRESS)
    world.sidamulya.kind = "kua"
    with pytest.raises(NotFound):
        begin(world.sidamulya, "2026-11", ADDRESS)


def test_one_address_does_not_fill_the_table(world: World) -> None:
    for _ in range(60):
        begin(world.karangsari, "2026-11", ADDRESS)
    with pytest.raises(TooMany):
        begin(world.karangsari, "2026-11", ADDRESS)
    begin(world.karangsari, "2026-11", "192.0.2.8")
