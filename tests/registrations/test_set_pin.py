"""The PIN of an account to be."""

import pytest
from django.contrib.auth.hashers import check_password

from tatadesa.core.errors import InvalidInput
from tatadesa.registrations.actions.confirm_data import confirm_data
from tatadesa.registrations.actions.set_pin import set_pin
from tests.people import World
from tests.registrations.applying import DEWI, begun


def test_only_its_hash_is_kept(world: World) -> None:
    registration = set_pin(begun(world.karangsari).pk, "493817")
    assert registration.pin_hash.startswith("argon2")
    assert check_password("493817", registration.pin_hash)


@pytest.mark.parametrize(
    "pin",
    ["", "12345", "1234567", "abcdef", "111111", "123456", "121212", "170392", "920317", "031992", "199203", "330207"],
)
def test_what_is_easily_guessed_is_refused(world: World, pin: str) -> None:
    registration = begun(world.karangsari)
    confirm_data(registration.pk, DEWI)
    with pytest.raises(InvalidInput) as refused:
        set_pin(registration.pk, pin)
    assert set(refused.value.errors) == {"pin"}
    registration.refresh_from_db()
    assert registration.pin_hash == ""
