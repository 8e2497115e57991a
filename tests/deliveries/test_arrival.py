"""When a parcel may be expected."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tatadesa.deliveries import arrival
from tatadesa.deliveries.actions.enter_waybill import enter_waybill
from tatadesa.deliveries.models import Shipment
from tatadesa.deliveries.ports import ParcelState, TrackingEvent
from tests.deliveries.stages import WAYBILL, event, happen, requested, set_up
from tests.people import World

MONDAY = datetime(2026, 11, 30, 3, tzinfo=UTC)


@pytest.fixture
def parcel(world: World) -> Shipment:
    """Under way since Monday, of a product that takes two to four days."""
    set_up(world)
    shipment = requested(world)
    Shipment.objects.update(days=[2, 4])
    shipment = enter_waybill(world.operator, shipment.pk, WAYBILL)
    shipment.waybill_at = MONDAY
    return shipment


def test_sundays_and_national_days_off_do_not_count() -> None:
    assert arrival.after(date(2026, 12, 4), 2) == date(2026, 12, 7)
    assert arrival.after(date(2026, 12, 23), 1) > date(2026, 12, 25)
    assert arrival.after(date(2026, 12, 4), 0) == date(2026, 12, 4)


def test_it_counts_from_the_waybill_and_again_from_the_counter(parcel: Shipment) -> None:
    arrival.plan(parcel)
    assert arrival.words(parcel, date(2026, 11, 30)) == "Perkiraan tiba 2–4 Desember 2026."
    arrival.plan(parcel, [TrackingEvent(MONDAY.replace(day=30, hour=9), ParcelState.REQUESTED, "PESAN")])
    assert parcel.expected_to == date(2026, 12, 4)
    arrival.plan(parcel, [TrackingEvent(datetime(2026, 12, 1, 9, tzinfo=UTC), ParcelState.ACCEPTED, "LOKET")])
    assert (parcel.expected_from, parcel.expected_to) == (date(2026, 12, 3), date(2026, 12, 5))


def test_the_words_are_honest(parcel: Shipment) -> None:
    arrival.plan(parcel)
    assert arrival.words(parcel, date(2026, 12, 5)) == "Lewat dari perkiraan tiba 4 Desember 2026."
    parcel.expected_from = date(2026, 11, 28)
    assert arrival.words(parcel, date(2026, 11, 30)) == "Perkiraan tiba 28 November – 4 Desember 2026."
    parcel.expected_from = parcel.expected_to
    assert arrival.words(parcel, date(2026, 12, 4)) == "Perkiraan tiba hari ini."
    assert arrival.words(parcel, date(2026, 12, 3)) == "Perkiraan tiba Jumat, 4 Desember 2026."


@pytest.mark.parametrize("days", [None, [], [3, 900], [-1, 2], ["2", "4"]])
def test_without_days_nothing_is_said(parcel: Shipment, days: list[object] | None) -> None:
    parcel.days = days
    arrival.plan(parcel)
    assert arrival.words(parcel, date(2026, 11, 30)) == ""


def test_news_moves_it_and_the_end_takes_it_away(parcel: Shipment) -> None:
    out = happen(parcel, event(ParcelState.OUT_FOR_DELIVERY, 1))
    assert out.expected_from == out.expected_to is not None
    assert happen(parcel, event(ParcelState.FAILED_ATTEMPT, 2)).expected_to is None
    assert happen(parcel, event(ParcelState.IN_TRANSIT, 3)).expected_to is not None
    assert happen(parcel, event(ParcelState.DELIVERED, 4)).expected_to is None


def test_the_history_tells_of_it(parcel: Shipment) -> None:
    words = parcel.application.events.filter(verb="deliver").values_list("words", flat=True).get()
    assert "Perkiraan tiba" in words


def test_the_office_says_the_days_where_the_courier_does_not(world: World) -> None:
    settings = set_up(world)
    settings.products[0]["days"] = [1, 3]
    settings.save()
    assert requested(world).days == [1, 3]
