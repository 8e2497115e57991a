"""Who may open the desk: signed-in staff. Every view is handed the staff member it works for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from tatadesa.accounts import devices
from tatadesa.accounts.models import Account, StaffMember
from tatadesa.accounts.second_factor import must_set_up

P = ParamSpec("P")
_ENDED = (
    "Waktu masuk Anda sudah habis, jadi tindakan tadi belum tersimpan. "
    "Tekan tombol kembali untuk menyalin yang sudah Anda ketik, lalu masuk lagi."
)
_SET_UP = "Pasang dahulu kode masuk di ponsel Anda. Setelah itu semua halaman terbuka."
StaffView = Callable[Concatenate[HttpRequest, StaffMember, P], HttpResponseBase]


def staff_of(request: HttpRequest) -> StaffMember | None:
    """The staff member behind the session, None for visitors and citizens."""
    account = request.user
    if isinstance(account, Account) and account.is_staff_member:
        return account.staff_member
    return None


def staff_required(view: StaffView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Call ``view`` with the signed-in staff member, or send the visitor to the sign-in page.

    Who must have a second factor and has none yet is sent to set it up.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        staff = staff_of(request)
        if staff is None:
            return _away(request, reverse("desk:sign_in"), _ENDED)
        if must_set_up(request, staff):
            return _away(request, reverse("desk:second_factor"), _SET_UP)
        devices.touch(request)
        return view(request, staff, *args, **kwargs)

    return guarded


def staff_in_set_up(view: StaffView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """As ``staff_required``, but open to whoever still has to set up a second factor: the pages where that is done."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        staff = staff_of(request)
        return (
            _away(request, reverse("desk:sign_in"), _ENDED) if staff is None else view(request, staff, *args, **kwargs)
        )

    return guarded


def safe_next(request: HttpRequest, address: str) -> str:
    """``address`` when it is a page of this desk, else the inbox: no link leads a fresh session elsewhere."""
    own = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    inbox = reverse("desk:inbox")
    return address if own and address.startswith(inbox) else inbox


def _away(request: HttpRequest, address: str, words: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        # A fragment would show the other page inside the list; this header makes htmx leave the page.
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"error": words}, status=401)
    if request.method not in ("GET", "HEAD"):
        # A redirect would throw away what was typed; the browser's back button still has it.
        return render(request, "desk/error.html", {"status": 401, "message": words}, status=401)
    if request.path != reverse("desk:inbox") and address == reverse("desk:sign_in"):
        address = f"{address}?{urlencode({'lanjut': request.path})}"
    return redirect(address)
