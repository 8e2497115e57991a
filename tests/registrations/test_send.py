"""Sending: active at once only when nothing is open, otherwise an officer decides; the person sees no difference."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts.models import Account
from tatadesa.accounts.secrets import fingerprint
from tatadesa.accounts.throttle import spend
from tatadesa.core.errors import Conflict, TooMany
from tatadesa.registrations import checks
from tatadesa.registrations.actions.confirm_data import confirm_data
from tatadesa.registrations.actions.send import send
from tatadesa.registrations.models import IdentityPhoto, Registration
from tatadesa.residents.ports import Elements, SourceAnswer, SourceStatus
from tests.mailbox import Mailbox
from tests.people import World
from tests.registrations.applying import DEWI, PHONE, Reader, begun, complete, with_photo
from tests.registrations.waiting import PIN, neighbour, waiting

State, Match = Registration.State, Registration.Match


@pytest.fixture
def instant(world: World, reachable: Mailbox) -> World:
    """Karangsari opens accounts at once, and Dewi is in its register."""
    world.karangsari.instant_accounts = True
    world.karangsari.save()
    neighbour(world.karangsari)
    return world


def effects(event: str) -> list[dict[str, str]]:
    jobs = ProcrastinateJob.objects.filter(task_name="core.run_effect")
    return [job.args["payload"] for job in jobs if event in job.args["payload"]]


def test_who_agrees_in_everything_is_in_at_once(instant: World) -> None:
    sent = send(complete(instant.karangsari).pk)
    assert (sent.state, sent.match) == (State.ACTIVE, Match.EXACT)
    account = Account.objects.get(login=DEWI["nik"])
    assert account.resident.name == "DEWI KARTIKA"
    assert check_password(PIN, account.password)
    assert (account.citizen.phone, account.citizen.phone_confirmed_at is None) == (PHONE, False)
    assert (sent.pin_hash, sent.card) == ("", {})
    assert IdentityPhoto.objects.get().deleted_at is not None
    assert effects("resident_id") == [{"account_id": str(account.pk), "resident_id": str(account.resident.pk)}]
    assert [event.verb for event in sent.events.order_by("id")][-1] == "activate"


def dead(world: World) -> None:
    world.karangsari.residents.filter(nik=DEWI["nik"]).update(base_status=2)


def moved(world: World) -> None:
    world.karangsari.residents.filter(nik=DEWI["nik"]).update(base_status=3)


def tied(world: World) -> None:
    world.rina.resident.delete()
    world.karangsari.residents.filter(nik=DEWI["nik"]).update(account=world.rina)


def has_account(world: World) -> None:
    Account.objects.filter(pk=world.rina.pk).update(login=DEWI["nik"])


def contested(world: World) -> None:
    waiting(world.sidamulya, nik=DEWI["nik"])


def not_allowed(world: World) -> None:
    world.karangsari.instant_accounts = False
    world.karangsari.save()


def other_spelling(world: World) -> None:
    world.karangsari.residents.filter(nik=DEWI["nik"]).update(name="DEWY KARTIKA")


def other_birth_date(world: World) -> None:
    world.karangsari.residents.filter(nik=DEWI["nik"]).update(birth_date=date(1992, 3, 18))


def unknown(world: World) -> None:
    world.karangsari.residents.filter(nik=DEWI["nik"]).delete()


REASONS = (
    dead,
    moved,
    tied,
    has_account,
    contested,
    not_allowed,
    other_spelling,
    other_birth_date,
    unknown,
)


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.__name__)
def test_anything_open_waits_for_an_officer(instant: World, reason: Any) -> None:
    reason(instant)
    before = Account.objects.count()
    sent = send(complete(instant.karangsari).pk)
    assert sent.state == State.WAITING
    assert sent.sent_at is not None
    assert Account.objects.count() == before
    assert sent.pin_hash, "for the officer who approves"


def test_the_officer_sees_who_is_meant(instant: World) -> None:
    dead(instant)
    sent = send(complete(instant.karangsari).pk)
    assert sent.resident.nik == DEWI["nik"]


@pytest.mark.parametrize(
    ("reader", "contact"),
    [
        (Reader(nik="3302070107809003"), True),
        (Reader(("nik",)), True),
        (Reader(nik=""), True),
        (Reader(), False),
    ],
    ids=["card of somebody else", "NIK read with doubt", "NIK not read", "no confirmed contact"],
)
def test_the_card_and_the_contact_must_speak_for_the_person(
    instant: World, reader: Reader, contact: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    registration = complete(instant.karangsari, reader=reader, contact=contact)
    if not contact:
        monkeypatch.setattr("tatadesa.registrations.actions.send.available_channels", lambda _: [])
    assert send(registration.pk).state == State.WAITING


@pytest.mark.parametrize(("married", "state"), [(1, State.WAITING), (2, State.ACTIVE)])
def test_under_seventeen_only_when_married(instant: World, married: int, state: str) -> None:
    nik, born = "3302075703119019", date(2011, 3, 17)
    neighbour(instant.karangsari, nik=nik, birth_date=born, marital_status=married, name="AYU DEWI")
    sent = send(complete(instant.karangsari, nik=nik, birth_date="17-03-2011", name="AYU DEWI").pk)
    assert sent.state == state


def test_a_village_without_any_channel_still_takes_registrations(world: World) -> None:
    sent = send(complete(world.karangsari, contact=False).pk)
    assert (sent.state, sent.match) == (State.WAITING, Match.ABSENT)


@pytest.mark.parametrize("missing", ["everything", "photo", "data", "contact", "pin"])
def test_what_is_incomplete_is_not_sent(world: World, reachable: Mailbox, missing: str) -> None:
    if missing == "everything":
        registration = begun(world.karangsari)
    elif missing == "data":
        registration = with_photo(world.karangsari, Reader())
    else:
        registration = complete(world.karangsari, contact=missing != "contact")
        if missing == "pin":
            Registration.objects.update(pin_hash="")
        if missing == "photo":
            registration.photo.delete()
    with pytest.raises(Conflict):
        send(registration.pk)
    registration.refresh_from_db()
    assert registration.state == State.BEGUN


def test_sending_twice_is_sending_once(world: World, reachable: Mailbox) -> None:
    registration = complete(world.karangsari)
    first, again = send(registration.pk), send(registration.pk)
    assert (first.sent_at, first.edition) == (again.sent_at, again.edition)
    assert [event.verb for event in again.events.all()].count("send") == 1


def test_one_nik_is_not_sent_again_and_again(world: World, reachable: Mailbox) -> None:
    phones = [f"62812000095{number:02}" for number in range(6)]
    for phone in phones[:5]:
        registration = complete(world.karangsari, contact=False)
        Registration.objects.filter(pk=registration.pk).update(
            phone=phone, contact_confirmed_at=registration.created_at
        )
        assert send(registration.pk).state == State.WAITING, "several may wait: an officer sees them side by side"
    registration = complete(world.karangsari, contact=False)
    Registration.objects.filter(pk=registration.pk).update(contact_confirmed_at=registration.created_at)
    with pytest.raises(TooMany):
        send(registration.pk)


def test_strangers_with_the_same_nik_cannot_keep_a_mended_registration_back(world: World, reachable: Mailbox) -> None:
    asked = waiting(world.karangsari, state=State.ASKED, asked_fields=["address"], message="Alamat?")
    for _ in range(5):
        spend("register-send", fingerprint(asked.nik), capacity=5, per_seconds=86400)
    confirm_data(asked.pk, DEWI)
    assert send(asked.pk).state == State.WAITING


def test_what_was_asked_for_goes_back_to_the_officer_and_keeps_its_place(instant: World) -> None:
    asked = waiting(instant.karangsari, state=State.ASKED, asked_fields=["address"], message="Alamat?")
    with pytest.raises(Conflict):
        send(asked.pk)
    confirm_data(asked.pk, DEWI)
    sent = send(asked.pk)
    assert (sent.state, sent.message, sent.asked_fields) == (State.WAITING, "", [])
    assert sent.sent_at == asked.sent_at
    assert sent.events.get(verb="send").words == "Dikirim lagi setelah diperbaiki."


def test_dukcapil_is_asked_afterwards_and_only_its_word_kept(
    world: World, reachable: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Elements] = []

    def verify(office: object, elements: Elements, *, actor_id: object, purpose: str) -> SourceAnswer:
        asked.append(elements)
        return SourceAnswer(SourceStatus.NOT_MATCHED, {"name": False}, "tidak sama")

    monkeypatch.setattr(checks, "verify", verify)
    sent = send(complete(world.karangsari).pk)
    assert sent.population_check == ""
    job = ProcrastinateJob.objects.get(task_name="registrations.check_population")
    checks.check_population(**job.args)
    sent.refresh_from_db()
    assert sent.population_check == "not_matched"
    assert (asked[0].nik, asked[0].birth_date) == (DEWI["nik"], date(1992, 3, 17))


def test_nothing_is_asked_about_what_is_over(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "verify", None)
    registration = waiting(world.karangsari, state=State.REFUSED)
    checks.check_population(str(registration.pk))


def test_the_history_names_nobody(instant: World) -> None:
    sent = send(complete(instant.karangsari).pk)
    told = " ".join(event.words for event in sent.events.all())
    for secret in (DEWI["nik"], "Dewi", "DEWI", PHONE, PIN, DEWI["address"]):
        assert secret not in told
