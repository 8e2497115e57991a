"""Choose another PIN."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.actions.change_pin import change_pin as change
from tatadesa.accounts.known_browsers import remember
from tatadesa.accounts.models import Account
from tatadesa.core.errors import InvalidInput, TooMany
from tatadesa.portal.access import citizen_with_any_pin
from tatadesa.portal.pages import page

LABELS = {"lama": ("lama", "PIN sekarang"), "pin": ("pin", "PIN baru"), "ulang": ("ulang", "PIN baru sekali lagi")}


@sensitive_post_parameters("lama", "pin", "ulang")
@require_http_methods(["GET", "HEAD", "POST"])
@citizen_with_any_pin
def change_pin(request: HttpRequest, account: Account) -> HttpResponse:
    """``/akun/pin/``; with a temporary PIN the only page there is."""
    if request.method != "POST":
        return _form(request, account)
    typed = {name: request.POST.get(name, "").strip() for name in LABELS}
    try:
        change(request, account, old=typed["lama"], new=typed["pin"], again=typed["ulang"])
    except InvalidInput as error:
        return _form(request, account, error.errors, error.status)
    except TooMany as error:
        return _form(request, account, {"": error.message}, error.status)
    messages.success(request, "PIN baru tersimpan. Perangkat lain sudah dikeluarkan.")
    response = HttpResponseRedirect(reverse("portal:account"))
    remember(request, response, account)
    return response


def _form(
    request: HttpRequest, account: Account, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    is_temporary = account.temporary_until is not None
    context = {"is_temporary": is_temporary, "errors": errors or {}, "labels": LABELS}
    return page(request, "change_pin", context, status=status)
