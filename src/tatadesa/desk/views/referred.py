"""The desk of an agency: what other offices ask it, and only what they share."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import referral_queries
from tatadesa.applications.actions.answer_referral import answer_referral
from tatadesa.applications.models import Referral
from tatadesa.applications.referral_permissions import may_answer
from tatadesa.core.clock import now
from tatadesa.core.errors import DomainError, InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.looks import log_look
from tatadesa.desk.views.acts import typed
from tatadesa.desk.views.documents import chosen_of
from tatadesa.files import previews, serving


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """The whole page."""
    return render(request, "desk/views/referred_list_page.html", _list(request, staff))


@require_safe
@staff_required
def listing(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """Counts and list alone, for live refreshing."""
    return render(request, "desk/views/referred_list.html", _list(request, staff))


@require_safe
@staff_required
def count(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """The number beside the menu's "Rujukan"."""
    context = {"waiting": referral_queries.counts(staff)["baru"], "cap": referral_queries.COUNT_CAP}
    return render(request, "desk/views/referred_count.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def one(request: HttpRequest, staff: StaffMember, referral_id: UUID) -> HttpResponseBase:
    """One question: read it, answer it."""
    referral = referral_queries.of_agency(staff, referral_id)
    if request.method != "POST":
        return _show(request, staff, referral)
    decision, note = request.POST.get("decision", ""), typed(request, "note")
    try:
        answer_referral(staff, referral_id, decision=decision, note=note, files=request.FILES.getlist("files"))
    except NotFound:
        raise
    except DomainError as refused:
        return _show(request, staff, referral_queries.of_agency(staff, referral_id), refused)
    messages.success(request, f"Jawaban dikirim ke {referral.office.full_name}.")
    return redirect("desk:referred_one", referral_id)


@require_safe
@staff_required
def document(request: HttpRequest, staff: StaffMember, referral_id: UUID, attachment_id: UUID) -> HttpResponseBase:
    """A chosen document itself; ``?unduh=1`` asks the browser to save it."""
    _, attachment = referral_queries.attachment_of_agency(staff, referral_id, attachment_id)
    log_look(staff, attachment.application, "berkas rujukan")
    return serving.response(attachment.file, download="unduh" in request.GET)


@require_safe
@staff_required
def document_page(
    request: HttpRequest, staff: StaffMember, referral_id: UUID, attachment_id: UUID, page: int
) -> HttpResponse:
    """One page of a chosen document as JPEG."""
    _, attachment = referral_queries.attachment_of_agency(staff, referral_id, attachment_id)
    picture = previews.page_image(attachment.file, page)
    if picture is None:
        raise NotFound("Gambar halaman ini belum siap atau tidak ada.")
    log_look(staff, attachment.application, "berkas rujukan")
    return serving.picture(picture)


@require_safe
@staff_required
def answer_file(request: HttpRequest, staff: StaffMember, referral_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A file the own office has answered with."""
    found = referral_queries.answer_file(referral_queries.of_agency(staff, referral_id), file_id)
    return serving.response(found.file, download="unduh" in request.GET)


def _list(request: HttpRequest, staff: StaffMember) -> dict[str, Any]:
    tab, after = request.GET.get("tab", "") or "baru", request.GET.get("setelah", "")
    found = referral_queries.inbox(staff, tab=tab, after=after)
    return {
        "tabs": referral_queries.TABS,
        "tab": tab,
        "after": after,
        "query": urlencode({"tab": tab, "setelah": after} if after else {"tab": tab}),
        "counts": referral_queries.counts(staff),
        "cap": referral_queries.COUNT_CAP,
        "rows": found.rows,
        "next": found.next,
        "moment": now(),
        "zone": staff.office.timezone,
    }


def _show(
    request: HttpRequest, staff: StaffMember, referral: Referral, refused: DomainError | None = None
) -> HttpResponse:
    shared = referral_queries.shared(referral) if referral.shows_data else None
    if shared is not None:
        log_look(staff, referral.application, "rujukan")
    context = {
        "referral": referral,
        "shared": shared,
        "viewer": chosen_of(shared.documents, request.GET) if shared is not None else None,
        "files": referral_queries.answer_files(referral),
        "may_answer": referral.is_open and may_answer(staff, referral),
        "decisions": Referral.Decision.choices,
        "typed": {name: typed(request, name) for name in ("note", "decision")},
        "refused": refused,
        "errors": refused.errors if isinstance(refused, InvalidInput) else {},
        "zone": staff.office.timezone,
    }
    return render(request, "desk/views/referred.html", context, status=refused.status if refused else 200)
