"""The queue of registrations: who waits for an account."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.desk.access import staff_required
from tatadesa.registrations import queries
from tatadesa.registrations.deadlines import end_of
from tatadesa.registrations.permissions import may_change_settings


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """The whole page."""
    return render(request, "desk/views/registrations.html", _context(request, staff))


@require_safe
@staff_required
def listing(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """Counts and list alone, for live refreshing."""
    return render(request, "desk/views/registrations_list.html", _context(request, staff))


@require_safe
@staff_required
def count(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """The number beside the menu's "Pendaftaran"."""
    context = {"waiting": queries.waiting_count(staff), "cap": queries.COUNT_CAP}
    return render(request, "desk/views/registrations_count.html", context)


def _context(request: HttpRequest, staff: StaffMember) -> dict[str, Any]:
    tab, after = request.GET.get("tab", "") or "menunggu", request.GET.get("setelah", "")
    found = queries.queue(staff, tab=tab, after=after)
    return {
        "staff": staff,
        "ending": queries.ending_count(staff) if tab == "menunggu" else 0,
        "end_of": partial(end_of, office=staff.office),
        "tabs": queries.TABS,
        "tab": tab,
        "after": after,
        "query": urlencode({"tab": tab, "setelah": after} if after else {"tab": tab}),
        "counts": queries.counts(staff),
        "cap": queries.COUNT_CAP,
        "rows": found.rows,
        "next": found.next,
        "zone": staff.office.timezone,
        "may_change_settings": may_change_settings(staff),
    }
