"""Two officers, two registrations, one moment: real threads against real PostgreSQL."""

import pytest

from tatadesa.accounts.models import Account
from tatadesa.core.errors import Conflict
from tatadesa.files import storage
from tatadesa.registrations.actions.approve import approve
from tatadesa.registrations.actions.ask_again import ask_again
from tatadesa.registrations.actions.refuse import refuse
from tatadesa.registrations.models import Registration
from tatadesa.registrations.sweeping import sweep
from tests.concurrency.test_applications import at_once
from tests.people import World
from tests.registrations.waiting import neighbour, waiting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tatadesa.registrations.replies.available_channels", lambda _: [])


def test_of_two_decisions_one_wins_and_the_other_is_told(world: World) -> None:
    registration = waiting(world.karangsari)
    lies_at = registration.photo.storage_name
    results = at_once(
        lambda: approve(world.operator, registration.pk, seen=1, resident_id=None),
        lambda: refuse(world.kades, registration.pk, seen=1, reason="no_card"),
        lambda: ask_again(world.sekdes, registration.pk, seen=1, fields=["photo"]),
    )
    assert sum(isinstance(result, Conflict) for result in results) == 2
    registration.refresh_from_db()
    assert registration.edition == 2
    assert registration.events.count() == 1
    is_active = registration.state == Registration.State.ACTIVE
    assert Account.objects.filter(login=registration.nik).exists() == is_active
    assert storage.private().exists(lies_at) == (registration.state == Registration.State.ASKED)


def test_two_registrations_of_one_nik_make_one_account(world: World) -> None:
    one, other = waiting(world.karangsari), waiting(world.karangsari)
    results = at_once(
        lambda: approve(world.operator, one.pk, seen=1, resident_id=None),
        lambda: approve(world.kades, other.pk, seen=1, resident_id=None),
    )
    assert sum(isinstance(result, Conflict) for result in results) == 1
    assert Account.objects.filter(login=one.nik).count() == 1


def test_two_people_are_never_tied_to_one_resident(world: World) -> None:
    dewi = neighbour(world.karangsari)
    one, other = waiting(world.karangsari), waiting(world.karangsari, nik="3302075703921111")
    results = at_once(
        lambda: approve(world.operator, one.pk, seen=1, resident_id=dewi.pk, checked=True),
        lambda: approve(world.kades, other.pk, seen=1, resident_id=dewi.pk, checked=True),
    )
    assert sum(isinstance(result, Conflict) for result in results) == 1
    assert Registration.objects.filter(state=Registration.State.ACTIVE).count() == 1


def test_the_sweep_leaves_what_an_officer_holds(world: World) -> None:
    asked = waiting(world.karangsari, state=Registration.State.ASKED)
    Registration.objects.update(updated_at="2020-01-01T00:00:00Z")
    results = at_once(sweep, lambda: approve(world.operator, asked.pk, seen=1, resident_id=None))
    asked.refresh_from_db()
    was_swept = isinstance(results[1], Conflict)
    assert asked.state == (Registration.State.EXPIRED if was_swept else Registration.State.ACTIVE)
    assert asked.events.count() == 1
