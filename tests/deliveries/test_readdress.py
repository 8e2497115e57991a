"""Another address before the courier has the letter."""

from __future__ import annotations

import pytest

from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.deliveries import addresses, ordering
from tatadesa.deliveries.actions.readdress import ask_readdress, decline_readdress, readdress
from tatadesa.deliveries.models import DeliveryChoice, Shipment
from tatadesa.deliveries.ports import ParcelState
from tatadesa.deliveries.queries import troubles
from tatadesa.deliveries.wishes import Wish
from tatadesa.gateways.biteship.emulator import make_server
from tests.deliveries.stages import connect, event, happen, requested, sent_off, set_up, wish
from tests.gateways.emulators import Running
from tests.people import World


@pytest.fixture(autouse=True)
def may_be_private(settings) -> None:
    settings.COURIERS_MAY_BE_PRIVATE = True


def elsewhere(shipment: Shipment, street: str = "Jl. Kenanga 7") -> Wish:
    before = wish(shipment.application)
    return Wish("post", {**before.address, addresses.ADDRESS: {**before.address[addresses.ADDRESS], "jalan": street}})


def test_the_old_one_ends_and_a_new_one_goes_out(world: World) -> None:
    set_up(world)
    old = requested(world)
    new = readdress(world.operator, old.pk, elsewhere(old))
    old.refresh_from_db()
    assert (old.request, new.request, new.replaces_id) == ("cancelled", "by_hand", old.pk)
    assert new.receiver["street"].startswith("Jl. Kenanga 7")
    event = old.application.events.filter(verb="deliver").last()
    assert "Alamat kiriman diganti" in event.words
    assert "Kenanga" not in event.words


def test_an_address_with_faults_takes_nothing_back(world: World) -> None:
    set_up(world)
    old = requested(world)
    with pytest.raises(InvalidInput):
        readdress(world.operator, old.pk, Wish("post", {addresses.PHONE: "12"}))
    old.refresh_from_db()
    assert old.is_under_way


def test_a_courier_that_takes_cancellations_is_asked_first(world: World) -> None:
    with Running(make_server(0)) as biteship:
        connect(world, "biteship", biteship.url)
        set_up(world, "biteship")
        old = requested(world)
        ordering.attempt(old.pk)
        biteship.misbehave("status", "cancel")
        with pytest.raises(Conflict, match="belum membatalkan"):
            readdress(world.operator, old.pk, elsewhere(old))
        assert Shipment.objects.get().is_under_way
        new = readdress(world.operator, old.pk, elsewhere(old))
        assert biteship.server.parcels.newest()[0].is_cancelled
        assert new.request == "queued"
        assert [one.about for one in old.answers.order_by("at")] == ["order", "cancel", "cancel"]


def test_the_citizen_asks_and_the_officer_decides(world: World) -> None:
    set_up(world)
    old = requested(world)
    number = old.application.number
    with pytest.raises(NotFound):
        ask_readdress(world.joko, number, elsewhere(old))
    ask_readdress(world.siti, number, elsewhere(old))
    assert [one.words for one in troubles(world.operator)] == ["Pemohon meminta alamat lain."]
    with pytest.raises(InvalidInput):
        decline_readdress(world.operator, old.pk, " ")
    decline_readdress(world.operator, old.pk, "Surat sudah dibawa ke loket.")
    with pytest.raises(Conflict):
        readdress(world.operator, old.pk)
    ask_readdress(world.siti, number, elsewhere(old, "Jl. Anggrek 3"))
    assert readdress(world.operator, old.pk).receiver["street"].startswith("Jl. Anggrek 3")
    assert DeliveryChoice.objects.get().wanted is None


def test_too_late_and_not_by_strangers(world: World) -> None:
    set_up(world)
    shipment = sent_off(world)
    with pytest.raises(NotFound):
        readdress(world.stranger_operator, shipment.pk, elsewhere(shipment))
    for act in (
        lambda: readdress(world.operator, shipment.pk, elsewhere(shipment)),
        lambda: ask_readdress(world.siti, shipment.application.number, elsewhere(shipment)),
    ):
        with pytest.raises(Conflict, match="di tangan kurir"):
            act()
    happen(shipment, event(ParcelState.IN_TRANSIT, 1))
    with pytest.raises(Conflict):
        readdress(world.operator, shipment.pk, elsewhere(shipment))
