"""Sign in (name and password, then the second factor where the account has one; or a passkey) and out."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts.actions.sign_in_staff import check_staff_code, check_staff_password, waits_for_code
from tatadesa.accounts.actions.sign_in_with_passkey import begin_sign_in_with_passkey, sign_in_with_passkey
from tatadesa.accounts.actions.sign_out import sign_out
from tatadesa.accounts.known_browsers import remember
from tatadesa.accounts.models import Account
from tatadesa.core.errors import DomainError, InvalidInput
from tatadesa.desk.access import safe_next, staff_of


@sensitive_post_parameters("password", "otp", "cadangan")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The page and both of its steps; ``lanjut`` is the desk page to open afterwards."""
    target = _target(request)
    if request.method == "POST":
        return _answer(request, target)
    if staff_of(request) is not None:
        return redirect(target)
    return _form(request, target, code=waits_for_code(request) and "ulang" not in request.GET)


@require_POST
def begin_passkey(request: HttpRequest) -> JsonResponse:
    """``/desk/masuk/kunci-sandi/mulai/``: what the browser is to ask its keys."""
    return JsonResponse(begin_sign_in_with_passkey(request))


@require_POST
def passkey(request: HttpRequest) -> HttpResponseBase:
    """``/desk/masuk/kunci-sandi/``: the answer of the browser's key; it stands for password and code."""
    target = _target(request)
    try:
        account = sign_in_with_passkey(request, Account.Kind.STAFF, request.POST.get("jawaban", ""))
    except InvalidInput as wrong:
        errors = {"": next(iter(wrong.errors.values()))}
        return _form(request, target, code=waits_for_code(request), errors=errors, status=wrong.status)
    return _inside(request, target, account)


@require_POST
def leave(request: HttpRequest) -> HttpResponseBase:
    """End the session and let the browser forget what it kept."""
    sign_out(request)
    response = redirect("desk:sign_in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _answer(request: HttpRequest, target: str) -> HttpResponseBase:
    code = "otp" in request.POST or "cadangan" in request.POST
    username = request.POST.get("username", "").replace("\0", "")
    try:
        if code:
            typed = request.POST.get("cadangan", "").strip() or request.POST.get("otp", "")
            return _inside(request, target, check_staff_code(request, typed[:40].replace("\0", "")))
        account = check_staff_password(request, username, request.POST.get("password", ""))
    except InvalidInput as wrong:
        return _form(request, target, code=code and waits_for_code(request), errors=wrong.errors, status=422)
    except DomainError as refused:
        return _form(request, target, code=code, errors={"": refused.message}, status=refused.status)
    return _form(request, target, code=True) if account is None else _inside(request, target, account)


def _inside(request: HttpRequest, target: str, account: Account) -> HttpResponseBase:
    response = redirect(target)
    remember(request, response, account)
    return response


def _target(request: HttpRequest) -> str:
    return safe_next(request, request.POST.get("lanjut") or request.GET.get("lanjut", ""))


def _form(
    request: HttpRequest, target: str, *, code: bool, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "code": code,
        "errors": errors or {},
        "username": request.POST.get("username", ""),
        "by_recovery": bool(request.POST.get("cadangan")),
        "target": "" if target == reverse("desk:inbox") else target,
    }
    return render(request, "desk/views/sign_in.html", context, status=status)
