"""A day of 10,000 parcels under way: how often couriers are asked, and what a price from the cache costs.

The scheduler itself runs, on a clock that is turned on by two minutes at a time as its job is; only the courier is
one that answers "nothing new" at once. Every tenth of the 10,000 is followed through the day, the others lie beside
them in the same table and are due later: what is counted is told for all. Alone: ``python -m bench parcels``.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from bench import seed
from bench.people import Cast
from bench.results import Results

COUNT = 10_000
_FOLLOWED = 10
"""Every so-many-th."""
_TICK = timedelta(minutes=2)
_RUNS = 8
"""Of the scheduler in 16 minutes."""
_FIRST = 5_000_001
_COPY = """
INSERT INTO deliveries_shipment (id, application_id, waybill, silent_since, next_look_at, state, {rest})
SELECT gen_random_uuid(), a.id, 'P2611' || lpad(row_number() OVER (ORDER BY a.number)::text, 9, '0'),
       -- By the time since the last news: a third moved today, most others within three days, few are still.
       %(midnight)s - (CASE WHEN n.n %% 10 < 4 THEN n.n %% 24 WHEN n.n %% 10 < 7 THEN 24 + n.n %% 48
                            WHEN n.n %% 10 < 9 THEN 72 + n.n %% 96 ELSE 168 + n.n %% 240 END) * interval '1 hour',
       -- As they were planned the day before: spread over the hours from six.
       %(midnight)s + interval '6 hours' + (n.n::bigint * 7919 %% 43200) * interval '1 second'
         + CASE WHEN (n.n / 20) %% %(followed)s = 0 THEN interval '0' ELSE interval '9 days' END,
       CASE WHEN n.n %% 20 = 0 THEN 'out_for_delivery' ELSE 'in_transit' END, {values}
FROM deliveries_shipment s, applications_application a,
     LATERAL (SELECT substr(a.number, 3)::int AS n) n
WHERE s.id = %(sample)s AND a.number LIKE 'B-%%' AND a.number >= %(low)s
"""
_OWN = ("id", "application_id", "waybill", "silent_since", "next_look_at", "state")


def measure(results: Results, cast: Cast) -> None:
    """Questions of a day, the scheduler's pace, and milliseconds of an estimate."""
    from tatadesa.deliveries.tracking import AT_ONCE

    asked, busiest, seconds = _a_day(_plant(cast))
    results.add("10,000 parcels: questions in a day", asked * _FOLLOWED, "", 50_000)
    results.add("10,000 parcels: questions per parcel and day", asked * _FOLLOWED / COUNT, "", 5)
    results.add("10,000 parcels: busiest 16 minutes", busiest * _FOLLOWED, "questions", AT_ONCE * _RUNS)
    results.add("10,000 parcels: the scheduler's own time for one", seconds / asked * 1000, "ms")
    results.add("price from the cache", _price(cast), "ms", 10)


def _plant(cast: Cast) -> datetime:
    """Copies of one parcel that went through the actions, due over the coming day; gives that day's midnight."""
    from tatadesa.deliveries.models import Shipment

    sample = _sample(cast)
    zone = ZoneInfo(sample.office.timezone)
    tomorrow = timezone.now().astimezone(zone) + timedelta(days=1)
    midnight = tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)
    seed.grow(cast.sample_id, cast.citizen_id, cast.officer_id, _FIRST, _FIRST + COUNT - 1)
    rest = [field.column for field in Shipment._meta.concrete_fields if field.column not in _OWN]  # noqa: SLF001
    values = {"midnight": midnight, "sample": sample.pk, "low": f"B-{_FIRST:09d}", "followed": _FOLLOWED}
    with connection.cursor() as cursor:
        cursor.execute(_COPY.format(rest=", ".join(rest), values=", ".join(f"s.{one}" for one in rest)), values)
        cursor.execute("VACUUM ANALYZE deliveries_shipment")
    Shipment.objects.filter(pk=sample.pk).update(next_look_at=None)
    return midnight


def _sample(cast: Cast):
    """The first letter of the demo that is wished at home, on its way."""
    from tatadesa.accounts.models import StaffMember
    from tatadesa.applications.models import Application
    from tatadesa.deliveries import addresses
    from tatadesa.deliveries.actions.choose_delivery import choose_for_citizen
    from tatadesa.deliveries.actions.enter_waybill import enter_waybill
    from tatadesa.deliveries.actions.request_shipment import request_shipment
    from tatadesa.deliveries.addressee import of_application
    from tatadesa.deliveries.models import DeliverySettings, Shipment
    from tatadesa.deliveries.wishes import Wish

    staff = StaffMember.objects.get(pk=cast.officer_id)
    application = Application.objects.select_related("office", "citizen__citizen").get(pk=cast.sample_id)
    DeliverySettings.objects.update_or_create(
        office=staff.office, defaults={"is_on": True, "provider": "counter", "tracking_by": "pos", "rates_by": "pos"}
    )
    first = addresses.begun(of_application(application, None))
    wish = Wish("post", {addresses.PHONE: "081200000001", **first})
    choose_for_citizen(staff, application.number, wish)
    shipment = enter_waybill(staff, request_shipment(staff, application.number).pk, "P2611010000000")
    return Shipment.objects.select_related("office").get(pk=shipment.pk)


def _a_day(midnight: datetime) -> tuple[int, int, float]:
    """Questions from midnight to midnight, those of the busiest 16 minutes, and seconds spent."""
    from tatadesa.core.clock import pretend
    from tatadesa.deliveries import couriers, tracking
    from tatadesa.deliveries.ports import Outcome, Tracked

    def nothing_new(office: object, provider: str, question: Callable[..., object]) -> Tracked:
        return Tracked(Outcome.NOTHING)

    real, couriers.ask = couriers.ask, nothing_new  # type: ignore[assignment]
    runs: list[int] = []
    started = time.perf_counter()
    try:
        moment = midnight
        while moment < midnight + timedelta(days=1):
            with pretend(moment):
                runs.append(tracking.look_at_due())
            moment += _TICK
    finally:
        couriers.ask = real
    quarters = [sum(runs[at : at + _RUNS]) for at in range(len(runs))]
    return sum(runs), max(quarters), time.perf_counter() - started


def _price(cast: Cast) -> float:
    """Median of an estimate for a pair of postcodes whose price is known, among 2,000 other pairs."""
    from tatadesa.accounts.models import StaffMember
    from tatadesa.core.clock import now
    from tatadesa.deliveries import quoting
    from tatadesa.deliveries.models import Quote
    from tatadesa.deliveries.settings import settings_of

    office = StaffMember.objects.select_related("office").get(pk=cast.officer_id).office
    rate = {"product": "240", "name": "Pos Reguler", "fee": 9000, "tax": 99, "insurance": 0, "total": 9099}
    Quote.objects.bulk_create(
        Quote(
            office=office,
            provider="pos",
            origin=office.postcode,
            destination=f"{10_000 + number}",
            weight=50,
            rates=[rate],
            fetched_at=now(),
            asked_at=now(),
        )
        for number in range(2_000)
    )
    settings, times = settings_of(office), []
    for number in range(200):
        started = time.perf_counter()
        found = quoting.estimate(settings, office.postcode, f"{10_000 + number * 7}", 50)
        times.append((time.perf_counter() - started) * 1000)
        if not found.rates:
            raise RuntimeError("a price that is kept was not found")
    return statistics.median(times)
