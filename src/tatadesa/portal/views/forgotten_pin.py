"""A forgotten PIN: NIK and birth date, then the code and a new PIN. Both pages answer everybody alike."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.known_browsers import remember
from tatadesa.accounts.messages import available_channels
from tatadesa.accounts.ports import Channel
from tatadesa.core.errors import InvalidInput, TooMany
from tatadesa.portal.pages import page
from tatadesa.residents.actions.reset_forgotten_pin import (
    begin_reset_forgotten_pin,
    reset_forgotten_pin,
    waits_for_code,
)

LABELS = {
    "nik": ("nik", "NIK"),
    "lahir": ("lahir", "Tanggal lahir"),
    "saluran": ("saluran", "Kirim kode lewat"),
    "kode": ("kode", "Kode"),
    "pin": ("pin", "PIN baru"),
    "ulang": ("ulang", "PIN baru sekali lagi"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """``/masuk/lupa-pin/``."""
    channels = available_channels(None)
    if request.method != "POST":
        return page(request, "forgotten_pin", _context(request, channels))
    try:
        begin_reset_forgotten_pin(
            request,
            nik=request.POST.get("nik", "")[:40],
            birth_date=_date(request.POST.get("lahir", "")),
            channel=_channel(request.POST.get("saluran", ""), channels),
        )
    except InvalidInput as error:
        return page(request, "forgotten_pin", _context(request, channels, error.errors), status=error.status)
    except TooMany as error:
        return _wait(request, channels, error)
    return HttpResponseRedirect(reverse("portal:forgotten_pin_code"))


@sensitive_post_parameters("kode", "pin", "ulang")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """``/masuk/lupa-pin/kode/``."""
    if not waits_for_code(request):
        return HttpResponseRedirect(reverse("portal:forgotten_pin"))
    if request.method != "POST":
        return page(request, "forgotten_pin_code", {"errors": {}, "labels": LABELS})
    sent = {name: request.POST.get(name, "").strip()[:40] for name in ("kode", "pin", "ulang")}
    try:
        account = reset_forgotten_pin(request, code=sent["kode"], pin=sent["pin"], again=sent["ulang"])
    except InvalidInput as error:
        return page(request, "forgotten_pin_code", {"errors": error.errors, "labels": LABELS}, status=error.status)
    messages.success(request, "PIN baru tersimpan dan semua perangkat dikeluarkan. Masuk dengan PIN baru Anda.")
    response = HttpResponseRedirect(reverse("portal:sign_in"))
    remember(request, response, account)
    return response


def _wait(request: HttpRequest, channels: list[Channel], error: TooMany) -> HttpResponse:
    response = page(request, "forgotten_pin", _context(request, channels, {"": error.message}), status=error.status)
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def _context(request: HttpRequest, channels: list[Channel], errors: dict[str, str] | None = None) -> dict[str, object]:
    typed = {name: request.POST.get(name, "")[:40] for name in ("nik", "lahir", "saluran")}
    return {"channels": channels, "typed": typed, "errors": errors or {}, "labels": LABELS}


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput({"lahir": "Isi tanggal lahir seperti di KTP."}) from error


def _channel(text: str, channels: list[Channel]) -> Channel:
    if not channels:
        raise InvalidInput({"saluran": "Desa ini belum bisa mengirim kode. Datang ke kantor desa dengan KTP Anda."})
    if text not in channels:
        raise InvalidInput({"saluran": "Pilih ke mana kode dikirim."})
    return Channel(text)
