"""Queue numbers at the counter: given, called, and large enough to be read from the waiting bench."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.actions.call_queue_number import call_queue_number
from tatadesa.applications.actions.give_queue_number import give_queue_number
from tatadesa.applications.counter import require_counter_role
from tatadesa.applications.waiting_room import waiting_room
from tatadesa.core.errors import Conflict
from tatadesa.desk.access import staff_required


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/loket/antrean/``; for htmx the numbers alone."""
    require_counter_role(staff)
    context: dict[str, Any] = {"room": waiting_room(staff), "zone": staff.office.timezone}
    fragment = request.headers.get("HX-Target") == "antrean"
    return render(request, f"desk/views/waiting_room{'_numbers' if fragment else ''}.html", context)


@require_POST
@staff_required
def give(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``nomor/``: the next number, told in the answer."""
    messages.success(request, f"Nomor antrean {give_queue_number(staff).number}. Sebutkan kepada warga, atau tuliskan.")
    return redirect("desk:waiting_room")


@require_POST
@staff_required
def call(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``panggil/``: whoever waits the longest."""
    try:
        messages.success(request, f"Panggil nomor {call_queue_number(staff).number}.")
    except Conflict as refused:
        messages.warning(request, refused.message)
    return redirect("desk:waiting_room")
