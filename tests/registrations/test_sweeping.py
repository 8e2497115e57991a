"""What goes by itself: looked at on the disk, with the clock moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app

from tatadesa.files import storage
from tatadesa.registrations import checks, sweeping
from tatadesa.registrations.actions.refuse import refuse
from tatadesa.registrations.actions.send import send
from tatadesa.registrations.models import IdentityPhoto, Registration
from tests.people import World
from tests.registrations.applying import DEWI, complete
from tests.registrations.waiting import neighbour, waiting

State = Registration.State
Run = Callable[[Callable[[], int]], int]
PERSONAL = ("nik", "name", "birth_place", "address", "rt", "rw", "phone", "email", "pin_hash")


@pytest.fixture
def run(django_capture_on_commit_callbacks: Callable[..., Iterator[object]]) -> Run:
    """Call a sweep as the job does, its commits included."""

    def call(sweep: Callable[[], int]) -> int:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            return sweep()

    return call


class Later:
    """The clock of everything, moved on."""

    def __init__(self, **span: float) -> None:
        moment: datetime = timezone.now() + timedelta(**span)
        self.patch = mock.patch("django.utils.timezone.now", return_value=moment)

    def __enter__(self) -> None:
        self.patch.start()

    def __exit__(self, *_: object) -> None:
        self.patch.stop()


def personal(registration: Registration) -> list[object]:
    """What is left about the person."""
    values = [getattr(registration, field) for field in PERSONAL]
    return [value for value in (*values, registration.birth_date, registration.sex, registration.card) if value]


def test_a_photo_goes_at_its_date_and_what_was_read_with_it(world: World, run: Run) -> None:
    registration = waiting(world.karangsari)
    lies_at = registration.photo.storage_name
    with Later(days=13, hours=23):
        assert run(sweeping.delete_due_photos) == 0
    assert storage.private().exists(lies_at)
    with Later(days=14, minutes=1):
        assert run(sweeping.delete_due_photos) == 1
        assert run(sweeping.delete_due_photos) == 0
    assert not storage.private().exists(lies_at)
    registration = Registration.objects.select_related("photo").get()
    assert (registration.card, registration.photo.storage_name, registration.state) == ({}, "", State.WAITING)
    assert registration.photo.deleted_at is not None
    assert registration.name == "DEWI KARTIKA"


def test_what_is_forgotten_for_a_day_is_emptied(world: World, run: Run) -> None:
    registration = waiting(world.karangsari, state=State.BEGUN, sent_at=None)
    lies_at = registration.photo.storage_name
    with Later(hours=23):
        assert run(sweeping.expire_forgotten) == 0
    with Later(hours=25):
        assert run(sweeping.expire_forgotten) == 1
    registration.refresh_from_db()
    assert registration.state == State.EXPIRED
    assert personal(registration) == []
    assert not storage.private().exists(lies_at)
    assert registration.events.get().actor is None


def test_touching_it_gives_another_day(world: World, run: Run) -> None:
    registration = waiting(world.karangsari, photo=False, state=State.BEGUN, sent_at=None)
    with Later(hours=20):
        registration.save()
    with Later(hours=30):
        assert run(sweeping.expire_forgotten) == 0


def test_what_is_not_mended_in_thirty_days_is_emptied(world: World, run: Run) -> None:
    asked = waiting(world.karangsari, state=State.ASKED, message="Foto KTP lagi.")
    other = waiting(world.karangsari, nik="3302075703921111")
    with Later(days=29):
        assert run(sweeping.expire_unanswered) == 0
    with Later(days=31):
        assert run(sweeping.expire_unanswered) == 1
    asked.refresh_from_db()
    other.refresh_from_db()
    assert (asked.state, personal(asked), asked.edition) == (State.EXPIRED, [], 2)
    assert other.state == State.WAITING


def test_what_nobody_decides_ends_and_the_person_is_told(
    world: World, run: Run, told: Callable[[], list[dict[str, str]]]
) -> None:
    left = waiting(world.karangsari)
    lies_at = left.photo.storage_name
    with Later(days=20):
        mended = waiting(world.karangsari, nik="3302075703921111", sent_at=left.sent_at)
    with Later(days=29, hours=23):
        assert run(sweeping.expire_undecided) == 0
    with Later(days=30, minutes=1):
        assert run(sweeping.expire_undecided) == 1
        assert run(sweeping.expire_undecided) == 0
    left.refresh_from_db()
    mended.refresh_from_db()
    assert (left.state, personal(left), left.edition, mended.state) == (State.EXPIRED, [], 2, State.WAITING)
    assert not storage.private().exists(lies_at)
    event = left.events.get()
    assert (event.verb, event.actor, event.words) == ("expire", None, "Tidak diputuskan dalam 30 hari.")
    (message,) = told()
    assert message["to"] == "628120000901"
    assert "belum diputuskan selama 30 hari" in message["text"]
    assert "DEWI" not in message["text"]


def test_it_ends_after_the_days_of_its_own_office(world: World, run: Run) -> None:
    world.sidamulya.registration_days = 60
    world.sidamulya.save()
    for office in (world.karangsari, world.sidamulya):
        waiting(office, photo=False)
    with Later(days=31):
        assert run(sweeping.sweep) == 1
    assert Registration.objects.get(state=State.EXPIRED).office == world.karangsari


@pytest.mark.usefixtures("reachable")
def test_whoever_waited_in_vain_registers_anew(world: World, run: Run) -> None:
    first = send(complete(world.karangsari).pk)
    with Later(days=31):
        run(sweeping.sweep)
        second = send(complete(world.karangsari).pk)
    first.refresh_from_db()
    assert (first.state, second.state, second.nik) == (State.EXPIRED, State.WAITING, DEWI["nik"])


@pytest.mark.usefixtures("told")
def test_of_a_decision_only_the_decision_stays(world: World, run: Run) -> None:
    dewi = neighbour(world.karangsari)
    refused = waiting(world.karangsari, dewi, match=Registration.Match.DIFFERENT)
    refuse(world.operator, refused.pk, seen=1, reason="no_card")
    open_one = waiting(world.karangsari, nik="3302075703921111")
    with Later(days=13):
        assert run(sweeping.reduce_decided) == 0
    with Later(days=15):
        assert run(sweeping.reduce_decided) == 1
        assert run(sweeping.reduce_decided) == 0
    refused.refresh_from_db()
    open_one.refresh_from_db()
    assert personal(refused) == []
    assert (refused.state, refused.decided_by_id) == (State.REFUSED, world.operator.pk)
    assert (refused.resident, refused.match) == (dewi, Registration.Match.DIFFERENT)
    assert refused.message
    assert open_one.name


def test_each_office_has_its_own_days(world: World, run: Run) -> None:
    world.sidamulya.identity_photo_days = 3
    world.sidamulya.save()
    for office in (world.karangsari, world.sidamulya):
        waiting(office, photo=False, state=State.REFUSED, decided_at=timezone.now())
    with Later(days=4):
        assert run(sweeping.reduce_decided) == 1
    assert Registration.objects.get(nik="").office == world.sidamulya


def test_all_of_it_in_one_run(world: World, run: Run) -> None:
    waiting(world.karangsari, state=State.BEGUN, sent_at=None)
    waiting(world.karangsari, state=State.ASKED, nik="3302075703921111")
    with Later(days=31):
        run(sweeping.sweep)
        assert run(sweeping.sweep) == 0
    assert {row.state for row in Registration.objects.all()} == {State.EXPIRED}
    assert not IdentityPhoto.objects.filter(deleted_at=None).exists()
    assert not IdentityPhoto.objects.exclude(storage_name="").exists()


def test_it_runs_every_hour() -> None:
    assert checks.sweep_what_is_due.name == "registrations.sweep"
    names = {periodic.task.name for periodic in app.periodic_registry.periodic_tasks.values()}
    assert {"registrations.sweep", "registrations.sweep_orphans"} <= names
