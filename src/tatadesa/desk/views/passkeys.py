"""The officer's passkeys: add and remove. They are listed on the account page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts.actions.add_passkey import add_passkey, begin_add_passkey
from tatadesa.accounts.actions.remove_passkey import remove_passkey
from tatadesa.accounts.browser_words import browser_words
from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.passkeys import key_of
from tatadesa.core.errors import DomainError, InvalidInput, TooMany
from tatadesa.desk.access import staff_in_set_up, staff_required


@require_http_methods(["GET", "HEAD", "POST"])
@staff_in_set_up
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/akun/kunci-sandi/``; POST brings the browser's answer as JSON in ``jawaban``, and a ``nama``."""
    suggested = browser_words(request.headers.get("User-Agent", ""))
    if request.method != "POST":
        return render(request, "desk/views/passkeys.html", {"suggested": suggested, "problem": ""})
    try:
        key = add_passkey(request, staff.account, request.POST.get("jawaban", ""), request.POST.get("nama", ""))
    except DomainError as refused:
        context = {"suggested": suggested, "problem": _words(refused)}
        return render(request, "desk/views/passkeys.html", context, status=refused.status)
    messages.success(request, f"Kunci sandi {key.name} terpasang. Mulai sekarang kata sandi saja tidak cukup.")
    return redirect("desk:own_account")


@sensitive_post_parameters("rahasia")
@require_POST
@staff_in_set_up
def begin(request: HttpRequest, staff: StaffMember) -> JsonResponse:
    """``/desk/akun/kunci-sandi/mulai/``: what the browser needs to make a key, for the right password."""
    try:
        return JsonResponse(begin_add_passkey(request, staff.account, request.POST.get("rahasia", "")))
    except InvalidInput as refused:
        return JsonResponse({"error": _words(refused)}, status=refused.status)


@sensitive_post_parameters("rahasia")
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def remove(request: HttpRequest, staff: StaffMember, passkey_id: UUID) -> HttpResponseBase:
    """``/desk/akun/kunci-sandi/<id>/hapus/``: asks for the password, then removes the key."""
    context = {"key": key_of(staff.account, passkey_id), "errors": {}}
    if request.method != "POST":
        return render(request, "desk/views/remove_passkey.html", context)
    try:
        key = remove_passkey(staff.account, passkey_id, request.POST.get("rahasia", ""))
    except (InvalidInput, TooMany) as refused:
        context["errors"] = refused.errors if isinstance(refused, InvalidInput) else {"": refused.message}
        return render(request, "desk/views/remove_passkey.html", context, status=refused.status)
    messages.success(request, f"Kunci sandi {key.name} dihapus.")
    return redirect("desk:own_account")


def _words(refused: DomainError) -> str:
    return next(iter(refused.errors.values())) if isinstance(refused, InvalidInput) else refused.message
