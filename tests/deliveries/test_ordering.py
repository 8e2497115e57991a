"""Handing requests to a courier: never twice for what may have happened, never lost while it is down."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tatadesa.core.clock import now, pretend
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tatadesa.deliveries import ordering
from tatadesa.deliveries.actions.cancel_shipment import cancel_shipment
from tatadesa.deliveries.actions.enter_waybill import enter_waybill
from tatadesa.deliveries.actions.request_shipment import request_many, request_shipment
from tatadesa.deliveries.actions.try_again import try_again
from tatadesa.deliveries.models import DeliverySettings, Shipment
from tatadesa.gateways.biteship.emulator import make_server as make_biteship
from tatadesa.gateways.pos.emulator import make_server
from tatadesa.letters.models import DispatchEntry
from tests.deliveries.stages import WAYBILL, connect, requested, sent_off, set_up, to_be_sent
from tests.gateways.emulators import Running
from tests.letters.stages import issued
from tests.people import World

Request = Shipment.Request


@pytest.fixture(autouse=True)
def may_be_private(settings) -> None:
    settings.COURIERS_MAY_BE_PRIVATE = True


@pytest.fixture
def pos(world: World) -> Iterator[Running]:
    with Running(make_server(0)) as running:
        connect(world, "pos", running.url)
        set_up(world, "pos")
        yield running


def fresh(shipment: Shipment) -> Shipment:
    return Shipment.objects.select_related("office", "application").get(pk=shipment.pk)


def parcels(pos: Running) -> list[str]:
    return [one["resi"] for one in pos.http.get("/control/parcels").json()["parcels"]]


def test_the_waybill_comes_by_itself_and_the_citizen_hears_of_it(world: World, pos: Running) -> None:
    shipment = requested(world)
    assert shipment.request == Request.QUEUED
    assert ordering.attempt(shipment.pk) is None
    done = fresh(shipment)
    assert (done.request, [done.waybill]) == (Request.DONE, parcels(pos))
    assert done.next_look_at is not None
    event = done.application.events.get(verb="deliver")
    assert done.waybill in event.words
    assert done.answers.get().raw


def test_a_second_attempt_of_the_same_job_does_nothing(world: World, pos: Running) -> None:
    shipment = requested(world)
    ordering.attempt(shipment.pk)
    assert ordering.attempt(shipment.pk) is None
    assert len(parcels(pos)) == 1
    assert fresh(shipment).application.events.filter(verb="deliver").count() == 1


def test_while_the_courier_is_down_it_waits_and_then_goes(world: World, pos: Running) -> None:
    shipment = requested(world)
    pos.misbehave("status", "order", status=503, times=20)
    for _ in range(20):
        assert ordering.attempt(shipment.pk) is not None
    assert fresh(shipment).request == Request.QUEUED
    pos.http.post("/control/behave", json={})
    with pretend(now() + timedelta(hours=1)):
        assert ordering.attempt(shipment.pk) is None
    assert fresh(shipment).request == Request.DONE
    assert len(parcels(pos)) == 1


def test_a_lost_answer_is_a_persons_decision(world: World, pos: Running) -> None:
    shipment = requested(world)
    pos.misbehave("lost", "order")
    assert ordering.attempt(shipment.pk) is None
    assert fresh(shipment).request == Request.UNSURE
    try_again(world.operator, shipment.pk)
    ordering.attempt(shipment.pk)
    # The key was the same, so the courier made one parcel of it.
    assert [fresh(shipment).waybill] == parcels(pos)


def test_two_errors_and_then_the_waybill(world: World, pos: Running) -> None:
    shipment = requested(world)
    pos.misbehave("status", "order", status=500, times=2)
    for _ in range(2):
        assert ordering.attempt(shipment.pk) is None
        assert fresh(shipment).request == Request.UNSURE
        try_again(world.operator, shipment.pk)
    ordering.attempt(shipment.pk)
    assert (fresh(shipment).reason, [fresh(shipment).waybill]) == ("", parcels(pos))
    assert [one.outcome for one in shipment.answers.order_by("at")] == ["unsure", "unsure", "done"]


def test_what_is_no_longer_offered_is_not_asked_for(world: World, pos: Running) -> None:
    number = to_be_sent(world).application.number
    DeliverySettings.objects.update(products=[{"code": "reg", "name": "Reguler Biteship"}])
    with pytest.raises(Conflict, match="“Pos Reguler” tidak ditawarkan lagi"):
        request_shipment(world.operator, number)


def test_a_lost_answer_may_also_end_with_the_number_from_the_couriers_own_list(world: World, pos: Running) -> None:
    shipment = requested(world)
    pos.misbehave("lost", "order")
    ordering.attempt(shipment.pk)
    [waybill] = parcels(pos)
    assert enter_waybill(world.operator, shipment.pk, waybill).request == Request.DONE
    with pytest.raises(Conflict):
        try_again(world.operator, shipment.pk)


def test_whoever_was_killed_in_the_middle_does_not_send_twice(world: World, pos: Running) -> None:
    shipment = requested(world)
    Shipment.objects.filter(pk=shipment.pk).update(request=Request.ASKING)
    assert ordering.attempt(shipment.pk) is None
    assert fresh(shipment).request == Request.UNSURE
    assert parcels(pos) == []


def test_a_refusal_ends_it_and_it_can_be_sent_again(world: World, pos: Running) -> None:
    connect(world, "pos", pos.url, consumer_key="salah")
    shipment = requested(world)
    ordering.attempt(shipment.pk)
    assert fresh(shipment).request == Request.FAILED
    assert "consumer key" in fresh(shipment).reason
    assert request_shipment(world.operator, shipment.application.number).pk != shipment.pk


def test_who_may_send_and_what(world: World) -> None:
    set_up(world)
    number = to_be_sent(world).application.number
    with pytest.raises(NotFound):
        request_shipment(world.stranger_operator, number)
    request_shipment(world.operator, number)
    with pytest.raises(Conflict):
        request_shipment(world.operator, number)


def test_a_day_at_once_says_per_letter_how_it_went(world: World) -> None:
    set_up(world)
    wanted = to_be_sent(world).application.number
    rows = request_many(world.operator, [wanted, wanted, "TIDAKADA"])
    assert [(row.number, bool(row.words)) for row in rows] == [(wanted, False), ("TIDAKADA", True)]


def test_what_was_not_to_be_sent_is_not(world: World) -> None:
    set_up(world)
    with pytest.raises(Conflict, match="tidak memilih"):
        request_shipment(world.operator, issued(world).application.number)


@pytest.mark.parametrize("typed", ["", "QOB12345678", "abc", "P26;DROP TABLE", "A" * 21, "ABCDEFGHIJ"])
def test_what_is_no_waybill(world: World, typed: str) -> None:
    set_up(world)
    shipment = requested(world)
    with pytest.raises(InvalidInput):
        enter_waybill(world.operator, shipment.pk, typed)


def test_the_expedition_book_has_it_once(world: World) -> None:
    set_up(world)
    shipment = sent_off(world)
    enter_waybill(world.operator, shipment.pk, WAYBILL)
    entry = DispatchEntry.objects.get()
    assert (entry.way, entry.proof, entry.letter) == ("pos", WAYBILL, shipment.letter)


def test_a_waybill_as_people_type_it(world: World) -> None:
    set_up(world)
    shipment = requested(world)
    assert enter_waybill(world.operator, shipment.pk, " p26 1128-0000001 ").waybill == WAYBILL
    with pytest.raises(NotFound):
        enter_waybill(world.stranger_operator, shipment.pk, WAYBILL)


def test_a_cancelled_one_goes_again_to_another_address(world: World) -> None:
    set_up(world)
    shipment = sent_off(world)
    with pytest.raises(NotFound):
        cancel_shipment(world.stranger_operator, shipment.pk)
    assert cancel_shipment(world.operator, shipment.pk).request == Request.CANCELLED
    with pytest.raises(Conflict):
        cancel_shipment(world.operator, shipment.pk)
    assert request_shipment(world.operator, shipment.application.number).is_under_way


def test_the_courier_is_asked_to_forget_where_it_can(world: World) -> None:
    with Running(make_biteship(0)) as biteship:
        connect(world, "biteship", biteship.url)
        set_up(world, "biteship")
        shipment = requested(world)
        ordering.attempt(shipment.pk)
        waybill = fresh(shipment).waybill
        biteship.misbehave("status", "cancel")
        with pytest.raises(Conflict, match="belum membatalkan"):
            cancel_shipment(world.operator, shipment.pk)
        assert fresh(shipment).is_under_way
        assert cancel_shipment(world.operator, shipment.pk).request == Request.CANCELLED
        found = biteship.http.get("/control/parcels").json()["parcels"]
        assert [one["resi"] for one in found] == [waybill]


def test_only_those_who_work_at_the_village_send(world: World) -> None:
    set_up(world)
    shipment = requested(world)
    world.operator.roles = ["rt"]
    world.operator.save()
    with pytest.raises((NotAllowed, NotFound)):
        cancel_shipment(world.operator, shipment.pk)
