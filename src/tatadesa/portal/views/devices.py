"""Where the citizen is signed in, and what happened to the account."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts import devices as sessions
from tatadesa.accounts import history
from tatadesa.accounts.actions.sign_out_devices import sign_out_device, sign_out_others
from tatadesa.accounts.models import Account
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page


@require_safe
@citizen_required
def devices(request: HttpRequest, account: Account) -> HttpResponse:
    """``/akun/perangkat/``."""
    context = {
        "devices": sessions.devices_of(account),
        "present": sessions.current(request),
        "zone": account.citizen.office.timezone,
    }
    return page(request, "devices", context)


@require_POST
@citizen_required
def sign_out_one(request: HttpRequest, account: Account, device_id: UUID) -> HttpResponse:
    """``/akun/perangkat/<id>/keluar/``."""
    sign_out_device(account, device_id)
    messages.success(request, "Perangkat itu sudah dikeluarkan.")
    return HttpResponseRedirect(reverse("portal:devices"))


@require_POST
@citizen_required
def sign_out_all(request: HttpRequest, account: Account) -> HttpResponse:
    """``/akun/perangkat/keluar-semua/``: all but the one in hand."""
    ended = sign_out_others(request, account)
    messages.success(request, f"{ended} perangkat lain dikeluarkan." if ended else "Tidak ada perangkat lain.")
    return HttpResponseRedirect(reverse("portal:devices"))


@require_safe
@citizen_required
def account_history(request: HttpRequest, account: Account) -> HttpResponse:
    """``/akun/riwayat/?sesudah=``."""
    found = history.events_of(account, after=request.GET.get("sesudah", ""))
    context = {"events": found.rows, "next": found.next, "zone": account.citizen.office.timezone}
    return page(request, "account_history", context)
