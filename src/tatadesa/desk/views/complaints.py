"""Complaints of citizens: the list by tab, how many wait, and one with all that was said."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.core.access_log import record_look
from tatadesa.core.clock import now
from tatadesa.desk.access import staff_required
from tatadesa.feedback import queries
from tatadesa.feedback.categories import Term
from tatadesa.feedback.locking import MAX_WORDS
from tatadesa.feedback.models import Complaint
from tatadesa.feedback.permissions import decides_on, may_handle, may_read, sees_filer
from tatadesa.feedback.states import Outcome
from tatadesa.files import serving


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/pengaduan/?tab=&setelah=``."""
    tab = request.GET.get("tab", "baru")
    after = request.GET.get("setelah", "")
    found = queries.of_office(staff, tab=tab, after=after)
    context = {
        "rows": [(row, sees_filer(staff, row)) for row in found.rows],
        "next": found.next,
        "after": after,
        "tab": tab,
        "tabs": queries.TABS,
        "counts": queries.tab_counts(staff),
        "cap": queries.COUNT_CAP,
        "moment": now(),
        "zone": staff.office.timezone,
        "may_read": may_read(staff),
    }
    return render(request, "desk/views/complaints.html", context)


@require_safe
@staff_required
def count(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """The number beside the menu's "Pengaduan"."""
    context = {"waiting": queries.waiting_count(staff), "cap": queries.COUNT_CAP}
    return render(request, "desk/views/complaints_count.html", context)


@require_safe
@staff_required
def one(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponse:
    """``/desk/pengaduan/<number>/``."""
    return show(request, staff, number, {}, {})


@require_safe
@staff_required
def document(request: HttpRequest, staff: StaffMember, number: str, file_id: UUID) -> HttpResponseBase:
    """A file that came with it; ``?unduh=1`` asks the browser to save it."""
    found = queries.file_of_office(staff, number, file_id)
    _log(staff, found.complaint)
    return serving.response(found.file, download="unduh" in request.GET)


def show(
    request: HttpRequest,
    staff: StaffMember,
    number: str,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    status: int = 200,
) -> HttpResponse:
    """The page of a complaint, after a refused act with what was ``typed`` and why; raises ``NotFound``."""
    found = queries.complaint_of_office(staff, number)
    sees = sees_filer(staff, found)
    if sees:
        _log(staff, found)
    context = {
        "row": found,
        "sees": sees,
        "can_handle": may_handle(staff, found),
        "is_mine": found.taken_by_id == staff.pk,
        "can_take": found.is_open
        and (found.taken_by_id is None or (decides_on(staff, found) and found.taken_by_id != staff.pk)),
        "leads": decides_on(staff, found),
        "terms": [choice for choice in Term.choices if choice[0] != found.term],
        "outcomes": Outcome.choices,
        "typed": typed,
        "errors": errors,
        "longest": MAX_WORDS,
        "moment": now(),
        "zone": staff.office.timezone,
    }
    return render(request, "desk/views/complaint.html", context, status=status)


def _log(staff: StaffMember, complaint: Complaint) -> None:
    record_look(
        office_id=staff.office_id,
        actor_id=staff.pk,
        resident_id=complaint.resident_id,
        purpose="pengaduan",
        about=complaint.number,
    )
