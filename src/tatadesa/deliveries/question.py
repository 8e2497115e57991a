"""How a letter is to come, as every page asks it: a form's last step, the page of a request, the counter."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict

from tatadesa.accounts.models import Account
from tatadesa.applications import filling
from tatadesa.applications.models import Application, Draft
from tatadesa.deliveries import addresses
from tatadesa.deliveries.actions.keep_wish import keep_wish
from tatadesa.deliveries.addressee import Addressee, of_application, of_draft
from tatadesa.deliveries.choosing import Delivery, estimate_for
from tatadesa.deliveries.models import DeliveryChoice, DeliverySettings
from tatadesa.deliveries.queries import wish_beside
from tatadesa.deliveries.settings import offers_post, settings_of
from tatadesa.deliveries.wishes import InvalidWish, Wish

_POSTCODE = re.compile(r"[0-9]{5}", re.ASCII)
_BESIDE = "kiriman:"
"""Before the names of this question where it travels with a form, whose fields may have the same ones."""
_METHODS = tuple(DeliveryChoice.Method)


@dataclass(frozen=True)
class Question:
    """What is asked, about whom, with the ``choice`` made before; ``methods`` are those one may choose from.

    ``usual`` is ticked where nothing was chosen.
    """

    addressee: Addressee
    settings: DeliverySettings
    choice: DeliveryChoice | None = None
    methods: Collection[DeliveryChoice.Method] = _METHODS
    usual: DeliveryChoice.Method = DeliveryChoice.Method.DOWNLOAD

    @property
    def offers_post(self) -> bool:
        """Whether the office sends letters home."""
        return offers_post(self.addressee.office, self.settings)


def before_sending(form: filling.Form) -> Question:
    """About a request that is not sent yet."""
    return Question(of_draft(form.author, form.office, form.register), settings_of(form.office))


def of_request(
    application: Application, found: Delivery, usual: DeliveryChoice.Method = DeliveryChoice.Method.DOWNLOAD
) -> Question:
    """About a request that is there; only another address where it waits for the courier."""
    methods = [DeliveryChoice.Method.POST] if found.may_readdress else _METHODS
    return Question(of_application(application, found.choice), found.settings, found.choice, methods, usual)


def apart(sent: QueryDict) -> tuple[QueryDict, QueryDict]:
    """A form that came with the answer to this question: the form alone, and the answer under its usual names."""
    form, way = sent.copy(), QueryDict(mutable=True)
    for name in [name for name in form if name.startswith(_BESIDE)]:
        way.setlist(name.removeprefix(_BESIDE), form.pop(name))
    return form, way


def typed(sent: QueryDict) -> Wish:
    """The wish as it was posted."""
    method, product = (sent.get(name, "").replace("\0", "") for name in ("cara", "layanan_kirim"))
    return Wish(method, addresses.read(sent), product)


def taken_in(sent: QueryDict, account: Account, key: UUID) -> Wish | None:
    """The wish that came with the draft ``key``, kept beside it as typed; None where nothing was asked."""
    if "cara" not in sent:
        return None
    wish = typed(sent)
    keep_wish(account, key, wish)
    return wish


def shown(question: Question, wish: Wish | None = None, refused: InvalidWish | None = None) -> dict[str, Any]:
    """What a page needs that asks: what was chosen before, or the ``wish`` as typed with why it was refused."""
    errors = dict(refused.errors) if refused else {}
    raw = dict(wish.address) if wish is not None else None
    post = question.offers_post
    fields = addresses.fields(question.addressee, raw, errors, refused.parts if refused else {}) if post else []
    choice = question.choice
    methods = [one for one in question.methods if post or one != DeliveryChoice.Method.POST]
    method = (wish.method if wish else "") or (choice.method if choice else _usual(question, methods))
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


def asked_before_sending(form: filling.Form, draft: Draft | None) -> dict[str, Any]:
    """The same for a form that the phone may send later; empty where nothing is asked."""
    question = before_sending(form)
    return shown(question, wish_beside(draft)) if question.offers_post else {}


def prices(question: Question, postcode: str, product: str) -> dict[str, Any]:
    """What a page needs that tells what sending to a postcode costs, as typed; asks nobody outside."""
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


def _usual(question: Question, methods: list[DeliveryChoice.Method]) -> DeliveryChoice.Method:
    return question.usual if question.usual in methods else methods[0]


def _postcode(values: Mapping[str, Any]) -> str:
    address = values.get(addresses.ADDRESS)
    return addresses.postcode(address) if isinstance(address, dict) else ""
