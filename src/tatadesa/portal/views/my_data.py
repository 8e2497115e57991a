"""What is kept about the citizen, who looked at it, and a copy to take along."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import Account
from tatadesa.accounts.throttle import spend
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page
from tatadesa.privacy import looks, queries, statement
from tatadesa.privacy.paper import paper
from tatadesa.privacy.personal_data import collect
from tatadesa.residents.queries import resident_of


@require_safe
@citizen_required
def my_data(request: HttpRequest, account: Account) -> HttpResponse:
    """``/akun/data-saya/?sesudah=``: one page of who looked, and the ways to a copy and to a request."""
    resident = resident_of(account)
    after = request.GET.get("sesudah", "")
    found = looks.who_looked(resident.pk, after) if resident is not None else looks.Page([], "")
    read = queries.acknowledged(account)
    context = {
        "resident": resident,
        "looks": found.rows,
        "next": found.next,
        "read": read[0] if read else None,
        "is_current": bool(read) and any(row.version == statement.VERSION for row in read),
        "zone": account.citizen.office.timezone,
    }
    return page(request, "my_data", context)


@require_safe
@citizen_required
def as_json(request: HttpRequest, account: Account) -> HttpResponse:
    """``/akun/data-saya/unduh.json``: all of it, for other programs."""
    _spend(account)
    answer = JsonResponse(collect(account), json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _to_keep(answer, "json")


@require_safe
@citizen_required
def as_pdf(request: HttpRequest, account: Account) -> HttpResponse:
    """``/akun/data-saya/unduh.pdf``: the same, for people."""
    _spend(account)
    content = paper(collect(account), account.citizen.office.timezone)
    return _to_keep(HttpResponse(content, content_type="application/pdf"), "pdf")


def _spend(account: Account) -> None:
    spend("data-export", str(account.pk), capacity=10, per_seconds=3600)


def _to_keep(answer: HttpResponse, ending: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="data-saya-tatadesa.{ending}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
