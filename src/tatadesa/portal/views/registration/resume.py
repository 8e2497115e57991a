"""Come back to a sent registration from another phone: the code goes to the contact that was confirmed."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.addresses import client_address
from tatadesa.accounts.messages import available_channels
from tatadesa.core.errors import InvalidInput, TooMany
from tatadesa.portal.access import citizen_of
from tatadesa.portal.pages import page
from tatadesa.portal.registering import ask_to_sign_out, remember
from tatadesa.portal.views.registration.contact import MAX_TYPED, channel_of
from tatadesa.registrations.actions.resume import confirm_resume, send_resume_code

LABELS = {
    "nik": ("nik", "NIK"),
    "alamat": ("alamat", "Nomor HP atau e-mail"),
    "kode": ("kode", "Kode"),
}
_KEY = "registration_resume"


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """``/daftar/lanjut/``: ``nik`` and ``alamat``. The answer is the same whether such a registration is there."""
    if citizen_of(request) is not None:
        return ask_to_sign_out(request)
    typed = {name: request.POST.get(name, "").strip()[:MAX_TYPED] for name in ("nik", "alamat")}
    if request.method != "POST":
        return _page(request, "resume", typed, {})
    try:
        subject = send_resume_code(
            nik=typed["nik"],
            channel=channel_of(typed["alamat"]),
            typed=typed["alamat"],
            client=client_address(request),
        )
    except InvalidInput as error:
        return _page(request, "resume", typed, error.errors, error.status)
    except TooMany as error:
        return _page(request, "resume", typed, {"alamat": error.message}, error.status)
    request.session[_KEY] = str(subject)
    return HttpResponseRedirect(reverse("portal:register_resume_code"))


@require_http_methods(["GET", "HEAD", "POST"])
def resume_code(request: HttpRequest) -> HttpResponse:
    """``/daftar/lanjut/kode/``: ``kode`` opens the registration in this browser."""
    if citizen_of(request) is not None:
        return ask_to_sign_out(request)
    subject = request.session.get(_KEY)
    if subject is None:
        return HttpResponseRedirect(reverse("portal:register_resume"))
    if request.method != "POST":
        return _page(request, "resume_code", {}, {})
    try:
        registration = confirm_resume(UUID(subject), request.POST.get("kode", "")[:40])
    except InvalidInput as error:
        return _page(request, "resume_code", {}, error.errors, error.status)
    del request.session[_KEY]
    remember(request, registration)
    return HttpResponseRedirect(reverse("portal:register_status"))


def _page(
    request: HttpRequest, name: str, typed: dict[str, str], errors: dict[str, str], status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "typed": typed,
        "errors": errors,
        "labels": LABELS,
        "is_possible": bool(available_channels(None)),
    }
    return page(request, f"registration/{name}", context, status=status)
