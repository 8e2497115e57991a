"""A letter comes back from the kecamatan with its signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts import secrets
from tatadesa.accounts.models import Account
from tatadesa.core.clock import now
from tatadesa.files import storage
from tatadesa.gateways.opendk.emulator import SEAL, TOKEN, make_server
from tatadesa.letters.actions.hand_off import hand_off
from tatadesa.letters.actions.withdraw import withdraw
from tatadesa.letters.giving_back import ASKED_FOR, offices_that_wait
from tatadesa.letters.handing_off import attempt
from tatadesa.letters.models import HandOffEntry, HandOffSettings, Letter
from tatadesa.letters.tasks import ask_district, ask_district_of
from tests.desk.stages import address, issued, text
from tests.gateways.emulators import Running
from tests.people import World

Browser = Callable[[Account], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def opendk(world: World) -> Any:
    with Running(make_server(0)) as running:
        HandOffSettings.objects.create(
            office=world.karangsari,
            is_on=True,
            server=running.url,
            village_code=world.karangsari.code,
            token=secrets.encrypt(TOKEN),
        )
        yield running


@pytest.fixture
def letter(world: World, opendk: Running) -> Letter:
    """Siti's, which lies at the kecamatan."""
    made = issued(world)
    attempt(hand_off(world.operator, made.pk).pk, last=True)
    return made


def act(opendk: Running, letter: Letter, what: str, note: str = "") -> None:
    path = letter.number.replace("/", "%2F")
    assert opendk.http.post(f"/control/letter/{path}", json={"what": what, "note": note}).status_code == 200


def asked(world: World) -> HandOffEntry:
    ask_district_of(str(world.karangsari.pk))
    return HandOffEntry.objects.get()


def test_the_signed_file_is_kept_byte_for_byte(world: World, opendk: Running, letter: Letter) -> None:
    assert (asked(world).there, asked(world).signed_file) == ("waiting", None)
    act(opendk, letter, "sign")
    entry = asked(world)
    assert entry.there == "signed"
    assert entry.signed_file is not None
    assert storage.read(entry.signed_file) == storage.read(letter.file) + SEAL
    assert (entry.signed_file.owner, entry.signed_file.office) == (None, world.karangsari)
    assert offices_that_wait() == [], "nobody asks about what has come"


def test_signed_without_a_signature_is_asked_again(world: World, opendk: Running, letter: Letter) -> None:
    act(opendk, letter, "sign-late")
    assert (asked(world).there, asked(world).signed_file) == ("signed", None)
    act(opendk, letter, "sign")
    assert asked(world).signed_file is not None


def test_a_rejection_ends_it(world: World, opendk: Running, letter: Letter) -> None:
    act(opendk, letter, "reject", "Lampiran kurang.")
    entry = asked(world)
    assert (entry.there, entry.there_note) == ("rejected", "Lampiran kurang.")
    assert offices_that_wait() == []


def test_a_silent_server_changes_nothing(world: World, opendk: Running, letter: Letter) -> None:
    before = asked(world)
    act(opendk, letter, "sign")
    opendk.misbehave("status", status=500)
    after = asked(world)
    assert (after.there, after.asked_there_at) == (before.there, before.asked_there_at)
    opendk.misbehave("cut", letter.number.replace("/", "%2F"))
    assert (asked(world).there, asked(world).signed_file is None) == ("signed", False)


def test_what_is_no_plain_pdf_is_not_kept(
    world: World, opendk: Running, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(opendk, letter, "sign")
    monkeypatch.setattr(opendk.server, "file", lambda village, number: b"%PDF-1.7 rusak")
    entry = asked(world)
    assert entry.signed_file is None
    assert "tidak disimpan" in entry.there_note


def test_who_is_asked_and_who_not(world: World, opendk: Running, letter: Letter) -> None:
    ask_district(0)
    ask_district(0)
    jobs = ProcrastinateJob.objects.filter(task_name="letters.ask_district_of")
    assert {job.args["office_id"] for job in jobs} == {str(world.karangsari.pk)}
    HandOffEntry.objects.update(sent_at=now() - ASKED_FOR - timedelta(days=1))
    assert offices_that_wait() == []
    HandOffEntry.objects.update(sent_at=now())
    HandOffSettings.objects.update(is_on=False)
    assert (offices_that_wait(), asked(world).there) == ([], "")


def test_a_withdrawn_letter_is_not_asked_about(world: World, opendk: Running, letter: Letter) -> None:
    withdraw(world.kades, letter.pk, reason="Salah nama.")
    act(opendk, letter, "sign")
    assert asked(world).there == ""


def test_officer_and_citizen_download_it(world: World, opendk: Running, letter: Letter, signed_in: Browser) -> None:
    desk, phone = signed_in(world.operator.account), signed_in(world.siti)
    at_desk, at_portal = f"/desk/surat/{letter.pk}/kecamatan.pdf", f"/surat/{letter.pk}/kecamatan.pdf"
    mine = f"/permohonan/{letter.application.number}/"
    asked(world)
    assert "Sedang diperiksa kecamatan" in text(desk.get(address(letter.application)))
    assert (desk.get(at_desk).status_code, phone.get(at_portal).status_code) == (404, 404)
    assert at_portal not in text(phone.get(mine))
    act(opendk, letter, "sign")
    asked(world)
    assert at_desk in text(desk.get(address(letter.application)))
    assert at_portal in text(phone.get(mine))
    assert desk.get(at_desk).content == phone.get(at_portal).content
    withdraw(world.kades, letter.pk, reason="Salah nama.")
    assert phone.get(at_portal).status_code == 404
