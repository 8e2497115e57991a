"""Offices that send letters, and letters on their way, through the actions."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tatadesa.deliveries import addresses, couriers, tracking
from tatadesa.deliveries.actions.choose_delivery import choose_delivery
from tatadesa.deliveries.actions.enter_waybill import enter_waybill
from tatadesa.deliveries.actions.request_shipment import request_shipment
from tatadesa.deliveries.addressee import of_application
from tatadesa.deliveries.models import DeliverySettings, Shipment
from tatadesa.deliveries.ports import ParcelState, TrackingEvent
from tatadesa.deliveries.wishes import Wish
from tatadesa.letters.models import Letter
from tests.letters.stages import issued
from tests.people import World

PRODUCTS = [{"code": "240", "name": "Pos Reguler"}, {"code": "447", "name": "Pos Nextday"}]
WAYBILL = "P2611280000001"


def set_up(world: World, provider: str = "counter", **more: Any) -> DeliverySettings:
    """Karangsari sends letters."""
    return DeliverySettings.objects.create(
        office=world.karangsari, is_on=True, provider=provider, products=deepcopy(PRODUCTS), **more
    )


def connect(world: World, provider: str, url: str, **more: str) -> None:
    """Karangsari's account at an emulator."""
    row = couriers.row_of(world.karangsari.pk, provider)
    values = {"url": url, "public_url": url, "consumer_key": "kunci", "consumer_secret": "rahasia", "key": "kunci"}
    row.sealed = couriers.seal({**values, **more})
    row.save()


def wish(application: Any, method: str = "post", product: str = "240", **changes: Any) -> Wish:
    """The register's address with a phone, or with what is changed."""
    values = {**addresses.begun(of_application(application, None)), addresses.PHONE: "081200000001", **changes}
    return Wish(method, values, product)


def to_be_sent(world: World) -> Letter:
    """Siti's letter, which she wants at home."""
    letter = issued(world)
    choose_delivery(world.siti, letter.application.number, wish(letter.application))
    return letter


def requested(world: World) -> Shipment:
    """Her letter among those for the courier."""
    return request_shipment(world.operator, to_be_sent(world).application.number)


def sent_off(world: World) -> Shipment:
    """Her letter with a waybill from the counter."""
    return enter_waybill(world.operator, requested(world).pk, WAYBILL, 9100)


def event(state: ParcelState, minutes: int = 0, **more: str) -> TrackingEvent:
    """Something that happened to the parcel some minutes after now."""
    at = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=minutes)
    return replace(TrackingEvent(at, state, state.value.upper()), **more)


def happen(shipment: Shipment, *events: TrackingEvent) -> Shipment:
    """Take them in."""
    return tracking.take_in(shipment.pk, events)
