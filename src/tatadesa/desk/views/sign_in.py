"""Sign in (name and password, then the one-time code where the account has one) and out."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts.actions.sign_in_staff import check_staff_code, check_staff_password, waits_for_code
from tatadesa.accounts.actions.sign_out import sign_out
from tatadesa.core.errors import DomainError, InvalidInput
from tatadesa.desk.access import safe_next, staff_of


@sensitive_post_parameters("password", "otp")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The page and both of its steps; ``lanjut`` is the desk page to open afterwards."""
    target = safe_next(request, request.POST.get("lanjut") or request.GET.get("lanjut", ""))
    if request.method == "POST":
        return _answer(request, target)
    if staff_of(request) is not None:
        return redirect(target)
    return _form(request, target, code=waits_for_code(request) and "ulang" not in request.GET)


@require_POST
def leave(request: HttpRequest) -> HttpResponseBase:
    """End the session and let the browser forget what it kept."""
    sign_out(request)
    response = redirect("desk:sign_in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _answer(request: HttpRequest, target: str) -> HttpResponseBase:
    code = "otp" in request.POST
    username = request.POST.get("username", "").replace("\0", "")
    try:
        if code:
            check_staff_code(request, request.POST["otp"])
        elif not check_staff_password(request, username, request.POST.get("password", "")):
            return _form(request, target, code=True)
    except InvalidInput as wrong:
        return _form(request, target, code=code and waits_for_code(request), errors=wrong.errors, status=422)
    except DomainError as refused:
        return _form(request, target, code=code, errors={"": refused.message}, status=refused.status)
    return redirect(target)


def _form(
    request: HttpRequest, target: str, *, code: bool, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "code": code,
        "errors": errors or {},
        "username": request.POST.get("username", ""),
        "target": "" if target == reverse("desk:inbox") else target,
    }
    return render(request, "desk/views/sign_in.html", context, status=status)
