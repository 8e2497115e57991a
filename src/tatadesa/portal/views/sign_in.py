"""Sign in with NIK or phone number and PIN."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.actions.sign_in_citizen import sign_in_citizen
from tatadesa.core.errors import InvalidInput
from tatadesa.portal.access import citizen_of
from tatadesa.portal.pages import page

LABELS = {"identitas": ("identitas", "NIK atau nomor HP"), "pin": ("pin", "PIN")}


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """``/masuk/``; ``lanjut`` says where to go afterwards, a path of this site only."""
    onward = _onward(request)
    identity = request.POST.get("identitas", "")[:40]
    context = {"onward": onward, "identity": identity, "errors": {}, "labels": LABELS}
    if request.method != "POST":
        if citizen_of(request) is not None:
            return HttpResponseRedirect(onward or reverse("portal:home"))
        return page(request, "sign_in", context)
    try:
        sign_in_citizen(request, identity, request.POST.get("pin", "").strip())
    except InvalidInput as error:
        return page(request, "sign_in", {**context, "errors": error.errors}, status=error.status)
    return HttpResponseRedirect(onward or reverse("portal:home"))


def _onward(request: HttpRequest) -> str:
    target = request.POST.get("lanjut") or request.GET.get("lanjut") or ""
    local = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if local else ""
