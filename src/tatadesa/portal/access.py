"""Who may open a page of the portal."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from tatadesa.accounts import devices
from tatadesa.accounts.models import Account

P = ParamSpec("P")
CitizenView = Callable[Concatenate[HttpRequest, Account, P], HttpResponseBase]
_ENDED = (
    "Waktu masuk Anda sudah habis, jadi isian tadi belum terkirim. Tekan tombol kembali di ponsel untuk melihat "
    "isian itu. Buka TataDesa di tab lain dan masuk lagi, lalu kirim ulang."
)


def citizen_of(request: HttpRequest) -> Account | None:
    """The signed-in citizen, None for visitors, for staff, and while the PIN is one that an officer gave."""
    account = _signed_in(request)
    return account if account is not None and account.temporary_until is None else None


def must_change_pin(request: HttpRequest) -> bool:
    """True when a citizen is signed in by a temporary PIN and has to choose an own one first."""
    account = _signed_in(request)
    return account is not None and account.temporary_until is not None


def citizen_required(view: CitizenView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Give the view the signed-in citizen's account; anybody else is sent to sign in and back.

    A form sent after the session has ended is not answered by a redirect, which would throw its content away.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        account = citizen_of(request)
        if account is None:
            return _to_own_pin() if must_change_pin(request) else _refuse(request)
        devices.touch(request)
        return view(request, account, *args, **kwargs)

    return guarded


def citizen_with_any_pin(view: CitizenView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """As ``citizen_required``, but open to a temporary PIN too: the page where it is changed."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        account = _signed_in(request)
        return _refuse(request) if account is None else view(request, account, *args, **kwargs)

    return guarded


def _signed_in(request: HttpRequest) -> Account | None:
    user = request.user
    return user if isinstance(user, Account) and user.is_citizen else None


def _to_own_pin() -> HttpResponse:
    return HttpResponseRedirect(reverse("portal:change_pin"))


def _refuse(request: HttpRequest) -> HttpResponse:
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"error": "Waktu masuk Anda sudah habis. Masuk lagi."}, status=401)
    if request.method not in ("GET", "HEAD"):
        return render(request, "portal/error.html", {"status": 401, "message": _ENDED}, status=401)
    return HttpResponseRedirect(f"{reverse('portal:sign_in')}?{urlencode({'lanjut': request.get_full_path()})}")
