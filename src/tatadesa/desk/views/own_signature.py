"""What an officer signs with: the own certificate in a file or a token, the NIK at BSrE."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import DomainError, InvalidInput, NotAllowed
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.acts import typed
from tatadesa.letters.actions.change_signer_profile import KEY_FIELD, change_nik, install_key, remove_key
from tatadesa.letters.actions.check_signing import check_signing
from tatadesa.letters.actions.choose_token import PIN, TOKEN_FIELD, choose_token, find_tokens
from tatadesa.letters.ports import SigningCheck, TokensFound
from tatadesa.letters.signing import capability_of, offers_tokens, profile_of, require_signer, settings_of


@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/akun/tanda-tangan/``: show it, or install a certificate."""
    require_signer(staff)
    if request.method != "POST":
        return _show(request, staff)
    upload = request.FILES.get(KEY_FIELD)
    found = upload if isinstance(upload, UploadedFile) else None

    def act() -> str:
        profile = install_key(staff, found, request.POST.get("passphrase", ""))
        return f"Sertifikat {profile.subject} dipasang."

    return _do(request, staff, act)


@require_POST
@staff_required
def remove(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``.../hapus/``."""

    def act() -> str:
        remove_key(staff)
        return "Sertifikat dihapus. Surat yang sudah ditandatangani tetap sah."

    return _do(request, staff, act)


@require_POST
@staff_required
def find(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``.../token/cari/``: what the tokens show that are plugged into the server now."""
    try:
        return _show(request, staff, tokens=find_tokens(staff))
    except NotAllowed:
        raise
    except DomainError as refused:
        return _show(request, staff, errors={"": refused.message}, status=refused.status)


@sensitive_post_parameters("pin")
@require_POST
@staff_required
def choose(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``.../token/``: sign with one of them from now on."""

    def act() -> str:
        profile = choose_token(staff, typed(request, TOKEN_FIELD), request.POST.get(PIN, ""))
        return f"Mulai sekarang Anda menandatangani dengan token {profile.token_label}: {profile.subject}."

    return _do(request, staff, act, in_token=True)


@require_POST
@staff_required
def nik(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``.../nik/``."""

    def act() -> str:
        change_nik(staff, typed(request, "nik"))
        return "NIK untuk BSrE disimpan."

    return _do(request, staff, act)


@require_POST
@staff_required
def try_it(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``.../coba/``: whether the own signature would work now."""
    require_signer(staff)
    try:
        return _show(request, staff, tried=check_signing(staff))
    except DomainError as refused:
        return _show(request, staff, errors={"": refused.message}, status=refused.status)


def _do(
    request: HttpRequest, staff: StaffMember, act: Callable[[], str], *, in_token: bool = False
) -> HttpResponseBase:
    try:
        done = act()
    except NotAllowed:
        raise
    except DomainError as refused:
        errors = refused.errors if isinstance(refused, InvalidInput) else {"": refused.message}
        return _show(request, staff, errors=errors, tokens=_again(staff) if in_token else None, status=refused.status)
    messages.success(request, done)
    return redirect("desk:own_signature")


def _again(staff: StaffMember) -> TokensFound | None:
    """The choices once more, beside what was wrong with the one made."""
    try:
        return find_tokens(staff)
    except DomainError:
        return None


def _show(
    request: HttpRequest,
    staff: StaffMember,
    *,
    errors: dict[str, str] | None = None,
    tried: SigningCheck | None = None,
    tokens: TokensFound | None = None,
    status: int = 200,
) -> HttpResponseBase:
    profile, settings = profile_of(staff), settings_of(staff.office)
    context: dict[str, Any] = {
        "profile": profile,
        "has_expired": profile.not_after is not None and profile.not_after < now(),
        "settings": settings,
        "capability": capability_of(settings),
        "errors": errors or {},
        "typed_nik": typed(request, "nik")[:20],
        "tried": tried,
        "offers_tokens": offers_tokens(staff.office),
        "tokens": tokens,
        "ticked": typed(request, TOKEN_FIELD)[:64],
        "zone": staff.office.timezone,
    }
    return render(request, "desk/views/own_signature.html", context, status=status)
