"""What surrounds the form of a service: names, promises, who may apply, the letter's head."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.actions.edit_draft import edit_draft
from tatadesa.catalogue.builder import conditions, service_form
from tatadesa.catalogue.builder.queries import categories_of, workshop
from tatadesa.catalogue.builder.service_form import ServiceForm
from tatadesa.catalogue.standard import INNER
from tatadesa.catalogue.standard import LINES as LISTED
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.builder import frame, seen_of


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``/desk/layanan/<slug>/formulir/keterangan/``."""
    shop = workshop(staff, slug)
    if request.method != "POST":
        return _shown(request, staff, slug, service_form.form_of(shop.content))
    edit, typed = service_form.read(shop.content, request.POST)
    if typed.errors:
        return _shown(request, staff, slug, typed)
    try:
        edited = edit_draft(staff, slug, edit, seen=seen_of(request))
    except InvalidInput as error:
        return _shown(request, staff, slug, typed, words=error.errors.get("", error.message))
    except Conflict as error:
        return _shown(request, staff, slug, typed, conflict=error.message)
    messages.success(request, f"{edited.words}.")
    return redirect("desk:builder_service", slug)


def _shown(
    request: HttpRequest, staff: StaffMember, slug: str, typed: ServiceForm, *, words: str = "", conflict: str = ""
) -> HttpResponse:
    shop = workshop(staff, slug)
    context = {
        **frame(shop, "keterangan"),
        "form": typed,
        "values": typed.values,
        "errors": typed.errors,
        "words": words,
        "conflict": conflict,
        "icons": service_form.ICONS,
        "categories": categories_of(staff),
        "sources": conditions.sources([]),
        "ops": conditions.OPS,
        "most_rows": conditions.MOST_ROWS,
        "inner": INNER,
        "listed": LISTED,
    }
    status = 409 if conflict else 422 if typed.errors or words else 200
    return render(request, "desk/views/builder_service.html", context, status=status)
