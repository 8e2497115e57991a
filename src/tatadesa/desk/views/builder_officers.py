"""The officers' own fields of a service, built as the citizens' form is."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.builder.content import officers_view
from tatadesa.catalogue.builder.officer_edits import ForOfficers
from tatadesa.catalogue.officer_form import may_stand
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.builder import Place, add_field, change_field, fields_page

OFFICERS = Place(
    "petugas",
    "desk/views/builder_officers.html",
    "desk:builder_officers",
    officers_view,
    ForOfficers,
    may_stand,
)


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponse:
    """``/desk/layanan/<slug>/formulir/petugas/?isian=``: as ``builder.page``."""
    return fields_page(request, staff, OFFICERS, slug)


@require_POST
@staff_required
def add(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``petugas/isian/``: as ``builder.add``."""
    return add_field(request, staff, OFFICERS, slug)


@require_POST
@staff_required
def change(request: HttpRequest, staff: StaffMember, slug: str, path: str) -> HttpResponseBase:
    """``petugas/isian/<path>/``: as ``builder.change``."""
    return change_field(request, staff, OFFICERS, slug, path)
