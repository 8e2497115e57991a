"""How a letter is to come, as two pages ask it: the last step of a form, and the page of a request."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from tatadesa.applications import filling
from tatadesa.deliveries import addresses
from tatadesa.deliveries.addressee import Addressee
from tatadesa.deliveries.choosing import estimate_for
from tatadesa.deliveries.models import DeliveryChoice, DeliverySettings
from tatadesa.deliveries.settings import offers_post
from tatadesa.deliveries.wishes import InvalidWish, Wish

_POSTCODE = re.compile(r"[0-9]{5}", re.ASCII)
_METHODS = tuple(DeliveryChoice.Method)


@dataclass(frozen=True)
class Question:
    """What is asked, about whom, with the ``choice`` made before; ``methods`` are those one may choose from."""

    addressee: Addressee
    settings: DeliverySettings
    choice: DeliveryChoice | None = None
    methods: Collection[DeliveryChoice.Method] = _METHODS

    @property
    def offers_post(self) -> bool:
        """Whether the office sends letters home."""
        return offers_post(self.addressee.office, self.settings)


def typed(request: HttpRequest) -> Wish:
    """The wish as it was posted."""
    sent = request.POST
    return Wish(sent.get("cara", ""), addresses.read(sent), sent.get("layanan_kirim", ""))


def shown(question: Question, wish: Wish | None = None, refused: InvalidWish | None = None) -> dict[str, Any]:
    """What ``delivery_fields.html`` needs: what was chosen before, or the ``wish`` as typed with why it was refused."""
    errors = dict(refused.errors) if refused else {}
    raw = dict(wish.address) if wish is not None else None
    post = question.offers_post
    fields = addresses.fields(question.addressee, raw, errors, refused.parts if refused else {}) if post else []
    choice = question.choice
    methods = [one for one in question.methods if post or one != DeliveryChoice.Method.POST]
    method = (wish.method if wish else "") or (choice.method if choice else methods[0])
    product = (wish.product if wish else "") or (choice.product if choice else "")
    return {
        "methods": methods,
        "method": method,
        "office": question.addressee.office,
        "fields": fields,
        "rules": addresses.browser_rules(question.addressee),
        "errors": errors,
        "labels": {**filling.labels(fields), "cara": ("f-cara-download", "Cara menerima surat")},
        **prices(question, _postcode(addresses.begun(question.addressee) if raw is None else raw), product),
    }


def prices(question: Question, postcode: str, product: str) -> dict[str, Any]:
    """What ``delivery_prices.html`` needs for a postcode as typed; asks nobody outside."""
    known = postcode if _POSTCODE.fullmatch(postcode) else ""
    estimate = None
    if question.offers_post and known:
        estimate = estimate_for(question.settings, question.addressee, known)
    if estimate is not None and estimate.rates and estimate.of(product) is None:
        product = estimate.rates[0].product
    return {
        "estimate": estimate,
        "postcode": known,
        "product": product,
        "named": question.settings.products,
        "settings": question.settings,
        "zone": question.addressee.office.timezone,
    }


def _postcode(values: Mapping[str, Any]) -> str:
    address = values.get(addresses.ADDRESS)
    return addresses.postcode(address) if isinstance(address, dict) else ""
