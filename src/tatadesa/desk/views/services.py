"""Layanan: what the office offers, its own and what offices above it offer here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.permissions import may_build, require_services_reader
from tatadesa.catalogue.queries import list_of_office
from tatadesa.core.clock import office_today
from tatadesa.desk.access import staff_required


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/layanan/``."""
    require_services_reader(staff)
    listed = list_of_office(staff.office)
    context = {
        "own": [row for row in listed if row.service.office_id == staff.office_id],
        "others": [row for row in listed if row.service.office_id != staff.office_id],
        "today": office_today(staff.office.timezone),
        "may_build": may_build(staff),
    }
    return render(request, "desk/views/services.html", context)
