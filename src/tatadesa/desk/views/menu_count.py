"""The number beside the folded part of the menu: what waits behind it, or behind the part of it that is open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.deliveries import queries as parcels
from tatadesa.deliveries.permissions import may_send
from tatadesa.desk.access import staff_required
from tatadesa.privacy import queries as data_requests

_PARTS = ("parcels", "data_requests")


@require_safe
@staff_required
def count(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/menu/jumlah/?di=``: where ``di`` is a part with a number of its own, that of this part; else of all."""
    here = request.GET.get("di", "")
    parts = (here,) if here in _PARTS else _PARTS
    waiting = 0
    if "parcels" in parts and may_send(staff):
        waiting += parcels.trouble_count(staff)
    if "data_requests" in parts:
        waiting += data_requests.open_count(staff)
    context = {"waiting": waiting, "cap": data_requests.COUNT_CAP, "here": here if here in _PARTS else ""}
    return render(request, "desk/views/menu_count.html", context)
