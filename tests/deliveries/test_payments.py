"""The citizen's money for the postage: waiting, paid, over, given back."""

from __future__ import annotations

import random
from itertools import permutations, product

import pytest

from tatadesa.core.errors import Conflict, NotFound
from tatadesa.core.provider import Account
from tatadesa.deliveries.actions.cancel_shipment import cancel_shipment
from tatadesa.deliveries.actions.choose_delivery import choose_delivery
from tatadesa.deliveries.actions.confirm_payment import confirm_payment, note_refund
from tatadesa.deliveries.actions.request_shipment import request_shipment
from tatadesa.deliveries.models import DeliveryChoice, Payment
from tatadesa.deliveries.payment_ports import GATEWAYS, Charge, PaymentCapability, gateway
from tatadesa.deliveries.payment_states import PaymentState, follows, standing
from tatadesa.deliveries.ports import Outcome
from tests.deliveries.stages import set_up, to_be_sent, wish
from tests.people import World

WAITING, EXPIRED, PAID, REFUNDED = PaymentState


@pytest.mark.parametrize("heard", list(product(PaymentState, repeat=3)))
def test_order_and_repetition_change_nothing(heard: tuple[PaymentState, ...]) -> None:
    ends = {standing(order) for order in permutations([*heard, random.Random(1).choice(heard)])}
    assert len(ends) == 1


def test_late_news_never_undo_money() -> None:
    assert standing([PAID, EXPIRED]) is PAID
    assert standing([REFUNDED, EXPIRED]) is EXPIRED
    assert not follows(PAID, EXPIRED)
    assert not follows(REFUNDED, PAID)
    assert follows(EXPIRED, PAID)
    assert not follows(WAITING, REFUNDED)


@pytest.mark.parametrize("code", GATEWAYS)
def test_a_way_without_capabilities_leaves_it_to_people(code: str) -> None:
    way = gateway(code)
    assert (way.code, way.capabilities) == (code, PaymentCapability(0))
    assert way.charge(Account({}), Charge("k", 9000, "Ongkos")).outcome is Outcome.DONE
    assert way.look(Account({}), "k").outcome is Outcome.NOTHING
    assert way.refund(Account({}), "k", 9000, "Batal").outcome is Outcome.NOTHING
    assert not way.read_webhook(Account({}), {}, b"{}").is_genuine


def test_one_payment_follows_the_choice(world: World) -> None:
    set_up(world, payer="transfer", transfer_words="Bank Desa 123")
    number = to_be_sent(world).application.number
    assert Payment.objects.get().state == WAITING
    application = DeliveryChoice.objects.get().application
    choose_delivery(world.siti, number, wish(application, product="447"))
    paid = confirm_payment(world.operator, number)
    choose_delivery(world.siti, number, wish(application))
    assert Payment.objects.get() == paid
    assert not DeliveryChoice.objects.select_related("payment").get().awaits_payment


def test_money_goes_back_only_where_nothing_was_sent_for_it(world: World) -> None:
    set_up(world, payer="transfer", transfer_words="Bank Desa 123")
    number = to_be_sent(world).application.number
    with pytest.raises(Conflict):
        note_refund(world.operator, number)
    confirm_payment(world.operator, number)
    shipment = request_shipment(world.operator, number)
    with pytest.raises(Conflict, match="Batalkan"):
        note_refund(world.operator, number)
    cancel_shipment(world.operator, shipment.pk)
    with pytest.raises(NotFound):
        note_refund(world.stranger_operator, number)
    assert note_refund(world.operator, number).state == REFUNDED
    choose_delivery(world.siti, number, wish(shipment.application))
    assert [one.state for one in Payment.objects.order_by("id")] == [REFUNDED, WAITING]


def test_money_after_a_refund_is_a_payment_of_its_own(world: World) -> None:
    set_up(world, payer="transfer", transfer_words="Bank Desa 123")
    number = to_be_sent(world).application.number
    confirm_payment(world.operator, number)
    note_refund(world.operator, number)
    confirm_payment(world.operator, number)
    assert [one.state for one in Payment.objects.order_by("id")] == [REFUNDED, PAID]
    assert not DeliveryChoice.objects.select_related("payment").get().awaits_payment


def test_who_does_not_pay_first_has_no_payment(world: World) -> None:
    set_up(world)
    to_be_sent(world)
    assert not Payment.objects.exists()
