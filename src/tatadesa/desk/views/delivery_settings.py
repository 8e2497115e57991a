"""How the office sends letters: what it offers, and its account at each courier with a test of the connection."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.deliveries import couriers
from tatadesa.deliveries.actions.change_account import change_account
from tatadesa.deliveries.actions.change_settings import change_settings
from tatadesa.deliveries.actions.test_account import test_account
from tatadesa.deliveries.models import DeliverySettings
from tatadesa.deliveries.permissions import require_setter
from tatadesa.deliveries.ports import PROVIDERS, Capability, courier
from tatadesa.deliveries.settings import settings_of
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.provider_account import AccountPage, seen_in, typed_in


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/kiriman/pengaturan/``."""
    require_setter(staff)
    if request.method != "POST":
        return _show(request, staff, {}, {}, 200)
    typed = typed_in(request)
    try:
        change_settings(staff, typed, seen=seen_in(typed))
    except InvalidInput as refused:
        return _show(request, staff, typed, refused.errors, 422)
    except Conflict as refused:
        return _show(request, staff, typed, {"": refused.message}, 409)
    messages.success(request, "Pengaturan kiriman disimpan.")
    return redirect("desk:delivery_settings")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def account(request: HttpRequest, staff: StaffMember, provider: str) -> HttpResponseBase:
    """``/desk/kiriman/pengaturan/<provider>/``: the account at one courier."""
    require_setter(staff)
    return _ACCOUNT.edit(request, staff, provider)


@require_POST
@staff_required
def test(request: HttpRequest, staff: StaffMember, provider: str) -> HttpResponseBase:
    """Try the saved account; the answer is on the same page."""
    return _ACCOUNT.test(request, staff, provider)


def _show(
    request: HttpRequest, staff: StaffMember, typed: dict[str, str], errors: dict[str, str], status: int
) -> HttpResponse:
    kept = settings_of(staff.office)
    values: dict[str, Any] = {
        **{name: getattr(kept, name) for name in _NAMES},
        "products": "\n".join(_product(one) for one in kept.products),
    }
    if typed:
        values = {**values, **typed, "is_on": "is_on" in typed, "wants_pickup": "wants_pickup" in typed}
    context = {
        "settings": kept,
        "values": values,
        "errors": errors,
        "providers": [(code, courier(code).title) for code in PROVIDERS],
        "raters": _able(Capability.RATES),
        "trackers": _able(Capability.TRACKING),
        "payers": DeliverySettings.Payer.choices,
        "postcode": staff.office.postcode,
        "zone": staff.office.timezone,
    }
    return render(request, "desk/views/delivery_settings.html", context, status=status)


def _abilities(by: Any) -> dict[str, Any]:
    return {"words": [(words, one in by.capabilities) for one, words in _ABILITIES]}


_ABILITIES = (
    (Capability.RATES, "Ongkos"),
    (Capability.ORDERS, "Permintaan kirim"),
    (Capability.CANCEL, "Pembatalan"),
    (Capability.TRACKING, "Lacak resi"),
    (Capability.WEBHOOK, "Kabar otomatis"),
)
_ACCOUNT = AccountPage(
    accounts=couriers.ACCOUNTS,
    change=change_account,
    attempt=test_account,
    template="desk/views/courier_account.html",
    address="desk:courier_account",
    hook="hooks:courier",
    has_hook=lambda by: Capability.WEBHOOK in by.capabilities,
    more=_abilities,
)
_NAMES = (
    "is_on",
    "provider",
    "rates_by",
    "tracking_by",
    "payer",
    "transfer_words",
    "envelope_grams",
    "sheet_grams",
    "declared_value",
    "wants_pickup",
    "stuck_days",
)


def _product(product: dict[str, Any]) -> str:
    name, days = f"{product['code']} = {product['name']}", product.get("days")
    if not days:
        return name
    return f"{name} = {days[0]} hari" if days[0] == days[1] else f"{name} = {days[0]}-{days[1]} hari"


def _able(needed: Capability) -> list[tuple[str, str]]:
    return [(code, courier(code).title) for code in PROVIDERS if needed in courier(code).capabilities]
