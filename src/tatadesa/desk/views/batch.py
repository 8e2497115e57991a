"""A decision over a selection of the inbox, and how each of them went."""

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import batch, inbox
from tatadesa.applications.actions.start_batch import MOST, start_batch
from tatadesa.core.errors import InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.inbox import Filter, show

# A number, and the length of its history on the list.
_PICKED = re.compile(r"([0-9A-Z-]{1,12}):([0-9]{1,9})")


@require_POST
@staff_required
def begin(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/massal/``: queue it; a refusal shows the list with everything ticked."""
    wanted = Filter.of(request.POST)
    picked = filter(None, map(_PICKED.fullmatch, request.POST.getlist("pilih")))
    seen = {match[1]: int(match[2]) for match in picked}
    if "semua" in request.POST:
        seen = dict(inbox.numbers_in(staff, wanted.wanted, MOST))
    try:
        key = UUID(request.POST.get("kunci", ""))
    except ValueError:
        return show(request, staff, wanted, InvalidInput({"pilih": "Halaman ini sudah lama terbuka. Pilih lagi."}))
    verb, words = request.POST.get("tindakan", ""), request.POST.get("alasan", "")
    try:
        run = start_batch(staff, verb, seen, key=key, words=words, confirmed="unticked" in request.POST)
    except InvalidInput as refused:
        return show(request, staff, wanted, refused)
    return redirect("desk:batch", run.pk)


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember, run_id: UUID) -> HttpResponse:
    """``/desk/massal/<id>/``: how each went; for htmx the list alone."""
    run = batch.run_of(staff, run_id)
    rows = sorted(run.rows.all(), key=lambda row: row.position)
    done = {outcome: sum(row.outcome == outcome for row in rows) for outcome in ("waiting", "done", "refused")}
    context = {"run": run, "rows": rows, "done": done}
    fragment = request.headers.get("HX-Target") == "massal"
    return render(request, "desk/views/batch_rows.html" if fragment else "desk/views/batch.html", context)
