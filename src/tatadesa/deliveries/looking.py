"""When a courier is asked again where a parcel is: often while it moves, rarely when it is still, never at night."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from tatadesa.core.clock import local, now
from tatadesa.deliveries import couriers
from tatadesa.deliveries.models import Shipment
from tatadesa.deliveries.parcel_states import ENDED
from tatadesa.deliveries.ports import Capability, ParcelState

FORGET = timedelta(days=60)
"""Nobody asks about a parcel any more after so long."""
DAY_BEGINS, DAY_ENDS = time(6), time(21)
"""Nobody delivers letters at night."""
_AT_THE_DOOR = timedelta(hours=1)
# By how long there was no news, for everything that is not at the door.
_PACE = (
    (timedelta(days=1), timedelta(hours=3)),
    (timedelta(days=3), timedelta(hours=6)),
    (timedelta(days=7), timedelta(hours=12)),
)
_SLOWEST = timedelta(days=1)


def pause(state: str, silence: timedelta) -> timedelta:
    """How long to wait before the next question; ``silence`` is the time since the last news."""
    if state == ParcelState.OUT_FOR_DELIVERY and silence < timedelta(days=1):
        return _AT_THE_DOOR
    return next((wait for limit, wait in _PACE if silence < limit), _SLOWEST)


def in_daytime(moment: datetime, zone: str, spread: int) -> datetime:
    """``moment``, or the next morning when it is night in ``zone``; ``spread`` (any number) avoids a rush at dawn."""
    there = local(moment, zone)
    if DAY_BEGINS <= there.time() < DAY_ENDS:
        return moment
    morning = there if there.time() < DAY_BEGINS else there + timedelta(days=1)
    start = morning.replace(hour=DAY_BEGINS.hour, minute=0, second=0, microsecond=0)
    return start + timedelta(minutes=spread % 120)


def plan(shipment: Shipment) -> None:
    """Set ``next_look_at``; the caller saves. None for what has ended, has no waybill, or nobody can be asked about."""
    moment = now()
    tracker = couriers.known(shipment.tracking_by)
    can_ask = tracker is not None and Capability.TRACKING in tracker.capabilities
    has_name = bool(shipment.waybill) or (bool(shipment.reference) and shipment.tracking_by == shipment.provider)
    is_over = shipment.state in ENDED or not shipment.is_under_way or moment - shipment.asked_at > FORGET
    if is_over or not has_name or not can_ask:
        shipment.next_look_at = None
        return
    silence = moment - (shipment.silent_since or shipment.asked_at)
    shipment.next_look_at = in_daytime(
        moment + pause(shipment.state, silence), shipment.office.timezone, shipment.pk.int
    )
