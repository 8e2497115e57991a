"""How the letter is to come."""

import pytest

from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.deliveries import addresses
from tatadesa.deliveries.actions.choose_delivery import choose_delivery, choose_for_citizen
from tatadesa.deliveries.actions.confirm_payment import confirm_payment
from tatadesa.deliveries.actions.hand_over import hand_over
from tatadesa.deliveries.actions.request_shipment import request_shipment
from tatadesa.deliveries.models import DeliveryChoice
from tests.deliveries.stages import requested, set_up, to_be_sent, wish
from tests.letters.stages import issued
from tests.people import World, sent


def test_the_registers_address_is_there_already(world: World) -> None:
    set_up(world)
    application = sent(world.siti, world.version)
    choice = choose_delivery(world.siti, application.number, wish(application))
    assert choice.receiver_name.upper() == application.applicant_name.upper()
    assert choice.address["kode_pos"] == "53183"
    assert (choice.product, choice.product_name, choice.price) == ("240", "Pos Reguler", None)
    assert addresses.receiver(choice).phone == "6281200000001"


def test_an_address_without_its_parts_names_them(world: World) -> None:
    set_up(world)
    application = sent(world.siti, world.version)
    broken = wish(application, **{addresses.PHONE: "12", addresses.NAME: "", addresses.ADDRESS: {}})
    with pytest.raises(InvalidInput) as refused:
        choose_delivery(world.siti, application.number, broken)
    assert set(refused.value.errors) == {addresses.NAME, addresses.PHONE, addresses.ADDRESS}
    assert not DeliveryChoice.objects.exists()


def test_no_unknown_way_and_no_unknown_product(world: World) -> None:
    set_up(world)
    application = sent(world.siti, world.version)
    for bad in (wish(application, "merpati"), wish(application, product="999")):
        with pytest.raises(InvalidInput):
            choose_delivery(world.siti, application.number, bad)


def test_an_office_that_does_not_send_offers_no_post(world: World) -> None:
    application = sent(world.siti, world.version)
    with pytest.raises(Conflict):
        choose_delivery(world.siti, application.number, wish(application))
    assert choose_delivery(world.siti, application.number, wish(application, "collect")).method == "collect"


def test_only_the_owner_chooses_and_the_counter_for_those_who_stand_there(world: World) -> None:
    set_up(world)
    application = sent(world.siti, world.version)
    with pytest.raises(NotFound):
        choose_delivery(world.joko, application.number, wish(application))
    with pytest.raises(NotFound):
        choose_for_citizen(world.stranger_operator, application.number, wish(application))
    with pytest.raises(NotAllowed):
        choose_for_citizen(world.kades, application.number, wish(application))
    assert choose_for_citizen(world.operator, application.number, wish(application)).method == "post"


def test_nothing_changes_once_it_is_on_its_way(world: World) -> None:
    set_up(world)
    shipment = requested(world)
    with pytest.raises(Conflict):
        choose_delivery(world.siti, shipment.application.number, wish(shipment.application, "collect"))


def test_who_pays_first_is_sent_after_the_money_is_there(world: World) -> None:
    set_up(world, payer="transfer", transfer_words="Bank Desa 123")
    number = to_be_sent(world).application.number
    with pytest.raises(Conflict, match="Ongkos"):
        request_shipment(world.operator, number)
    with pytest.raises(NotFound):
        confirm_payment(world.stranger_operator, number)
    assert confirm_payment(world.operator, number).noted_by == world.operator
    with pytest.raises(Conflict):
        confirm_payment(world.operator, number)
    assert request_shipment(world.operator, number).pk


def test_who_comes_for_it_is_written_down_once(world: World) -> None:
    letter = issued(world)
    application = letter.application
    application.refresh_from_db()
    with pytest.raises(InvalidInput):
        hand_over(world.operator, application.number, name=" ", seen=application.event_count)
    choice = hand_over(world.operator, application.number, name="Budi", seen=application.event_count)
    assert choice.collected_by == "Budi"
    application.refresh_from_db()
    event = application.events.get(verb="deliver")
    assert "Budi" not in event.words
    assert "Budi" in event.internal_note
    with pytest.raises(Conflict):
        hand_over(world.operator, application.number, name="Budi", seen=application.event_count)
