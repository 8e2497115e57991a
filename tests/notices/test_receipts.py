"""News about a message in any order, any number of times."""

import itertools
import random

import pytest

from tatadesa.notices.models import Notice
from tatadesa.notices.ports import Fate
from tatadesa.notices.receipts import find, take_in
from tests.notices.helpers import taken, tell
from tests.notices.phones import agree, notice, set_office
from tests.people import World


@pytest.fixture
def waiting(world: World) -> Notice:
    set_office(world)
    agree(world.siti, "whatsapp")
    tell(taken(world)[1])
    Notice.objects.filter(channel="whatsapp").update(state="sent", provider_id="wamid.1")
    return notice("whatsapp")


@pytest.mark.parametrize("order", list(itertools.permutations([Fate.SENT, Fate.DELIVERED, Fate.READ])))
def test_every_order_ends_as_read(waiting: Notice, order: tuple[Fate, ...]) -> None:
    for fate in (*order, random.choice(order)):
        take_in(waiting, fate)
    kept = notice("whatsapp")
    assert kept.state == "read"
    assert None not in (kept.sent_at or kept.delivered_at, kept.delivered_at, kept.read_at)


def test_what_arrived_has_not_failed_whichever_is_told_first(waiting: Notice) -> None:
    take_in(waiting, Fate.FAILED, "kode 131026")
    assert (notice("whatsapp").state, notice("whatsapp").failure) == ("failed", "kode 131026")
    take_in(waiting, Fate.DELIVERED)
    take_in(waiting, Fate.FAILED)
    assert (notice("whatsapp").state, notice("whatsapp").failure) == ("delivered", "")


def test_the_same_news_twice_changes_once(waiting: Notice) -> None:
    assert take_in(waiting, Fate.DELIVERED)
    first = notice("whatsapp").delivered_at
    assert not take_in(waiting, Fate.DELIVERED)
    assert notice("whatsapp").delivered_at == first


def test_a_notice_is_found_by_the_providers_name_or_ours_within_its_office(world: World, waiting: Notice) -> None:
    assert find(world.karangsari.pk, "whatsapp_cloud", "wamid.1", "") == waiting
    assert find(world.karangsari.pk, "whatsapp_cloud", "", str(waiting.pk)) == waiting
    assert find(None, "whatsapp_cloud", "wamid.1", "") == waiting
    assert find(world.sidamulya.pk, "whatsapp_cloud", "wamid.1", str(waiting.pk)) is None
    assert find(world.karangsari.pk, "fonnte", "wamid.1", "bukan-uuid") is None
