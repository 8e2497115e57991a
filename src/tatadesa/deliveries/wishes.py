"""What somebody wishes about the way of a letter, checked alike before a request is sent and on its page afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.deliveries import addresses
from tatadesa.deliveries.addressee import Addressee
from tatadesa.deliveries.choosing import estimate_for
from tatadesa.deliveries.models import DeliveryChoice, DeliverySettings
from tatadesa.deliveries.settings import offers_post

_UNKNOWN = "Pilih salah satu cara menerima surat."


@dataclass(frozen=True)
class Wish:
    """What was typed: ``method``, and for the post the address form and a product (empty for the first offered)."""

    method: str
    address: Mapping[str, Any] = field(default_factory=dict, repr=False)
    product: str = ""


class InvalidWish(InvalidInput):
    """A wish that cannot be kept as it is; ``parts`` says which single inputs of the address are at fault."""

    def __init__(self, errors: dict[str, str], parts: Mapping[str, Mapping[str, str]] | None = None) -> None:
        super().__init__(errors)
        self.parts = parts or {}


@dataclass(frozen=True)
class Destination:
    """A wish for the post that can be carried out; ``price`` (rupiah) as it was shown, None where nobody knows it."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    address: Mapping[str, Any] = field(repr=False)
    product: str
    product_name: str
    price: int | None
    price_seen_at: datetime | None
    payer: str


def require_method(wish: Wish) -> DeliveryChoice.Method:
    """The way that is wished for; raises ``InvalidWish`` for none we know."""
    if wish.method not in DeliveryChoice.Method.values:
        raise InvalidWish({"cara": _UNKNOWN})
    return DeliveryChoice.Method(wish.method)


def destination(settings: DeliverySettings, addressee: Addressee, wish: Wish) -> Destination:
    """Where the post is to bring it; raises ``InvalidWish``, ``Conflict`` where nothing is sent.

    The price comes from the cache: nobody outside is waited for.
    """
    if not offers_post(addressee.office, settings):
        raise Conflict("Kantor ini belum mengirim surat lewat POS. Pilih cara lain.")
    cleaned = addresses.check(addressee, wish.address)
    if cleaned.errors:
        raise InvalidWish(cleaned.errors, cleaned.parts)
    address = cleaned.values[addresses.ADDRESS]
    estimate = estimate_for(settings, addressee, addresses.postcode(address))
    offered = {rate.product: rate.name for rate in estimate.rates}
    offered |= {product["code"]: product["name"] for product in settings.products}
    if wish.product and wish.product not in offered:
        raise InvalidWish({"layanan_kirim": "Pilih salah satu jenis kiriman."})
    product = wish.product or next(iter(offered), "")
    rate = estimate.of(product)
    return Destination(
        name=cleaned.values[addresses.NAME],
        phone=cleaned.values[addresses.PHONE],
        address=address,
        product=product,
        product_name=offered.get(product, "")[:80],
        price=rate.total if rate else None,
        price_seen_at=estimate.told_at if rate else None,
        payer=settings.payer,
    )


def put_down(choice: DeliveryChoice, chosen: Destination) -> None:
    """Write ``chosen`` into ``choice``; the caller saves."""
    choice.receiver_name, choice.receiver_phone = chosen.name, chosen.phone
    choice.address = dict(chosen.address)
    choice.product, choice.product_name = chosen.product, chosen.product_name
    choice.price, choice.price_seen_at = chosen.price, chosen.price_seen_at
    choice.payer = chosen.payer
