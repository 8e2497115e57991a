"""Permohonan di loket begins with the question who stands there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.counter import find_at_counter, require_counter_role
from tatadesa.core.access_log import record_look
from tatadesa.core.errors import InvalidInput
from tatadesa.desk.access import staff_required

_MAX_SEARCH = 80


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/loket/``. By POST, so that no name and no NIK is in an address."""
    require_counter_role(staff)
    text = request.POST.get("cari", "").replace("\0", "").strip()[:_MAX_SEARCH]
    context: dict[str, Any] = {"search": text, "found": None, "errors": {}}
    status = 200
    if request.method == "POST":
        try:
            context["found"] = find_at_counter(staff, text)
        except InvalidInput as error:
            context["errors"], status = error.errors, error.status
        else:
            record_look(office_id=staff.office_id, actor_id=staff.pk, resident_id=None, purpose="cari di loket")
    return render(request, "desk/views/counter_search.html", context, status=status)
