"""Giving up before sending."""

from tatadesa.registrations.actions.cancel import cancel
from tatadesa.registrations.models import Registration
from tests.mailbox import Mailbox
from tests.people import World
from tests.registrations.applying import complete
from tests.registrations.waiting import waiting


def test_everything_about_the_person_is_erased_at_once(world: World, reachable: Mailbox) -> None:
    registration = complete(world.karangsari)
    cancel(registration.pk)
    registration.refresh_from_db()
    assert registration.state == Registration.State.EXPIRED
    assert (registration.nik, registration.name, registration.phone, registration.pin_hash) == ("", "", "", "")
    assert registration.card == {}
    assert registration.photo.deleted_at is not None


def test_what_was_sent_stays_with_the_office(world: World) -> None:
    registration = waiting(world.karangsari)
    cancel(registration.pk)
    registration.refresh_from_db()
    assert registration.state == Registration.State.WAITING
    assert registration.nik
