"""A courier sends news by itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput, NotAllowed, NotFound
from tatadesa.deliveries import arrival, couriers, looking, telling, tracking, waybills
from tatadesa.deliveries.models import CourierAccount, Shipment
from tatadesa.deliveries.ports import Capability, WebhookNews
from tatadesa.deliveries.tasks import queue_look


def hear_courier(provider: str, hook_key: str, headers: Mapping[str, str], body: bytes) -> int:
    """Take in what ``provider`` posted to the address that names ``hook_key``; gives how many news were about parcels
    of that office. The same news again, or in another order, changes nothing more.

    Raises ``NotFound`` for an address that is nobody's, ``NotAllowed`` when the secret is wrong.
    """
    courier = couriers.known(provider)
    row = CourierAccount.objects.filter(provider=provider, hook_key=hook_key).first()
    if courier is None or row is None or Capability.WEBHOOK not in courier.capabilities:
        raise NotFound
    webhook = courier.read_webhook(couriers.account_from(provider, couriers.values_of(row)), headers, body)
    if not webhook.is_genuine:
        raise NotAllowed("Tanda pengenal tidak cocok.")
    return sum(_take_in(row, news) for news in webhook.news)


def _take_in(row: CourierAccount, news: WebhookNews) -> bool:
    mine = Shipment.objects.filter(office=row.office_id, provider=row.provider)
    found = mine.filter(reference=news.reference).first() if news.reference else None
    if found is None and news.waybill:
        found = mine.filter(waybill=news.waybill).first()
    if found is None:
        return False
    _name(found, news)
    if news.event is not None:
        tracking.take_in(found.pk, [news.event])
    else:
        queue_look(found.pk)
    return True


@transaction.atomic
def _name(found: Shipment, news: WebhookNews) -> None:
    """The waybill and the price, where the order had none yet."""
    if not news.waybill and news.price is None:
        return
    application = telling.lock_application(found.application_id)
    shipment = Shipment.objects.select_for_update(of=("self",)).select_related("office").get(pk=found.pk)
    is_new = False
    if news.waybill and not shipment.waybill and shipment.is_under_way:
        try:
            waybill = waybills.read(news.waybill)
        except InvalidInput:
            waybill = ""
        taken = Shipment.objects.filter(office=shipment.office_id, waybill=waybill).exists()
        if waybill and not taken:
            shipment.waybill, shipment.waybill_at, shipment.reason = waybill, now(), ""
            looking.plan(shipment)
            arrival.plan(shipment, shipment.events.all())
            is_new = True
    shipment.price = news.price if news.price is not None else shipment.price
    shipment.save()
    if is_new:
        telling.tell_sent(application, shipment, None)
