"""How the own office's letters are signed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import Conflict, DomainError, InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.letters.actions.change_signing_settings import change_signing_settings
from tatadesa.letters.actions.check_signing import check_signing
from tatadesa.letters.models import SigningMethod
from tatadesa.letters.ports import SigningCheck
from tatadesa.letters.signing import require_setter, settings_of

_FIELDS = ("method", "server", "version", "user", "time_stamper", "timeout_seconds")
_SWITCHES = ("box_as_corners", "verifies_tls")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/pengaturan/tanda-tangan/``."""
    require_setter(staff)
    if request.method != "POST":
        return _show(request, staff)
    typed = {name: value.replace("\0", "") for name, value in request.POST.items() if isinstance(value, str)}
    seen = typed.get("seen", "")
    try:
        change_signing_settings(
            staff, typed, seen=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
        )
    except (InvalidInput, Conflict) as refused:
        errors = refused.errors if isinstance(refused, InvalidInput) else {"": refused.message}
        return _show(request, staff, typed=typed, errors=errors, status=refused.status)
    messages.success(request, "Cara tanda tangan disimpan.")
    return redirect("desk:signing_settings")


@require_POST
@staff_required
def try_it(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``.../coba/``: the page again, saying what works."""
    require_setter(staff)
    try:
        tried = check_signing(staff)
    except DomainError as refused:
        return _show(request, staff, errors={"coba": refused.message}, status=refused.status)
    return _show(request, staff, tried=tried)


def _show(
    request: HttpRequest,
    staff: StaffMember,
    *,
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    tried: SigningCheck | None = None,
    status: int = 200,
) -> HttpResponseBase:
    kept = settings_of(staff.office)
    values: dict[str, Any] = {name: getattr(kept, name) for name in (*_FIELDS, *_SWITCHES)}
    if typed is not None:
        values |= {name: typed.get(name, "") for name in _FIELDS} | {name: name in typed for name in _SWITCHES}
    context = {
        "settings": kept,
        "values": values,
        "errors": errors or {},
        "has_password": bool(kept.password),
        "methods": SigningMethod.choices,
        "tried": tried,
        "zone": staff.office.timezone,
    }
    return render(request, "desk/views/signing_settings.html", context, status=status)
