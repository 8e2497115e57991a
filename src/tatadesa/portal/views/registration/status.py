"""What became of a registration, and what to do next. No personal data: the phone may be shared."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts.contacts import masked
from tatadesa.accounts.ports import Channel
from tatadesa.portal.pages import page
from tatadesa.portal.registering import address_of, forget, onward, registration_of, registration_required
from tatadesa.registrations.actions.ask_again import ASKABLE
from tatadesa.registrations.actions.cancel import cancel
from tatadesa.registrations.actions.send import send
from tatadesa.registrations.filling import next_step
from tatadesa.registrations.models import Registration


@require_safe
@registration_required
def status(request: HttpRequest, registration: Registration) -> HttpResponse:
    """``/daftar/selesai/``; to ``Accept: application/json`` the version alone, for a page that waits for news."""
    if registration.state == Registration.State.BEGUN:
        return HttpResponseRedirect(reverse("portal:register"))
    version = f"{registration.state}-{registration.edition}"
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"version": version})
    asked = [ASKABLE[name][1] for name in registration.asked_fields if name in ASKABLE]
    context = {
        "registration": registration,
        "version": version,
        "office": registration.office,
        "told": _told(registration),
        "asked": asked,
        "mend": address_of(next_step(registration, contact_is_needed=False)) if asked else "",
    }
    return page(request, "registration/status", context)


@require_POST
@registration_required
def send_again(request: HttpRequest, registration: Registration) -> HttpResponse:
    """``/daftar/kirim/``: what was mended and, by whatever accident, did not go out."""
    if registration.state == Registration.State.ASKED:
        send(registration.pk)
    return onward(registration)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """``/daftar/batal/``: this browser forgets the registration; what was not sent yet is erased."""
    registration = registration_of(request)
    if registration is not None:
        cancel(registration.pk)
    forget(request)
    return HttpResponseRedirect(reverse("portal:register"))


def _told(registration: Registration) -> str:
    """Where news will come, masked; empty when no contact was confirmed."""
    if registration.contact_confirmed_at is None:
        return ""
    if registration.phone:
        return masked(Channel.WHATSAPP, registration.phone)
    return masked(Channel.EMAIL, registration.email)
