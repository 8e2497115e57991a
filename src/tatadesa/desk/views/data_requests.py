"""Requests of citizens about their own data, with 3 × 24 hours to answer each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.core.access_log import record_look
from tatadesa.core.clock import now
from tatadesa.core.errors import DomainError, InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.privacy import queries
from tatadesa.privacy.actions.answer import answer
from tatadesa.privacy.fields import CORRECTABLE
from tatadesa.privacy.models import DataRequest
from tatadesa.privacy.permissions import may_answer


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/permintaan-data/?tab=selesai&setelah=``."""
    is_open = request.GET.get("tab") != "selesai"
    after = request.GET.get("setelah", "")
    found = queries.of_office(staff, is_open=is_open, after=after)
    context = {"rows": found.rows, "next": found.next, "after": after, "is_open": is_open, "moment": now()}
    return render(request, "desk/views/data_requests.html", {**context, "zone": staff.office.timezone})


@require_safe
@staff_required
def count(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """The number beside the menu's "Data pribadi"."""
    context = {"waiting": queries.open_count(staff), "cap": queries.COUNT_CAP}
    return render(request, "desk/views/data_requests_count.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def one(request: HttpRequest, staff: StaffMember, request_id: UUID) -> HttpResponse:
    """``/desk/permintaan-data/<id>/``: what is asked; POST answers it."""
    if request.method != "POST":
        return _show(request, staff, queries.request_of_office(staff, request_id))
    words = request.POST.get("words", "").replace("\r\n", "\n").replace("\0", "")
    try:
        outcome = request.POST.get("hasil", "")
        if outcome not in ("penuhi", "tolak"):
            raise InvalidInput({"hasil": "Pilih apakah permintaan ini dipenuhi."})
        answer(staff, request_id, is_granted=outcome == "penuhi", words=words)
    except NotFound:
        raise
    except DomainError as refused:
        return _show(request, staff, queries.request_of_office(staff, request_id), words, refused)
    messages.success(request, "Jawaban terkirim. Warga membacanya di halaman Data saya.")
    return redirect("desk:data_requests")


def _show(
    request: HttpRequest, staff: StaffMember, found: DataRequest, words: str = "", refused: DomainError | None = None
) -> HttpResponse:
    record_look(office_id=staff.office_id, actor_id=staff.pk, resident_id=found.resident_id, purpose="permintaan data")
    errors = getattr(refused, "errors", None) or ({"words": refused.message} if refused is not None else {})
    context = {
        "row": found,
        "field": CORRECTABLE.get(found.field, found.field),
        "can_answer": found.state == DataRequest.State.OPEN and may_answer(staff, found),
        "errors": errors,
        "words": words,
        "outcome": request.POST.get("hasil", ""),
        "moment": now(),
        "zone": staff.office.timezone,
    }
    status = refused.status if refused is not None else 200
    return render(request, "desk/views/data_request.html", context, status=status)
