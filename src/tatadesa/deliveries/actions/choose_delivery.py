"""A citizen, or an officer at the counter, says how the letter is to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.applications.history import announce
from tatadesa.applications.locking import lock_for_citizen, lock_for_reader
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import may_apply_for_others
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed
from tatadesa.deliveries import addresses
from tatadesa.deliveries.choosing import estimate_for, require_choosable
from tatadesa.deliveries.models import DeliveryChoice
from tatadesa.deliveries.settings import offers_post, settings_of

_UNKNOWN = "Pilih salah satu cara menerima surat."


@dataclass(frozen=True)
class Wish:
    """What was typed: ``method``, and for the post the address form and a product (empty for the first offered)."""

    method: str
    address: Mapping[str, Any]
    product: str = ""


class InvalidAddress(InvalidInput):
    """Also says which single inputs of the address are at fault."""

    def __init__(self, errors: dict[str, str], parts: dict[str, dict[str, str]]) -> None:
        super().__init__(errors)
        self.parts = parts


@transaction.atomic
def choose_delivery(account: Account, number: str, wish: Wish) -> DeliveryChoice:
    """Of an application the citizen owns.

    Raises ``NotFound``, ``InvalidInput`` (``InvalidAddress``), ``Conflict`` once the letter is on its way or collected.
    """
    return _choose(lock_for_citizen(account, number), wish)


@transaction.atomic
def choose_for_citizen(staff: StaffMember, number: str, wish: Wish) -> DeliveryChoice:
    """The same by an officer for whoever stands at the counter; raises ``NotAllowed`` besides."""
    application = lock_for_reader(staff, number)
    if not may_apply_for_others(staff):
        raise NotAllowed("Cara menerima surat diisi warga, atau petugas yang melayani di loket.")
    return _choose(application, wish)


def _choose(application: Application, wish: Wish) -> DeliveryChoice:
    choice = DeliveryChoice.objects.filter(application=application).first()
    require_choosable(application, choice)
    if wish.method not in DeliveryChoice.Method.values:
        raise InvalidInput({"cara": _UNKNOWN})
    if choice is None:
        choice = DeliveryChoice(office_id=application.office_id, application=application, edition=0)
    choice.method, choice.changed_at = wish.method, now()
    choice.edition += 1
    if wish.method == DeliveryChoice.Method.POST:
        _send_home(application, choice, wish)
    choice.save()
    announce(application)
    return choice


def _send_home(application: Application, choice: DeliveryChoice, wish: Wish) -> None:
    settings = settings_of(application.office)
    if not offers_post(application.office, settings):
        raise Conflict("Kantor ini belum mengirim surat lewat POS. Pilih cara lain.")
    cleaned = addresses.check(application, wish.address)
    if cleaned.errors:
        raise InvalidAddress(cleaned.errors, cleaned.parts)
    address = cleaned.values[addresses.ADDRESS]
    estimate = estimate_for(settings, application, addresses.postcode(address))
    offered = {rate.product: rate.name for rate in estimate.rates}
    offered |= {product["code"]: product["name"] for product in settings.products}
    if wish.product and wish.product not in offered:
        raise InvalidInput({"layanan_kirim": "Pilih salah satu jenis kiriman."})
    product = wish.product or next(iter(offered), "")
    rate = estimate.of(product)
    choice.receiver_name = cleaned.values[addresses.NAME]
    choice.receiver_phone = cleaned.values[addresses.PHONE]
    choice.address = address
    choice.product, choice.product_name = product, offered.get(product, "")[:80]
    choice.price = rate.total if rate else None
    choice.price_seen_at = estimate.told_at if rate else None
    choice.payer = settings.payer
