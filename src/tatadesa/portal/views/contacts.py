"""The phone number and e-mail address that codes go to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tatadesa.accounts import contacts as addresses
from tatadesa.accounts.actions.change_contact import begin_change_contact, change_contact
from tatadesa.accounts.addresses import client_address
from tatadesa.accounts.messages import available_channels
from tatadesa.accounts.models import Account
from tatadesa.accounts.ports import Channel
from tatadesa.core.errors import InvalidInput, TooMany
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page

_LABELS = {"alamat": "alamat", "pin": "PIN", "saluran": "saluran"}


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def contacts(request: HttpRequest, account: Account) -> HttpResponse:
    """``/akun/kontak/``: one form per channel; the code goes to the new address."""
    if request.method != "POST":
        return _form(request, account)
    try:
        channel = _channel(account, request.POST.get("saluran", ""))
        address = begin_change_contact(
            account,
            channel,
            request.POST.get("alamat", ""),
            pin=request.POST.get("pin", "").strip(),
            client=client_address(request),
        )
    except InvalidInput as error:
        return _form(request, account, error.errors, error.status)
    except TooMany as error:
        return _form(request, account, {"": error.message}, error.status)
    request.session["new_contact"] = addresses.masked(channel, address)
    return HttpResponseRedirect(reverse("portal:contact_code"))


@sensitive_post_parameters("kode")
@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def code(request: HttpRequest, account: Account) -> HttpResponse:
    """``/akun/kontak/kode/``."""
    context = {"sent_to": request.session.get("new_contact", ""), "errors": {}, "labels": {"kode": ("kode", "Kode")}}
    if request.method != "POST":
        return page(request, "contact_code", context)
    try:
        channel = change_contact(account, request.POST.get("kode", "")[:20])
    except InvalidInput as error:
        return page(request, "contact_code", {**context, "errors": error.errors}, status=error.status)
    request.session.pop("new_contact", None)
    what = "Nomor HP" if channel is Channel.WHATSAPP else "Alamat e-mail"
    messages.success(request, f"{what} baru tersimpan.")
    return HttpResponseRedirect(reverse("portal:account"))


def _channel(account: Account, text: str) -> Channel:
    if text not in available_channels(account.citizen.office_id):
        raise InvalidInput({"": "Pesan lewat saluran ini belum bisa dikirim. Datang ke kantor desa."})
    return Channel(text)


def _form(
    request: HttpRequest, account: Account, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    wrong = errors or {}
    chosen = request.POST.get("saluran", "")
    context = {
        "channels": available_channels(account.citizen.office_id),
        "confirmed": addresses.confirmed(account),
        "chosen": chosen,
        "typed": request.POST.get("alamat", "")[:254],
        "errors": wrong,
        "labels": {name: (f"{name}-{chosen}", words) for name, words in _LABELS.items()},
    }
    return page(request, "contacts", context, status=status)
