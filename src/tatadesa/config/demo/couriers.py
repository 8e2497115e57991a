"""The demo's village sends letters by POS: the emulated one."""

from __future__ import annotations

from collections.abc import Mapping

from tatadesa.applications.models import Application
from tatadesa.applications.states import State
from tatadesa.config.demo.offices import HOME_VILLAGE
from tatadesa.core.clock import now
from tatadesa.deliveries import addresses, couriers
from tatadesa.deliveries.actions.choose_delivery import choose_delivery
from tatadesa.deliveries.addressee import of_application
from tatadesa.deliveries.models import DeliverySettings
from tatadesa.deliveries.wishes import Wish
from tatadesa.offices.models import Office

_VALUES = {
    "pos": {"consumer_key": "demo", "consumer_secret": "demo", "member": "DUMMY05400A"},
    "komerce": {"key": "demo"},
    "biteship": {"key": "demo", "hook_secret": "demo"},
}
_PRODUCTS = [
    {"code": "240", "name": "Pos Reguler", "days": [2, 4]},
    {"code": "447", "name": "Pos Nextday", "days": [1, 1]},
]


def connect_couriers(urls: Mapping[str, str]) -> None:
    """Point the village's accounts at the emulators, which have other ports at each start.

    An account that somebody has pointed elsewhere is left alone. At first start one citizen has asked for a letter at
    home, so that the office has something to send.
    """
    office = Office.objects.get(code=HOME_VILLAGE)
    for provider, url in urls.items():
        row = couriers.row_of(office.pk, provider)
        kept = couriers.values_of(row) or _VALUES[provider]
        if not kept.get("url", "http://127.0.0.1:").startswith("http://127.0.0.1:"):
            continue
        row.sealed = couriers.seal({**kept, "url": url})
        row.failures, row.paused_until, row.last_failure = 0, None, ""
        row.save()
    _, is_new = DeliverySettings.objects.get_or_create(
        office=office,
        defaults={"is_on": True, "provider": "pos", "products": _PRODUCTS, "changed_at": now()},
    )
    if is_new:
        _wish_for_one(office)


def _wish_for_one(office: Office) -> None:
    done = Application.objects.filter(office=office, state=State.COMPLETED).exclude(citizen=None)
    application = done.select_related("office", "version", "citizen__citizen").order_by("submitted_at").first()
    if application is None or application.citizen is None:
        return
    wish = Wish("post", addresses.begun(of_application(application, None)), "240")
    choose_delivery(application.citizen, application.number, wish)
