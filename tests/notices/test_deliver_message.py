"""One attempt by a provider, whatever it does meanwhile."""

import pytest

from tatadesa.notices.actions.deliver_message import deliver_message
from tatadesa.notices.models import Notice
from tatadesa.notices.ports import Fate, Outcome
from tatadesa.notices.receipts import take_in
from tests.gateways.emulators import Running
from tests.notices.helpers import taken, tell
from tests.notices.phones import agree, notice, received, set_office, whatsapp
from tests.people import World


@pytest.fixture
def cloud(world: World, settings):
    set_office(world)
    agree(world.siti, "whatsapp")
    with whatsapp(world, settings) as running:
        tell(taken(world)[1])
        yield running


def test_500_comes_again_and_goes_through(world: World, cloud: Running) -> None:
    cloud.misbehave("status", status=500)
    again = deliver_message(notice("whatsapp").pk)
    assert (again and again.outcome, notice("whatsapp").state) == (Outcome.RETRY, "queued")
    assert deliver_message(notice("whatsapp").pk) is None
    assert (notice("whatsapp").state, notice("whatsapp").failure, len(received(cloud))) == ("sent", "", 1)


@pytest.mark.parametrize("fault", ["lost", "garbage", "html", "empty"])
def test_an_answer_that_is_lost_is_never_sent_again(world: World, cloud: Running, fault: str) -> None:
    cloud.misbehave(fault)
    assert deliver_message(notice("whatsapp").pk) is None
    assert "mungkin sudah terkirim" in notice("whatsapp").failure
    deliver_message(notice("whatsapp").pk)
    assert (notice("whatsapp").state, len(received(cloud))) == ("sent", 1 if fault == "lost" else 0)


def test_killed_after_asking_it_is_not_sent_again(world: World, cloud: Running) -> None:
    Notice.objects.filter(channel="whatsapp").update(state="sending")
    assert deliver_message(notice("whatsapp").pk) is None
    assert (notice("whatsapp").state, received(cloud)) == ("sent", [])


def test_a_callback_faster_than_the_answer_is_not_undone(world: World, cloud: Running) -> None:
    Notice.objects.filter(channel="whatsapp").update(state="sending")
    take_in(notice("whatsapp"), Fate.READ)
    deliver_message(notice("whatsapp").pk)
    assert notice("whatsapp").state == "read"


def test_what_is_settled_asks_nobody(world: World, cloud: Running) -> None:
    deliver_message(notice("whatsapp").pk)
    deliver_message(notice("whatsapp").pk)
    assert len(received(cloud)) == 1
