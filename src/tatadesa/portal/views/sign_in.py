"""Sign in with NIK or phone number and PIN, or with a passkey."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts.actions.sign_in_citizen import sign_in_citizen
from tatadesa.accounts.actions.sign_in_with_passkey import begin_sign_in_with_passkey, sign_in_with_passkey
from tatadesa.accounts.known_browsers import remember
from tatadesa.accounts.models import Account
from tatadesa.core.errors import InvalidInput, TooMany
from tatadesa.portal.access import citizen_of, must_change_pin
from tatadesa.portal.pages import page

LABELS = {"identitas": ("identitas", "NIK atau nomor HP"), "pin": ("pin", "PIN")}


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """``/masuk/``; ``lanjut`` says where to go afterwards, a path of this site only."""
    if request.method != "POST":
        if must_change_pin(request):
            return HttpResponseRedirect(reverse("portal:change_pin"))
        if citizen_of(request) is not None:
            return HttpResponseRedirect(_onward(request) or reverse("portal:home"))
        return _form(request)
    try:
        account = sign_in_citizen(request, _identity(request), request.POST.get("pin", "").strip())
    except InvalidInput as error:
        return _form(request, error.errors, error.status)
    except TooMany as error:
        return _wait(request, error)
    return _inside(request, account)


@require_POST
def begin_passkey(request: HttpRequest) -> JsonResponse:
    """``/masuk/kunci-sandi/mulai/``: what the browser is to ask its keys."""
    return JsonResponse(begin_sign_in_with_passkey(request))


@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """``/masuk/kunci-sandi/``: the answer of the browser's key, as JSON in ``jawaban``."""
    try:
        account = sign_in_with_passkey(request, Account.Kind.CITIZEN, request.POST.get("jawaban", ""))
    except InvalidInput as error:
        return _form(request, error.errors, error.status)
    return _inside(request, account)


def _inside(request: HttpRequest, account: Account) -> HttpResponse:
    target = _onward(request) or reverse("portal:home")
    response = HttpResponseRedirect(target if account.temporary_until is None else reverse("portal:change_pin"))
    remember(request, response, account)
    return response


def _wait(request: HttpRequest, error: TooMany) -> HttpResponse:
    response = _form(request, {"": error.message}, error.status)
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def _form(request: HttpRequest, errors: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    context = {"onward": _onward(request), "identity": _identity(request), "errors": errors or {}, "labels": LABELS}
    return page(request, "sign_in", context, status=status)


def _identity(request: HttpRequest) -> str:
    return request.POST.get("identitas", "")[:40]


def _onward(request: HttpRequest) -> str:
    target = request.POST.get("lanjut") or request.GET.get("lanjut") or ""
    local = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if local else ""
