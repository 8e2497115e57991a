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
_CHANGE = "Ganti dahulu kata sandi sementara Anda. Setelah itu semua halaman terbuka."
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

    Who has a temporary password is sent to change it, and who must have a second factor and has none to set it up.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        staff = staff_of(request)
        if staff is None:
            return _away(request, reverse("desk:sign_in"), _ENDED)
        if must_change_password(staff):
            return _away(request, reverse("desk:change_password"), _CHANGE)
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
        if staff is None:
            return _away(request, reverse("desk:sign_in"), _ENDED)
        if must_change_password(staff):
            return _away(request, reverse("desk:change_password"), _CHANGE)
        return view(request, staff, *args, **kwargs)

    return guarded


def staff_with_any_password(view: StaffView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """As ``staff_required``, but open to a temporary password: the page where it is changed, before all else."""
    whole = staff_required(view)

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        staff = staff_of(request)
        if staff is not None and must_change_password(staff):
            return view(request, staff, *args, **kwargs)
        return whole(request, *args, **kwargs)

    return guarded


def must_change_password(staff: StaffMember) -> bool:
    """True while the password is one that an administrator gave."""
    return staff.account.temporary_until is not None


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
