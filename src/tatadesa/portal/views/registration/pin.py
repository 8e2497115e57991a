"""The PIN, and with it the registration is sent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.known_browsers import remember
from tatadesa.accounts.opening import Proof, open_session
from tatadesa.core.errors import Conflict, InvalidInput, TooMany
from tatadesa.portal.registering import forget, onward, registration_required, show, step_required
from tatadesa.registrations.actions.send import send
from tatadesa.registrations.actions.set_pin import set_pin
from tatadesa.registrations.filling import Step
from tatadesa.registrations.models import Registration

LABELS = {"pin": ("pin", "PIN"), "pin_lagi": ("pin_lagi", "PIN sekali lagi")}


@sensitive_post_parameters("pin", "pin_lagi")
@require_http_methods(["GET", "HEAD", "POST"])
@registration_required
@step_required(Step.PIN)
def pin(request: HttpRequest, registration: Registration) -> HttpResponse:
    """``/daftar/pin/``: ``pin`` and ``pin_lagi``. Whoever is active at once is signed in."""
    if request.method != "POST":
        return _page(request, registration)
    typed = request.POST.get("pin", "").strip()
    try:
        if typed != request.POST.get("pin_lagi", "").strip():
            raise InvalidInput({"pin_lagi": "Kedua PIN tidak sama. Ketik lagi keduanya."})
        set_pin(registration.pk, typed)
        sent = send(registration.pk)
    except InvalidInput as error:
        return _page(request, registration, error.errors, error.status)
    except TooMany as error:
        return _page(request, registration, {"pin": error.message}, error.status)
    except Conflict:  # pressed twice: the other press has sent it
        return HttpResponseRedirect(reverse("portal:register_status"))
    if sent.state == sent.State.ACTIVE and sent.account is not None:
        return _welcome(request, sent)
    return onward(sent)


def _page(
    request: HttpRequest, registration: Registration, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    context = {"errors": errors or {}, "labels": LABELS}
    return show(request, registration.office_id, "pin", Step.PIN, context, status=status)


def _welcome(request: HttpRequest, registration: Registration) -> HttpResponse:
    account = registration.account
    if account is None:
        return onward(registration)
    forget(request)
    open_session(request, account, Proof.SECRET)
    messages.success(request, "Akun Anda sudah aktif. Pilih layanan yang Anda perlukan.")
    response = HttpResponseRedirect(reverse("portal:home"))
    remember(request, response, account)
    return response
