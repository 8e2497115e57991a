"""The whole register as a sheet."""

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import StaffMember
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.imports import attachment
from tatadesa.residents.actions.export_residents import export_residents
from tatadesa.residents.permissions import require_editor


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/penduduk/unduh/``: what to choose; by POST the file itself, which is made while it is read."""
    if request.method != "POST":
        require_editor(staff)
        return render(request, "desk/views/exports.html", {"people": staff.office.full_name})
    export = export_residents(staff, request.POST.get("bentuk", ""), only_alive=request.POST.get("siapa") == "hidup")
    return attachment(export.name, StreamingHttpResponse(export.content, content_type=export.content_type))
