"""Approving: an account that works, tied to the right person, and nothing kept that is not needed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts.models import Account
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.files import storage
from tatadesa.registrations.actions.approve import approve
from tatadesa.registrations.models import Registration
from tatadesa.residents import codes
from tests.people import World
from tests.registrations.waiting import PIN, neighbour, waiting

pytestmark = pytest.mark.usefixtures("told")
State = Registration.State


def test_the_person_can_sign_in_and_is_tied(
    world: World, client: Client, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    dewi = neighbour(world.karangsari)
    registration = waiting(world.karangsari, dewi)
    lies_at = registration.photo.storage_name
    with django_capture_on_commit_callbacks(execute=True):
        done = approve(world.operator, registration.pk, seen=registration.edition, resident_id=dewi.pk)
    dewi.refresh_from_db()
    assert dewi.account == done.account
    assert client.post("/masuk/", {"identitas": dewi.nik, "pin": PIN}).status_code == 302
    done.refresh_from_db()
    assert (done.state, done.decided_by, done.pin_hash, done.card) == (State.ACTIVE, world.operator, "", {})
    assert done.edition == registration.edition + 1
    assert not storage.private().exists(lies_at)
    event = done.events.get()
    assert (event.actor, event.state) == (world.operator.account, State.ACTIVE)
    assert dewi.nik not in event.words


def test_a_person_of_no_register_gets_an_account_of_their_own(world: World, signed_in: Callable[..., Client]) -> None:
    registration = waiting(world.karangsari)
    account = approve(world.kades, registration.pk, seen=1, resident_id=None).account
    assert account is not None
    browser = signed_in(account)
    assert browser.get("/").status_code == 200
    assert browser.get("/permohonan/").status_code == 200
    refused = browser.get("/layanan/surat-uji/isi/")
    assert refused.status_code < 500
    assert Registration.objects.get().resident is None


def test_the_person_is_told_without_a_nik(world: World, told: Callable[[], list[dict[str, str]]]) -> None:
    registration = waiting(world.karangsari)
    approve(world.operator, registration.pk, seen=1, resident_id=None)
    (message,) = told()
    assert (message["purpose"], message["to"], message["channel"]) == ("akun_aktif", "628120000901", "whatsapp")
    assert "/masuk/" in message["text"]
    assert registration.nik not in str(message)
    assert "DEWI" not in str(message)


def test_nobody_is_told_at_an_unproven_contact(world: World, told: Callable[[], list[dict[str, str]]]) -> None:
    registration = waiting(world.karangsari, contact_confirmed_at=None)
    approve(world.operator, registration.pk, seen=1, resident_id=None)
    assert told() == []


def test_a_difference_has_to_be_looked_at(world: World) -> None:
    dewi = neighbour(world.karangsari)
    registration = waiting(world.karangsari, dewi, name="RATNA SARI")
    with pytest.raises(InvalidInput) as refused:
        approve(world.operator, registration.pk, seen=1, resident_id=dewi.pk)
    assert set(refused.value.errors) == {"checked"}
    assert approve(world.operator, registration.pk, seen=1, resident_id=dewi.pk, checked=True).state == State.ACTIVE


def test_another_spelling_is_no_difference(world: World) -> None:
    dewi = neighbour(world.karangsari)
    registration = waiting(world.karangsari, dewi, name="Hj. Dewi Kartika, S.Pd.")
    assert approve(world.operator, registration.pk, seen=1, resident_id=dewi.pk).state == State.ACTIVE


def test_an_officer_may_choose_another_resident(world: World) -> None:
    dewi = neighbour(world.karangsari, nik="3302075703929099")
    registration = waiting(world.karangsari)
    done = approve(world.operator, registration.pk, seen=1, resident_id=dewi.pk, checked=True)
    dewi.refresh_from_db()
    assert done.resident == dewi
    assert dewi.account == done.account


def test_a_nik_with_an_account_is_refused_even_from_another_village(world: World) -> None:
    for nik in ("3302076505909001", "3302074402959004"):
        registration = waiting(world.karangsari, nik=nik)
        with pytest.raises(Conflict, match="sudah punya akun"):
            approve(world.operator, registration.pk, seen=1, resident_id=None)
        registration.refresh_from_db()
        assert registration.state == State.WAITING
        assert registration.photo.deleted_at is None


def test_a_resident_with_an_account_or_dead_is_refused(world: World) -> None:
    registration = waiting(world.karangsari)
    with pytest.raises(Conflict, match="akun lain"):
        approve(world.operator, registration.pk, seen=1, resident_id=world.siti.resident.pk, checked=True)
    dead = neighbour(world.karangsari, base_status=codes.DEAD)
    with pytest.raises(Conflict, match="meninggal"):
        approve(world.operator, registration.pk, seen=1, resident_id=dead.pk)


def test_another_village_finds_nothing(world: World) -> None:
    registration = waiting(world.karangsari)
    with pytest.raises(NotFound):
        approve(world.stranger_kades, registration.pk, seen=1, resident_id=None)
    with pytest.raises(NotFound):
        approve(world.operator, registration.pk, seen=1, resident_id=neighbour(world.sidamulya).pk)


def test_a_stale_page_is_a_conflict(world: World) -> None:
    registration = waiting(world.karangsari, edition=3)
    with pytest.raises(Conflict, match="berubah"):
        approve(world.operator, registration.pk, seen=2, resident_id=None)


@pytest.mark.parametrize("state", [State.ACTIVE, State.REFUSED, State.EXPIRED])
def test_what_has_ended_stays_ended(state: Registration.State, world: World) -> None:
    registration = waiting(world.karangsari, state=state)
    with pytest.raises(Conflict):
        approve(world.operator, registration.pk, seen=1, resident_id=None)
    assert not Account.objects.filter(login=registration.nik).exists()


def test_a_person_at_the_counter_need_not_mend_first(world: World) -> None:
    registration = waiting(world.karangsari, state=State.ASKED)
    assert approve(world.sekdes, registration.pk, seen=1, resident_id=None).state == State.ACTIVE


@pytest.mark.parametrize("role", ["kasi", "rt", "rw", "administrator", "agency_officer"])
def test_other_roles_do_not_decide(role: str, world: World) -> None:
    registration = waiting(world.karangsari)
    world.operator.roles = [role]
    with pytest.raises(NotAllowed):
        approve(world.operator, registration.pk, seen=1, resident_id=None)


def test_a_rollback_leaves_photo_and_queue_as_they_were(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    registration = waiting(world.karangsari)
    before = ProcrastinateJob.objects.count()

    def fail(*_: object) -> None:
        raise Conflict("gagal")

    monkeypatch.setattr("tatadesa.registrations.actions.approve.tell", fail)
    with pytest.raises(Conflict):
        approve(world.operator, registration.pk, seen=1, resident_id=None)
    assert not Account.objects.filter(login=registration.nik).exists()
    assert storage.private().exists(Registration.objects.get().photo.storage_name)
    assert ProcrastinateJob.objects.count() == before
