"""The demo's village hands letters to the emulated OpenDK, on whatever port it has this time."""

import pytest

from tatadesa.config.demo import opendk
from tatadesa.config.demo.opendk import connect_opendk
from tatadesa.gateways.opendk.emulator import TOKEN, make_server
from tatadesa.letters.actions.hand_off import hand_off
from tatadesa.letters.handing_off import attempt
from tatadesa.letters.models import HandOffSettings
from tests.gateways.emulators import Running
from tests.letters.stages import issued
from tests.people import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opendk, "HOME_VILLAGE", world.karangsari.code)


def test_a_letter_arrives(world: World) -> None:
    letter = issued(world)
    with Running(make_server(0)) as running:
        connect_opendk(running.url)
        attempt(hand_off(world.kades, letter.pk).pk, last=True)
        assert [one["nomor"] for one in running.http.get("/surat").json()] == [letter.number]


def test_the_port_follows_and_other_settings_stay(world: World) -> None:
    connect_opendk("http://127.0.0.1:1001")
    HandOffSettings.objects.update(is_on=False)
    connect_opendk("http://127.0.0.1:1002")
    assert [(one.server, one.is_on) for one in HandOffSettings.objects.all()] == [("http://127.0.0.1:1002", False)]
    HandOffSettings.objects.update(server="https://opendk.contoh.id")
    connect_opendk("http://127.0.0.1:1003")
    assert HandOffSettings.objects.get().server == "https://opendk.contoh.id"


def test_the_token_is_the_emulators() -> None:
    assert opendk._TOKEN == TOKEN
