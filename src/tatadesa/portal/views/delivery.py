"""How a citizen wants to have the letter, with what sending costs."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tatadesa.accounts.models import Account
from tatadesa.applications import filling
from tatadesa.applications.models import Application
from tatadesa.applications.queries import of_owner
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.deliveries import addresses
from tatadesa.deliveries.actions.choose_delivery import InvalidAddress, Wish, choose_delivery
from tatadesa.deliveries.choosing import Delivery, delivery_of, estimate_for
from tatadesa.deliveries.models import DeliveryChoice
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page

_POSTCODE = re.compile(r"[0-9]{5}", re.ASCII)
_SAVE = "simpan"


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def delivery(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/permohonan/<number>/kiriman/``; by POST ``aksi=simpan`` keeps the choice, any other button shows the form
    again with the price for the address typed so far.
    """
    application = of_owner(account, number)
    if request.method != "POST":
        return _show(request, application, delivery_of(application))
    typed = addresses.read(request.POST)
    if request.POST.get("aksi") != _SAVE:
        return _show(request, application, delivery_of(application), typed=typed)
    wish = Wish(request.POST.get("cara", ""), typed, request.POST.get("layanan_kirim", ""))
    try:
        choose_delivery(account, number, wish)
    except InvalidInput as refused:
        return _show(request, application, delivery_of(application), typed=typed, refused=refused)
    except Conflict as refused:
        messages.warning(request, refused.message)
        return HttpResponseRedirect(reverse("portal:application", args=[number]))
    messages.success(request, "Cara menerima surat disimpan.")
    return HttpResponseRedirect(reverse("portal:application", args=[number]))


@require_safe
@citizen_required
def prices(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/permohonan/<number>/kiriman/ongkos/?kode_pos=&pilih=``: the prices alone, while an address is typed."""
    application = of_owner(account, number)
    found = delivery_of(application)
    context = _prices(application, found, request.GET.get("kode_pos", ""), request.GET.get("pilih", ""))
    return page(request, "delivery_prices", context)


def _show(
    request: HttpRequest,
    application: Application,
    found: Delivery,
    *,
    typed: dict[str, Any] | None = None,
    refused: InvalidInput | None = None,
) -> HttpResponse:
    errors = dict(refused.errors) if refused else {}
    parts = refused.parts if isinstance(refused, InvalidAddress) else {}
    shown = addresses.fields(application, typed, errors, parts) if found.offers_post else []
    values = addresses.begun(application) if typed is None else typed
    choice = found.choice
    method = request.POST.get("cara", "") or (choice.method if choice else DeliveryChoice.Method.DOWNLOAD)
    product = request.POST.get("layanan_kirim", "") or (choice.product if choice else "")
    address = values.get(addresses.ADDRESS)
    postcode = addresses.postcode(address) if isinstance(address, dict) else ""
    context = {
        "application": application,
        "delivery": found,
        "methods": [one for one in DeliveryChoice.Method if found.offers_post or one != DeliveryChoice.Method.POST],
        "method": method,
        "fields": shown,
        "rules": addresses.browser_rules(application),
        "errors": errors,
        "labels": {**filling.labels(shown), "cara": ("f-cara-download", "Cara menerima surat")},
        **_prices(application, found, postcode, product),
    }
    return page(request, "delivery", context, status=422 if errors else 200)


def _prices(application: Application, found: Delivery, postcode: str, product: str) -> dict[str, Any]:
    known = postcode if _POSTCODE.fullmatch(postcode) else ""
    estimate = estimate_for(found.settings, application, known) if found.offers_post and known else None
    chosen = product
    if estimate is not None and estimate.rates and estimate.of(product) is None:
        chosen = estimate.rates[0].product
    return {
        "estimate": estimate,
        "postcode": known,
        "product": chosen,
        "named": found.settings.products,
        "settings": found.settings,
        "zone": application.office.timezone,
    }
