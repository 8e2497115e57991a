"""Set up the authenticator app, and recovery codes."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts import totp
from tatadesa.accounts.actions.renew_recovery_codes import renew_recovery_codes
from tatadesa.accounts.actions.set_up_second_factor import (
    begin_set_up_second_factor,
    new_secret,
    set_up_second_factor,
)
from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.second_factor import must_set_up
from tatadesa.core.errors import DomainError, InvalidInput, NotFound
from tatadesa.desk.access import staff_in_set_up, staff_required


@sensitive_post_parameters("password", "otp")
@require_http_methods(["GET", "HEAD", "POST"])
@staff_in_set_up
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/akun/kode/``: begin (with the password where an app is replaced), then the first code."""
    if request.method != "POST":
        return _show(request, staff)
    try:
        if "otp" not in request.POST:
            begin_set_up_second_factor(request, staff, password=request.POST.get("password", ""))
            return redirect("desk:second_factor")
        codes = set_up_second_factor(request, staff, request.POST["otp"][:12])
    except DomainError as refused:
        return _show(request, staff, refused)
    return _codes(request, codes, "Kode masuk sudah terpasang.")


@require_safe
@staff_in_set_up
def picture(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/akun/kode/qr.svg``: the secret that waits for its confirmation, kept by no cache."""
    secret = new_secret(request)
    if not secret:
        raise NotFound
    drawn = totp.picture(totp.address(secret, staff.account.login, staff.office.name))
    response = HttpResponse(drawn, content_type="image/svg+xml")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@sensitive_post_parameters("password")
@require_POST
@staff_required
def new_codes(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/akun/kode-cadangan/``: ten new codes, shown in this answer only."""
    try:
        codes = renew_recovery_codes(staff, password=request.POST.get("password", ""))
    except DomainError as refused:
        return _show(request, staff, refused, at="cadangan")
    return _codes(request, codes, "Kode cadangan baru. Yang lama tidak berlaku lagi.")


def _show(
    request: HttpRequest, staff: StaffMember, refused: DomainError | None = None, at: str = "aplikasi"
) -> HttpResponse:
    errors = refused.errors if isinstance(refused, InvalidInput) else {"": refused.message} if refused else {}
    secret = new_secret(request)
    context = {
        "has_app": bool(staff.totp_secret),
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "must_set_up": must_set_up(request, staff),
        "errors": errors,
        "at": at,
    }
    return render(request, "desk/views/second_factor.html", context, status=refused.status if refused else 200)


def _codes(request: HttpRequest, codes: list[str], words: str) -> HttpResponse:
    return render(request, "desk/views/recovery_codes.html", {"codes": codes, "words": words})
