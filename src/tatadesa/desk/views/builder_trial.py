"""A draft as a citizen would meet it: the small preview beside the builder, and a test run as a resident."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import filling
from tatadesa.applications.counter import find_at_counter, resident_at_counter
from tatadesa.applications.permissions import may_apply_for_others
from tatadesa.applications.trial import Tried, look, try_out
from tatadesa.catalogue.builder.queries import Workshop, workshop
from tatadesa.catalogue.officer_form import alone
from tatadesa.core.access_log import record_look
from tatadesa.core.errors import InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.builder import frame
from tatadesa.residents.models import Resident

_MAX_SEARCH = 80


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
@xframe_options_sameorigin
def preview(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponse:
    """``pratinjau/``: the form alone, in the citizens' own style; filling it in shows what they would be told."""
    return _previewed(request, staff, slug)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
@xframe_options_sameorigin
def officers_preview(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponse:
    """``petugas/pratinjau/``: the officers' own fields, as on the page of a request."""
    return _previewed(request, staff, slug, is_officers=True)


def _previewed(request: HttpRequest, staff: StaffMember, slug: str, *, is_officers: bool = False) -> HttpResponse:
    shop = workshop(staff, slug)
    tried = _tried(request, staff, shop, None, is_officers=is_officers)
    context = {
        "version": shop.draft or shop.service.current,
        "is_officers": is_officers,
        "tried": tried,
        "labels": filling.labels(tried.fields),
        "is_sent": request.method == "POST" and not tried.button,
        "target": reverse("desk:builder_officers_preview" if is_officers else "desk:builder_preview", args=[slug]),
    }
    return render(request, "desk/views/builder_preview.html", context, status=422 if tried.faults.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def trial(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponse:
    """``uji/``: choose a resident, fill in for them, see what would be kept. Names travel by POST only."""
    shop = workshop(staff, slug)
    if not may_apply_for_others(staff):
        return render(request, "desk/views/builder_trial.html", {**frame(shop, "uji"), "step": "closed"})
    if "warga" in request.POST:
        return _as_resident(request, staff, shop)
    return _search(request, staff, shop)


def _search(request: HttpRequest, staff: StaffMember, shop: Workshop) -> HttpResponse:
    text = request.POST.get("cari", "").replace("\0", "").strip()[:_MAX_SEARCH]
    context: dict[str, Any] = {
        **frame(shop, "uji"),
        "step": "search",
        "search": text,
        "found": None,
        "errors": {},
    }
    status = 200
    if request.method == "POST":
        try:
            context["found"] = find_at_counter(staff, text)
        except InvalidInput as error:
            context["errors"], status = error.errors, error.status
        else:
            record_look(office_id=staff.office_id, actor_id=staff.pk, resident_id=None, purpose="cari untuk uji coba")
    return render(request, "desk/views/builder_trial.html", context, status=status)


def _as_resident(request: HttpRequest, staff: StaffMember, shop: Workshop) -> HttpResponse:
    resident = resident_at_counter(staff, _resident_id(request))
    record_look(office_id=staff.office_id, actor_id=staff.pk, resident_id=resident.pk, purpose="uji coba formulir")
    is_filled = request.POST.get("aksi", "") != "mulai"
    tried = _tried(request, staff, shop, resident, is_sent=is_filled)
    form_shown = {
        **frame(shop, "uji"),
        "step": "form",
        "resident": resident,
        "version": shop.draft or shop.service.current,
        "tried": tried,
        "labels": filling.labels(tried.fields),
        "person": filling.person(filling.register_of(resident)),
        "is_sent": is_filled and not tried.button,
    }
    status = 422 if tried.faults.errors else 200
    return render(request, "desk/views/builder_trial.html", form_shown, status=status)


def _resident_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("warga", ""))
    except ValueError:
        return UUID(int=0)


def _tried(
    request: HttpRequest,
    staff: StaffMember,
    shop: Workshop,
    resident: Resident | None,
    *,
    is_sent: bool = True,
    is_officers: bool = False,
) -> Tried:
    version = shop.draft or shop.service.current
    assert version is not None  # noqa: S101 - a workshop has one of the two
    version.service, version.office = shop.service, staff.office
    if is_officers:
        version.form, version.requirements = alone(version.officer_form), []  # for this look only
    form = filling.new_form(staff.account, version, resident, filling.register_of(resident))
    if request.method != "POST" or not is_sent:
        return look(form)
    fields = request.POST.copy()
    fields.pop("warga", None)
    return try_out(form, filling.Sent(fields, request.FILES))
