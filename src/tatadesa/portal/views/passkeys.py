"""The citizen's passkeys: list, add, remove. Adding needs a script, as browsers make keys for scripts only."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts import passkeys as keys
from tatadesa.accounts.actions.add_passkey import add_passkey, begin_add_passkey
from tatadesa.accounts.actions.remove_passkey import remove_passkey
from tatadesa.accounts.browser_words import browser_words
from tatadesa.accounts.models import Account
from tatadesa.core.errors import DomainError, InvalidInput, TooMany
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def passkeys(request: HttpRequest, account: Account) -> HttpResponse:
    """``/akun/kunci-sandi/``; POST brings the browser's answer as JSON in ``jawaban``, and a ``nama``."""
    if request.method != "POST":
        return _show(request, account)
    try:
        key = add_passkey(request, account, request.POST.get("jawaban", ""), request.POST.get("nama", ""))
    except DomainError as error:
        words = next(iter(error.errors.values())) if isinstance(error, InvalidInput) else error.message
        return _show(request, account, words, error.status)
    messages.success(request, f"Kunci sandi {key.name} terpasang. Lain kali Anda bisa masuk tanpa PIN.")
    return HttpResponseRedirect(reverse("portal:passkeys"))


@sensitive_post_parameters("rahasia")
@require_POST
@citizen_required
def begin(request: HttpRequest, account: Account) -> JsonResponse:
    """``/akun/kunci-sandi/mulai/``: what the browser needs to make a key, for the right PIN."""
    try:
        return JsonResponse(begin_add_passkey(request, account, request.POST.get("rahasia", "").strip()))
    except InvalidInput as error:
        return JsonResponse({"error": next(iter(error.errors.values()))}, status=error.status)


@sensitive_post_parameters("rahasia")
@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def remove(request: HttpRequest, account: Account, passkey_id: UUID) -> HttpResponse:
    """``/akun/kunci-sandi/<id>/hapus/``: asks for the PIN, then removes the key."""
    context = {"key": keys.key_of(account, passkey_id), "errors": {}}
    if request.method != "POST":
        return page(request, "remove_passkey", context)
    try:
        key = remove_passkey(account, passkey_id, request.POST.get("rahasia", "").strip())
    except (InvalidInput, TooMany) as error:
        context["errors"] = error.errors if isinstance(error, InvalidInput) else {"": error.message}
        return page(request, "remove_passkey", context, status=error.status)
    messages.success(request, f"Kunci sandi {key.name} dihapus.")
    return HttpResponseRedirect(reverse("portal:passkeys"))


def _show(request: HttpRequest, account: Account, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "keys": keys.keys_of(account),
        "suggested": browser_words(request.headers.get("User-Agent", "")),
        "problem": problem,
        "zone": account.citizen.office.timezone,
    }
    return page(request, "passkeys", context, status=status)
