"""News about parcels: asked for, or sent by the courier. In any order, any number of times, with the same result."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from tatadesa.accounts.messages import available_channels, queue_message
from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.ports import Channel, Message
from tatadesa.applications.history import announce
from tatadesa.core import live
from tatadesa.core.clock import now
from tatadesa.deliveries import arrival, couriers, looking, telling
from tatadesa.deliveries.models import DeliverySettings, Shipment, ShipmentEvent
from tatadesa.deliveries.parcel_states import ALARMING, ENDED, TOLD, said, standing
from tatadesa.deliveries.ports import Outcome, ParcelState, TrackingEvent

AT_ONCE = 200
"""Parcels looked at in one run."""
_SECONDS = 90.0
_LEASE = timedelta(minutes=15)
"""A parcel that is being asked about is nobody else's so long; after a crash its turn comes again."""
_MOST_EVENTS = 200
_TOO_EARLY = timedelta(days=30)
_MAIL_EVERY = timedelta(hours=20)
"""An office gets at most one mail a day about parcels, however many there are and however often one changes."""


def look_at_due() -> int:
    """Ask about the parcels whose time has come, for a minute and a half at most; gives how many were asked about."""
    asked, until = 0, monotonic() + _SECONDS
    while asked < AT_ONCE and monotonic() < until:
        shipment_id = _claim()
        if shipment_id is None:
            break
        look_at(shipment_id)
        asked += 1
    return asked


@transaction.atomic
def _claim() -> UUID | None:
    due = Shipment.objects.select_for_update(of=("self",), skip_locked=True).filter(next_look_at__lte=now())
    shipment = due.order_by("next_look_at").first()
    if shipment is None:
        return None
    shipment.next_look_at = now() + _LEASE
    shipment.save(update_fields=["next_look_at"])
    return shipment.pk


def look_at(shipment_id: UUID) -> Outcome:
    """Ask the courier about one parcel and take in what it says."""
    shipment = Shipment.objects.select_related("office").get(pk=shipment_id)
    is_own = shipment.tracking_by == shipment.provider
    try:
        answer = couriers.ask(
            shipment.office_id,
            shipment.tracking_by,
            lambda courier, account: courier.track(account, shipment.waybill, shipment.reference if is_own else ""),
        )
    except couriers.Paused as paused:
        Shipment.objects.filter(pk=shipment_id).update(next_look_at=now() + timedelta(seconds=paused.seconds))
        return Outcome.RETRY
    Shipment.objects.filter(pk=shipment_id).update(looks=F("looks") + 1)
    take_in(shipment_id, answer.events if answer.outcome is Outcome.DONE else ())
    return answer.outcome


@transaction.atomic
def take_in(shipment_id: UUID, events: Iterable[TrackingEvent], staff: StaffMember | None = None) -> Shipment:
    """Keep what is new of ``events``, set the state all events together give, and tell who is to know.

    ``staff`` is the officer who said so, None when the courier did. Nothing changes for events known already.
    """
    application = telling.lock_application(
        Shipment.objects.values_list("application_id", flat=True).get(pk=shipment_id)
    )
    shipment = Shipment.objects.select_for_update(of=("self",)).select_related("office").get(pk=shipment_id)
    moment = now()
    rows = [
        ShipmentEvent(
            office_id=shipment.office_id,
            shipment=shipment,
            at=event.at,
            state=event.state,
            name=event.name[:80],
            place=event.place[:80],
            note=event.note[:160],
            heard_at=moment,
        )
        for event in events
        # A clock that is wrong by far would hold the state for ever.
        if shipment.asked_at - _TOO_EARLY < event.at < moment + timedelta(days=1)
    ]
    happened, is_news = _keep(shipment, rows[:_MOST_EVENTS])
    if not is_news:
        looking.plan(shipment)
        shipment.save(update_fields=["next_look_at"])
        return shipment
    shipment.silent_since = moment
    reached = standing(happened)
    has_moved = reached.state != shipment.state
    if has_moved:
        shipment.state, shipment.state_at = reached.state, reached.since
        shipment.ended_at = moment if reached.state in ENDED else None
    looking.plan(shipment)
    arrival.plan(shipment, happened)
    shipment.save()
    if has_moved and reached.state in TOLD:
        notes = (event.note for event in happened if event.at == reached.since and event.state == reached.state)
        telling.tell_state(application, shipment, next(notes, ""), staff)
    else:
        announce(application)
    if has_moved and reached.state in ALARMING:
        _alarm(shipment, "Ada kiriman surat yang bermasalah atau kembali ke kantor.")
    return shipment


def _keep(shipment: Shipment, rows: Iterable[ShipmentEvent]) -> tuple[list[ShipmentEvent], bool]:
    """All events of the locked ``shipment`` after ``rows``, and whether one was new or says more than it did.

    A courier may write down later how an event ended. Of two that are the same the one that says more is kept, so
    neither their order nor a repetition matters.
    """
    known = {_same(event): event for event in shipment.events.all()}
    fresh, fuller = [], []
    for row in rows:
        kept = known.setdefault(_same(row), row)
        if kept is row:
            fresh.append(row)
        elif said(row) > said(kept):
            kept.state, kept.note = row.state, row.note
            fuller.append(kept)
    ShipmentEvent.objects.bulk_create(fresh)
    ShipmentEvent.objects.bulk_update([event for event in fuller if event not in fresh], ["state", "note"])
    return list(known.values()), bool(fresh or fuller)


def _same(event: ShipmentEvent) -> tuple[datetime, str, str]:
    return event.at, event.name, event.place


def alarm_stuck() -> int:
    """Tell offices of parcels that have had no news for as long as they said; each time once. Gives their number."""
    told = 0
    for settings in DeliverySettings.objects.filter(is_on=True):
        before = now() - timedelta(days=settings.stuck_days)
        with transaction.atomic():
            silent = (
                Shipment.objects.select_for_update(of=("self",), skip_locked=True)
                .filter(office=settings.office_id, ended_at=None, silent_since__lt=before)
                .filter(Q(alarmed_at=None) | Q(alarmed_at__lt=before))
                .exclude(request__in=(Shipment.Request.CANCELLED, Shipment.Request.FAILED))
                .select_related("office")
            )
            for shipment in silent[:AT_ONCE]:
                _alarm(shipment, f"Ada kiriman surat tanpa kabar lebih dari {settings.stuck_days} hari.")
                told += 1
    return told


def _alarm(shipment: Shipment, words: str) -> None:
    """The desk's list changes by itself, and the office has an e-mail where there is one and none was of late."""
    since = now() - _MAIL_EVERY
    has_mail = Shipment.objects.filter(office=shipment.office_id, alarmed_at__gt=since).exists()
    shipment.alarmed_at = now()
    shipment.save(update_fields=["alarmed_at"])
    live.publish([live.office_topic(shipment.office_id)], "shipment", {"number": shipment.application.number})
    email = shipment.office.email
    if email and not has_mail and Channel.EMAIL in available_channels(shipment.office_id):
        text = f"{words} Buka meja perangkat, menu Kiriman, bagian Perlu perhatian."
        message = Message(Channel.EMAIL, email, "kiriman", "Kiriman surat perlu dilihat", text)
        queue_message(message, shipment.office_id)


def by_hand(state: ParcelState, words: str) -> TrackingEvent:
    """What an officer says happened, as an event like the courier's."""
    return TrackingEvent(at=now(), state=state, name="Dicatat petugas", note=words)
