"""How the own office reaches Dukcapil, and what it has asked lately."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.population_check import FIELD_WORDS, STATUS_WORDS
from tatadesa.residents.actions.change_population_settings import change_population_settings
from tatadesa.residents.actions.try_population_source import try_population_source
from tatadesa.residents.permissions import require_source_setter
from tatadesa.residents.population import TRIAL, recent_queries, settings_of
from tatadesa.residents.ports import SourceAnswer, SourceStatus
from tatadesa.residents.source_form import PASSWORDS, SWITCHES, as_typed


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """Show the settings, or change them."""
    require_source_setter(staff)
    if request.method != "POST":
        return _show(request, staff)
    typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    elements = [str(name) for name in request.POST.getlist("elements")]
    seen = request.POST.get("seen", "")
    try:
        change_population_settings(
            staff, typed, elements, seen=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
        )
    except InvalidInput as refused:
        return _show(request, staff, typed={**typed, "elements": elements}, errors=refused.errors, status=422)
    except Conflict as refused:
        return _show(request, staff, typed={**typed, "elements": elements}, errors={"": refused.message}, status=409)
    messages.success(request, "Pengaturan Dukcapil disimpan. Coba sambungannya di bawah.")
    return redirect("desk:population_settings")


@require_POST
@staff_required
def try_it(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``.../coba/``: the page again, saying what works."""
    return _show(request, staff, tried=try_population_source(staff))


def _show(
    request: HttpRequest,
    staff: StaffMember,
    *,
    typed: dict[str, object] | None = None,
    errors: dict[str, str] | None = None,
    tried: SourceAnswer | None = None,
    status: int = 200,
) -> HttpResponseBase:
    settings = settings_of(staff.office)
    values = as_typed(settings)
    if typed is not None:
        values |= {**typed, **{name: name in typed for name in SWITCHES}}
    context = {
        "settings": settings,
        "values": values,
        "has": {name: bool(getattr(settings, name)) for name in PASSWORDS},
        "errors": errors or {},
        "tried": tried,
        "works": tried is not None and tried.status is not SourceStatus.UNAVAILABLE,
        "trial": TRIAL,
        "queries": recent_queries(staff.office),
        "element_words": FIELD_WORDS,
        "status_words": STATUS_WORDS,
        "zone": staff.office.timezone,
    }
    return render(request, "desk/views/population_settings.html", context, status=status)
