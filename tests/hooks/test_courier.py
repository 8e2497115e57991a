"""What couriers post: believed with their secret only, and asked about rather than taken at its word."""

import json
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from tatadesa.deliveries import couriers, ordering, tracking
from tatadesa.deliveries.models import Shipment
from tatadesa.gateways.biteship.emulator import make_server
from tests.deliveries.stages import connect, requested, set_up
from tests.gateways.emulators import Running
from tests.people import World


@pytest.fixture(autouse=True)
def may_be_private(settings) -> None:
    settings.COURIERS_MAY_BE_PRIVATE = True


@pytest.fixture
def biteship(world: World) -> Iterator[Running]:
    with Running(make_server(0)) as running:
        connect(world, "biteship", running.url, hook_secret="rahasia")
        set_up(world, "biteship")
        yield running


def path(world: World) -> str:
    return f"/kait/kurir/biteship/{couriers.row_of(world.karangsari.pk, 'biteship').hook_key}/"


def tell(world: World, body: dict[str, str] | bytes, given: str = "rahasia") -> int:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = Client().post(path(world), content, content_type="application/json", headers={"X-Biteship-Secret": given})
    return answer.status_code


def looks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'deliveries.look_at'")
        return int(cursor.fetchone()[0])


def test_nobodys_address_and_a_wrong_secret(world: World, biteship: Running) -> None:
    assert Client().post("/kait/kurir/biteship/tidak-ada/", b"{}", content_type="application/json").status_code == 404
    assert Client().post("/kait/kurir/kuda/tidak-ada/", b"{}", content_type="application/json").status_code == 404
    assert tell(world, {"event": "order.status"}, "lain") == 403
    assert tell(world, b"x" * 70_000) == 413
    assert looks() == 0


def test_the_dashboards_trial_and_nonsense_are_answered(world: World, biteship: Running) -> None:
    assert tell(world, b"", "") == 200
    assert tell(world, b"\xff[") == 200
    assert tell(world, {"event": "order.status", "order_id": "bukan-kami", "status": "delivered"}) == 200
    assert looks() == 0


def test_old_and_repeated_news_end_at_the_courier_s_own_truth(world: World, biteship: Running) -> None:
    shipment = requested(world)
    ordering.attempt(shipment.pk)
    made = Shipment.objects.get(pk=shipment.pk)
    for what in ("picked", "dropping_off", "delivered"):
        biteship.http.post(f"/control/parcel/{made.waybill}", json={"what": what})
    for status in ("picked", "delivered", "dropping_off", "picked"):
        assert tell(world, {"event": "order.status", "order_id": made.reference, "status": status}) == 200
    assert looks() == 4
    tracking.look_at(shipment.pk)
    tracking.look_at(shipment.pk)
    assert Shipment.objects.get(pk=shipment.pk).state == "delivered"
    assert shipment.application.events.filter(data__deliver="delivered").count() == 1


def test_a_waybill_that_comes_later(world: World, biteship: Running) -> None:
    shipment = requested(world)
    biteship.misbehave("late", "order")
    ordering.attempt(shipment.pk)
    made = Shipment.objects.get(pk=shipment.pk)
    assert (made.request, made.waybill) == ("done", "")
    news = {"event": "order.waybill_id", "order_id": made.reference, "courier_waybill_id": "P2611280000009"}
    assert tell(world, news) == 200
    assert tell(world, news) == 200
    assert Shipment.objects.get(pk=shipment.pk).waybill == "P2611280000009"
    assert shipment.application.events.filter(data__deliver="sent").count() == 1
