"""Requests about one's own data: make one, see the answers, take one back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts.models import Account
from tatadesa.core.errors import InvalidInput
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page
from tatadesa.privacy import queries
from tatadesa.privacy.actions.ask import ask
from tatadesa.privacy.actions.withdraw import withdraw as take_back
from tatadesa.privacy.fields import CORRECTABLE
from tatadesa.privacy.models import DataRequest

_LABELS = {
    "kind": ("f-kind-correction", "Apa yang Anda minta"),
    "field": ("f-field", "Data yang keliru"),
    "text": ("f-text", "Isi permintaan"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def data_requests(request: HttpRequest, account: Account) -> HttpResponse:
    """``/akun/data-saya/permintaan/``."""
    if request.method != "POST":
        return _show(request, account, dict.fromkeys(_LABELS, ""), {})
    typed = {name: request.POST.get(name, "").replace("\0", "") for name in _LABELS}
    try:
        ask(account, kind=typed["kind"], field=typed["field"], text=typed["text"])
    except InvalidInput as error:
        return _show(request, account, typed, error.errors)
    messages.success(request, "Permintaan terkirim. Kantor desa menjawab paling lama 3 × 24 jam.")
    return HttpResponseRedirect(reverse("portal:data_requests"))


@require_POST
@citizen_required
def withdraw(request: HttpRequest, account: Account, request_id: UUID) -> HttpResponse:
    """``/akun/data-saya/permintaan/<id>/batal/``."""
    take_back(account, request_id)
    messages.success(request, "Permintaan dibatalkan.")
    return HttpResponseRedirect(reverse("portal:data_requests"))


def _show(request: HttpRequest, account: Account, typed: dict[str, str], errors: dict[str, str]) -> HttpResponse:
    context = {
        "rows": queries.of_citizen(account),
        "kinds": DataRequest.Kind.choices,
        "fields": CORRECTABLE,
        "typed": typed,
        "errors": errors,
        "labels": _LABELS,
        "zone": account.citizen.office.timezone,
    }
    return page(request, "data_requests", context, status=422 if errors else 200)
