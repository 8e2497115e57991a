"""Handing an issued letter to the kecamatan."""

from __future__ import annotations

from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts import secrets
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.core.jobs import Postponed
from tatadesa.gateways.opendk.emulator import TOKEN, make_server
from tatadesa.letters.actions.change_hand_off_settings import change_hand_off_settings
from tatadesa.letters.actions.hand_off import hand_off
from tatadesa.letters.actions.withdraw import withdraw
from tatadesa.letters.models import HandOffEntry, HandOffSettings
from tatadesa.letters.tasks import send_letter
from tests.desk.stages import issued
from tests.gateways.emulators import Running
from tests.people import World

pytestmark = pytest.mark.django_db
LATER = 4_000_000_000


@pytest.fixture
def opendk(world: World) -> Any:
    """A kecamatan that takes letters of Karangsari."""
    with Running(make_server(0)) as running:
        HandOffSettings.objects.create(
            office=world.karangsari,
            is_on=True,
            server=running.url,
            village_code=world.karangsari.code,
            token=secrets.encrypt(TOKEN),
        )
        yield running


def test_a_letter_goes_as_a_job(world: World, opendk: Running) -> None:
    letter = issued(world)
    entry = hand_off(world.operator, letter.pk)
    [job] = ProcrastinateJob.objects.filter(task_name="letters.hand_off")
    send_letter(job.args["entry_id"], job.args["until"])
    entry.refresh_from_db()
    assert (entry.state, entry.attempts) == ("sent", 1)
    assert opendk.http.get("/surat").json()[0]["nomor"] == letter.number
    with pytest.raises(Conflict, match="terkirim"):
        hand_off(world.operator, letter.pk)


def test_a_server_that_is_down_is_tried_again_until_it_is_too_late(world: World, opendk: Running) -> None:
    entry = hand_off(world.operator, issued(world).pk)
    opendk.misbehave("status", status=500, times=2)
    with pytest.raises(Postponed):
        send_letter(str(entry.pk), LATER)
    entry.refresh_from_db()
    assert (entry.state, "terganggu" in entry.reason) == ("waiting", True)
    send_letter(str(entry.pk), 0)
    entry.refresh_from_db()
    assert (entry.state, entry.attempts) == ("failed", 2)
    again = hand_off(world.operator, entry.letter_id)
    send_letter(str(again.pk), LATER)
    again.refresh_from_db()
    assert (again.pk, again.state) == (entry.pk, "sent")


def test_a_refused_token_is_a_failure_with_words(world: World, opendk: Running) -> None:
    HandOffSettings.objects.update(token=secrets.encrypt("lain"))
    entry = hand_off(world.operator, issued(world).pk)
    send_letter(str(entry.pk), LATER)
    entry.refresh_from_db()
    assert (entry.state, "tidak menerima token" in entry.reason) == ("failed", True)


def test_what_was_withdrawn_or_switched_off_does_not_go(world: World, opendk: Running) -> None:
    letter = issued(world)
    entry = hand_off(world.operator, letter.pk)
    withdraw(world.kades, letter.pk, reason="Salah nama.")
    send_letter(str(entry.pk), LATER)
    entry.refresh_from_db()
    assert (entry.state, opendk.http.get("/surat").json()) == ("failed", [])
    with pytest.raises(Conflict, match="dicabut"):
        hand_off(world.operator, letter.pk)
    HandOffSettings.objects.update(is_on=False)
    with pytest.raises(Conflict, match="belum diatur"):
        hand_off(world.operator, letter.pk)


def test_only_the_own_office_sends(world: World, opendk: Running) -> None:
    letter = issued(world)
    with pytest.raises(NotFound):
        hand_off(world.stranger_operator, letter.pk)
    assert not HandOffEntry.objects.exists()


RIGHT = {"server": "https://opendk.example/", "village_code": "33.02.07.2901", "token": "kunci-opendk", "is_on": "1"}


def administrator(world: World) -> Any:
    world.sekdes.roles = ["administrator"]
    world.sekdes.save()
    return world.sekdes


def test_settings_are_kept_with_the_token_sealed(world: World) -> None:
    staff = administrator(world)
    saved = change_hand_off_settings(staff, RIGHT, seen=1)
    assert (saved.server, secrets.decrypt(saved.token)) == ("https://opendk.example", "kunci-opendk")
    assert "kunci-opendk" not in saved.token
    kept = change_hand_off_settings(staff, {**RIGHT, "token": ""}, seen=2)
    assert kept.token == saved.token
    with pytest.raises(Conflict):
        change_hand_off_settings(staff, RIGHT, seen=2)
    with pytest.raises(InvalidInput) as refused:
        change_hand_off_settings(staff, {**RIGHT, "server": "https://lain.example", "token": ""}, seen=3)
    assert "token" in refused.value.errors
    with pytest.raises(NotAllowed):
        change_hand_off_settings(world.operator, RIGHT, seen=3)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("server", "ftp://x"),
        ("server", "https://a:b@x"),
        ("server", "https://x/?q=1"),
        ("server", "https://[::1"),
        ("server", ""),
        ("village_code", "desa"),
        ("token", "a b"),
        ("token", ""),
        ("token", "é"),
    ],
)
def test_wrong_settings_are_named(field: str, typed: str, world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        change_hand_off_settings(administrator(world), {**RIGHT, field: typed}, seen=1)
    assert set(refused.value.errors) == {field}
