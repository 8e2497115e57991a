"""The clock rings at the office a day before a request about personal data runs out."""

from datetime import timedelta

from tatadesa.privacy.actions.ask import ask
from tatadesa.privacy.actions.withdraw import withdraw
from tatadesa.privacy.models import DataRequest
from tatadesa.privacy.reminders import remind
from tests.mailbox import Mailbox
from tests.people import World


def waiting(world: World, hours_left: float) -> DataRequest:
    made = ask(world.siti, kind="deletion")
    DataRequest.objects.filter(pk=made.pk).update(due_at=made.created_at + timedelta(hours=hours_left))
    return made


def letters() -> int:
    return len(Mailbox().messages())


def test_once_and_only_when_less_than_a_day_is_left(world: World, channels: object) -> None:
    world.karangsari.email = "desa@karangsari.example"
    world.karangsari.save()
    made = waiting(world, 25)
    assert remind() == 0
    DataRequest.objects.filter(pk=made.pk).update(due_at=made.created_at + timedelta(hours=23))
    assert [remind(), remind()] == [1, 0]
    assert letters() == 1


def test_nobody_is_reminded_of_what_is_closed_or_where_no_address_is(world: World, channels: object) -> None:
    waiting(world, 2)
    assert remind() == 0
    world.karangsari.email = "desa@karangsari.example"
    world.karangsari.save()
    withdraw(world.siti, DataRequest.objects.get().pk)
    assert (remind(), letters()) == (0, 0)
