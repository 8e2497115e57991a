"""The phone number or e-mail address of the account, and the code that proves it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.addresses import client_address
from tatadesa.accounts.contacts import masked
from tatadesa.accounts.messages import available_channels
from tatadesa.accounts.ports import Channel
from tatadesa.core.errors import InvalidInput, TooMany
from tatadesa.portal.registering import onward, registration_required, show, step_required
from tatadesa.registrations.actions.confirm_contact import confirm_contact
from tatadesa.registrations.actions.send_contact_code import send_contact_code
from tatadesa.registrations.filling import Step
from tatadesa.registrations.models import Registration

MAX_TYPED = 254
CONTACT_LABELS = {"alamat": ("alamat", "Nomor HP atau e-mail")}
CODE_LABELS = {"kode": ("kode", "Kode")}


@require_http_methods(["GET", "HEAD", "POST"])
@registration_required
@step_required(Step.CONTACT)
def contact(request: HttpRequest, registration: Registration) -> HttpResponse:
    """``/daftar/kontak/``: ``alamat`` is a mobile number, or an e-mail address where one can be reached."""
    typed = registration.phone or registration.email
    if request.method != "POST":
        return _contact_page(request, registration, _local(typed), {})
    typed = request.POST.get("alamat", "").strip()[:MAX_TYPED]
    try:
        send_contact_code(registration.pk, channel_of(typed), typed, client=client_address(request))
    except InvalidInput as error:
        return _contact_page(request, registration, typed, error.errors, error.status)
    except TooMany as error:
        return _contact_page(request, registration, typed, {"alamat": error.message}, error.status)
    return HttpResponseRedirect(reverse("portal:register_code"))


@require_http_methods(["GET", "HEAD", "POST"])
@registration_required
@step_required(Step.CONTACT)
def code(request: HttpRequest, registration: Registration) -> HttpResponse:
    """``/daftar/kode/``: ``kode`` is six digits; ``aksi=ulang`` sends another one to the same place."""
    address = registration.phone or registration.email
    if not address or registration.contact_confirmed_at is not None:
        return onward(registration) if address else HttpResponseRedirect(reverse("portal:register_contact"))
    if request.method != "POST":
        return _code_page(request, registration, {})
    try:
        if request.POST.get("aksi") == "ulang":
            send_contact_code(registration.pk, channel_of(address), address, client=client_address(request))
            messages.success(request, "Kode baru sudah dikirim. Kode yang lama tidak berlaku lagi.")
            return HttpResponseRedirect(reverse("portal:register_code"))
        changed = confirm_contact(registration.pk, request.POST.get("kode", "")[:40])
    except InvalidInput as error:
        return _code_page(request, registration, error.errors, error.status)
    except TooMany as error:
        return _code_page(request, registration, {"kode": error.message}, error.status)
    return onward(changed)


def channel_of(typed: str) -> Channel:
    """An address with @ is e-mail, anything else a phone."""
    return Channel.EMAIL if "@" in typed else Channel.WHATSAPP


def _local(address: str) -> str:
    """``62812...`` as people type it: 0812..."""
    return f"0{address[2:]}" if address.startswith("62") and "@" not in address else address


def _contact_page(
    request: HttpRequest, registration: Registration, typed: str, errors: dict[str, str], status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "channels": available_channels(registration.office_id),
        "typed": typed,
        "is_confirmed": registration.contact_confirmed_at is not None,
        "errors": errors,
        "labels": CONTACT_LABELS,
    }
    return show(request, registration.office_id, "contact", Step.CONTACT, context, status=status)


def _code_page(
    request: HttpRequest, registration: Registration, errors: dict[str, str], status: int = 200
) -> HttpResponse:
    address = registration.phone or registration.email
    channel = channel_of(address)
    context = {
        "masked": masked(channel, address),
        "is_email": channel is Channel.EMAIL,
        "errors": errors,
        "labels": CODE_LABELS,
    }
    return show(request, registration.office_id, "code", Step.CONTACT, context, status=status)
