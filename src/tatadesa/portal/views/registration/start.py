"""Where registration begins: which village, what happens, what is kept and why, and the person's yes to it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.addresses import client_address
from tatadesa.core.errors import InvalidInput
from tatadesa.offices.models import Office
from tatadesa.offices.queries import village_by_code, villages
from tatadesa.portal.access import citizen_of
from tatadesa.portal.registering import ask_to_sign_out, following, onward, registration_of, remember, show
from tatadesa.privacy import statement
from tatadesa.registrations.actions.begin import begin
from tatadesa.registrations.models import Registration

MAX_SHOWN = 30
LABELS = {"setuju": ("setuju", "Persetujuan")}


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """``/daftar/``; ``desa`` is the village's code, ``cari`` a part of its name. What was begun goes on."""
    if citizen_of(request) is not None:
        return ask_to_sign_out(request)
    registration = registration_of(request)
    if registration is not None and registration.state != Registration.State.BEGUN:
        return HttpResponseRedirect(reverse("portal:register_status"))
    if registration is not None:
        return _page(request, registration.office, following=following(registration))
    office = _chosen(request)
    if office is None:
        return _villages(request)
    return _begin(request, office) if request.method == "POST" else _page(request, office)


def _begin(request: HttpRequest, office: Office) -> HttpResponse:
    agreed = statement.VERSION if request.POST.get("setuju") == "ya" else ""
    try:
        registration = begin(office, agreed, client_address(request))
    except InvalidInput as error:
        return _page(request, office, errors=error.errors, status=error.status)
    remember(request, registration)
    return onward(registration)


def _chosen(request: HttpRequest) -> Office | None:
    """The village named by ``desa``, or the only one there is."""
    code = (request.POST if request.method == "POST" else request.GET).get("desa", "")
    if code:
        return village_by_code(code)
    first = list(villages()[:2])
    return first[0] if len(first) == 1 else None


def _page(
    request: HttpRequest,
    office: Office,
    *,
    following: str = "",
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "office": office,
        "following": following,
        "summary": statement.SUMMARY,
        "errors": errors or {},
        "labels": LABELS,
        "is_chosen": "desa" in request.GET,
    }
    return show(request, office.pk, "start", None, context, status=status)


def _villages(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("cari", "").strip()[:60]
    found = villages().select_related("region__parent__parent")
    rows = list((found.filter(name__icontains=search) if search else found)[: MAX_SHOWN + 1])
    context = {"villages": rows[:MAX_SHOWN], "more_villages": len(rows) > MAX_SHOWN, "search": search}
    return show(request, None, "villages", None, context)
