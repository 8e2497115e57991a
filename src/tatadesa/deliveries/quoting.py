"""What sending costs: from the cache at once, from the provider by a job, and never a reason to stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tatadesa.accounts.throttle import spend
from tatadesa.core.clock import now
from tatadesa.core.errors import TooMany
from tatadesa.deliveries import couriers
from tatadesa.deliveries.models import DeliverySettings, Quote
from tatadesa.deliveries.ports import Capability, Rate
from tatadesa.deliveries.settings import rates_provider
from tatadesa.deliveries.tasks import queue_rates

FRESH = timedelta(days=1)
"""A price younger than this is shown as it is; an older one is shown with its date and asked anew."""
ASK_AGAIN = timedelta(minutes=2)
"""A question without answer is not repeated sooner."""
ASKS_AN_HOUR = 30


@dataclass(frozen=True)
class Estimate:
    """Prices of the products an office offers.

    ``told_at`` is when the provider said so (None: never); ``is_old`` marks what is past ``FRESH``; ``is_asking`` while
    a job is about to ask. Without ``rates`` the price is worked out at the counter.
    """

    rates: tuple[Rate, ...]
    told_at: datetime | None
    is_old: bool
    is_asking: bool
    reason: str = ""

    def of(self, product: str) -> Rate | None:
        """The price of one product."""
        return next((rate for rate in self.rates if rate.product == product), None)


def estimate(settings: DeliverySettings, origin: str, destination: str, weight: int, asker: str = "") -> Estimate:
    """What sending ``weight`` grams costs between two postcodes; asks nobody outside, two queries at most.

    Where nothing fresh is known a job is queued that asks, once in a while. ``asker`` is the account that may have the
    courier asked about ``ASKS_AN_HOUR`` pairs: each question costs the office's quota.
    """
    provider = rates_provider(settings)
    courier = couriers.known(provider)
    if courier is None or Capability.RATES not in courier.capabilities or not (origin and destination):
        return Estimate((), None, is_old=False, is_asking=False)
    key = {
        "office_id": settings.office_id,
        "provider": provider,
        "origin": origin,
        "destination": destination,
        "weight": weight,
        "value": settings.declared_value,
    }
    quote = Quote.objects.filter(**key).first() or Quote(**key)
    moment = now()
    is_fresh = quote.fetched_at is not None and moment - quote.fetched_at < FRESH
    was_asked = quote.asked_at is not None and moment - quote.asked_at < ASK_AGAIN
    is_asking = False
    if not is_fresh and not was_asked and _may_ask(asker):
        is_asking = _queue(key)
    elif not is_fresh and quote.asked_at is not None and not quote.failure:
        is_asking = quote.fetched_at is None or quote.asked_at > quote.fetched_at
    return Estimate(
        rates=_offered(settings, quote),
        told_at=quote.fetched_at,
        is_old=quote.fetched_at is not None and not is_fresh,
        is_asking=is_asking,
        reason=quote.failure,
    )


def _may_ask(asker: str) -> bool:
    try:
        if asker:
            spend("postage", asker, capacity=ASKS_AN_HOUR, per_seconds=3600)
    except TooMany:
        return False
    return True


def _queue(key: dict[str, Any]) -> bool:
    """Note that somebody asks, so that nobody else does, and let a job do it."""
    row, _ = Quote.objects.update_or_create(**key, defaults={"asked_at": now(), "failure": ""})
    queue_rates(row.pk)
    return True


def _offered(settings: DeliverySettings, quote: Quote) -> tuple[Rate, ...]:
    rates = [Rate(**rate) for rate in quote.rates]
    if not settings.products:
        return tuple(rates)
    by_code = {rate.product: rate for rate in rates}
    return tuple(
        _named(by_code[product["code"]], product) for product in settings.products if product["code"] in by_code
    )


def _named(rate: Rate, product: Mapping[str, Any]) -> Rate:
    """As the office names it, with the office's days where the provider tells none."""
    rate = replace(rate, name=product["name"] or rate.name)
    days = product.get("days")
    if days is None or rate.days_to is not None:
        return rate
    return replace(rate, days_from=days[0], days_to=days[1])
