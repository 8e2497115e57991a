"""News: asked for at the right time, taken in once, told to whom they matter."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tatadesa.core.clock import now, pretend
from tatadesa.deliveries import looking, ordering, tracking
from tatadesa.deliveries.actions.enter_waybill import enter_waybill
from tatadesa.deliveries.actions.note_arrival import note_arrival
from tatadesa.deliveries.models import Shipment, ShipmentEvent
from tatadesa.deliveries.ports import ParcelState
from tatadesa.gateways.pos.emulator import make_server
from tatadesa.offices.models import Office
from tests.deliveries.stages import WAYBILL, connect, event, happen, requested, sent_off, set_up
from tests.gateways.emulators import Running
from tests.mailbox import Mailbox
from tests.people import World

OUT, FAILED, DELIVERED = ParcelState.OUT_FOR_DELIVERY, ParcelState.FAILED_ATTEMPT, ParcelState.DELIVERED


@pytest.fixture(autouse=True)
def may_be_private(settings) -> None:
    settings.COURIERS_MAY_BE_PRIVATE = True


@pytest.fixture
def pos(world: World) -> Iterator[Running]:
    with Running(make_server(0)) as running:
        connect(world, "pos", running.url)
        set_up(world, "pos")
        yield running


def told(shipment: Shipment) -> list[str]:
    return [one.data["deliver"] for one in shipment.application.events.filter(verb="deliver").order_by("position")]


def test_each_step_is_told_once(world: World) -> None:
    set_up(world)
    shipment = sent_off(world)
    steps = [event(ParcelState.ACCEPTED, 1), event(OUT, 2), event(FAILED, 3, note="rumah kosong"), event(OUT, 4)]
    for step in steps:
        happen(shipment, step)
        happen(shipment, step)
    happen(shipment, *steps, event(DELIVERED, 5))
    assert told(shipment) == ["sent", OUT, FAILED, OUT, DELIVERED]
    assert "rumah kosong" in shipment.application.events.get(data__deliver=FAILED).words
    ended = Shipment.objects.get(pk=shipment.pk)
    assert (ended.state, ended.next_look_at) == (DELIVERED, None)
    assert ended.ended_at is not None
    assert ShipmentEvent.objects.count() == 5


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0), (1, 0, 1)])
def test_an_event_that_says_more_later_is_believed_in_any_order(world: World, order: tuple[int, ...]) -> None:
    set_up(world)
    shipment = sent_off(world)
    same = event(DELIVERED, 1, name="SELESAI ANTAR", place="Bandung")
    steps = [replace(same, state=ParcelState.UNKNOWN), same]
    for step in order:
        happen(shipment, steps[step])
    assert Shipment.objects.get(pk=shipment.pk).state == DELIVERED
    assert [one.state for one in ShipmentEvent.objects.all()] == [DELIVERED]
    happen(shipment, *(steps[step] for step in order))
    assert told(shipment) == ["sent", DELIVERED]


def test_both_in_one_answer_are_one(world: World) -> None:
    set_up(world)
    shipment = sent_off(world)
    same = event(DELIVERED, 1, name="SELESAI ANTAR")
    assert happen(shipment, replace(same, state=ParcelState.UNKNOWN), same).state == DELIVERED
    assert ShipmentEvent.objects.count() == 1


def test_late_news_do_not_bring_it_back(world: World) -> None:
    set_up(world)
    shipment = sent_off(world)
    happen(shipment, event(DELIVERED, 9))
    happen(shipment, event(OUT, 3), event(ParcelState.IN_TRANSIT, 20))
    assert Shipment.objects.get(pk=shipment.pk).state == DELIVERED
    assert told(shipment) == ["sent", DELIVERED]


def test_a_clock_far_off_is_not_believed(world: World) -> None:
    set_up(world)
    shipment = sent_off(world)
    assert happen(shipment, event(DELIVERED, 60 * 24 * 30)).state == ParcelState.REQUESTED


def test_through_the_courier_to_the_door(world: World, pos: Running) -> None:
    shipment = requested(world)
    ordering.attempt(shipment.pk)
    waybill = Shipment.objects.get(pk=shipment.pk).waybill
    for _ in range(5):
        pos.http.post(f"/control/parcel/{waybill}", json={"what": "next"})
        pos.misbehave("repeat", "track")
        Shipment.objects.filter(pk=shipment.pk).update(next_look_at=now())
        assert tracking.look_at_due() == 1
    assert tracking.look_at_due() == 0
    assert told(shipment) == ["sent", OUT, DELIVERED]
    assert ShipmentEvent.objects.filter(shipment=shipment).count() == 5


def test_a_courier_out_of_service_loses_nothing(world: World, pos: Running) -> None:
    shipment = requested(world)
    ordering.attempt(shipment.pk)
    waybill = Shipment.objects.get(pk=shipment.pk).waybill
    for _ in range(5):
        pos.http.post(f"/control/parcel/{waybill}", json={"what": "next"})
    pos.misbehave("status", "track", times=99)
    for _ in range(9):
        tracking.look_at(shipment.pk)
    assert Shipment.objects.get(pk=shipment.pk).next_look_at is not None
    pos.http.post("/control/behave", json={})
    with pretend(now() + timedelta(hours=1)):
        tracking.look_at(shipment.pk)
    assert Shipment.objects.get(pk=shipment.pk).state == DELIVERED


@pytest.mark.parametrize(
    ("state", "silence", "pause"),
    [
        (OUT, timedelta(hours=1), timedelta(hours=1)),
        (ParcelState.IN_TRANSIT, timedelta(hours=1), timedelta(hours=3)),
        (ParcelState.IN_TRANSIT, timedelta(days=2), timedelta(hours=6)),
        (ParcelState.IN_TRANSIT, timedelta(days=5), timedelta(hours=12)),
        (ParcelState.IN_TRANSIT, timedelta(days=30), timedelta(days=1)),
    ],
)
def test_asked_often_while_it_moves_and_rarely_when_still(
    state: ParcelState, silence: timedelta, pause: timedelta
) -> None:
    assert looking.pause(state, silence) == pause


def test_nobody_is_asked_at_night() -> None:
    night = datetime(2026, 11, 28, 16, 0, tzinfo=UTC)
    asked = looking.in_daytime(night, "Asia/Jakarta", 30)
    assert asked == datetime(2026, 11, 28, 23, 30, tzinfo=UTC)
    day = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
    assert looking.in_daytime(day, "Asia/Jakarta", 30) == day


def test_the_office_hears_of_a_silent_parcel_once(world: World) -> None:
    set_up(world, stuck_days=5)
    sent_off(world)
    assert tracking.alarm_stuck() == 0
    with pretend(now() + timedelta(days=6)):
        assert tracking.alarm_stuck() == 1
        assert tracking.alarm_stuck() == 0


def test_one_mail_a_day_about_parcels_however_many(world: World, channels: None, mailbox: Mailbox) -> None:
    set_up(world, stuck_days=5)
    Office.objects.update(email="desa@contoh.id")
    first = sent_off(world)
    second = enter_waybill(world.operator, requested(world).pk, f"{WAYBILL[:-1]}9", 9100)
    happen(first, event(FAILED, 1), event(ParcelState.RETURNING, 2))
    happen(first, event(ParcelState.RETURNED, 3))
    happen(second, event(ParcelState.RETURNING, 4))
    assert len(mailbox.to("desa@contoh.id")) == 1
    with pretend(now() + timedelta(days=1)):
        happen(second, event(ParcelState.RETURNED, 5))
    assert len(mailbox.to("desa@contoh.id")) == 2


def test_an_officer_notes_what_no_courier_tells(world: World) -> None:
    set_up(world)
    shipment = sent_off(world)
    assert note_arrival(world.operator, shipment.pk, DELIVERED, "Diterima di rumah").state == DELIVERED
    assert told(shipment) == ["sent", DELIVERED]
