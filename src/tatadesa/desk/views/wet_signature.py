"""A letter that is signed by hand: its print, and its scan that comes back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.looks import log_look
from tatadesa.files.limits import one_file_up_to
from tatadesa.letters import signing_queries
from tatadesa.letters.actions.issue_scan import FIELD, issue_scan
from tatadesa.letters.finishing import file_name
from tatadesa.letters.models import SigningMethod

_LARGEST = 24 * 1024 * 1024


@require_safe
@staff_required
def print_it(request: HttpRequest, staff: StaffMember, prepared_id: UUID) -> HttpResponse:
    """The letter with its number and an empty place for the signature. Only for what is signed on paper."""
    prepared = signing_queries.one(staff, prepared_id)
    if prepared.method != SigningMethod.WET:
        raise NotFound
    log_look(staff, prepared.application, "surat untuk dicetak")
    answer = HttpResponse(bytes(prepared.content or b""), content_type="application/pdf")
    name = content_disposition_header(as_attachment=False, filename=file_name(prepared))
    answer.headers["Content-Disposition"] = name or "inline"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@one_file_up_to(_LARGEST)
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def scan(request: HttpRequest, staff: StaffMember, prepared_id: UUID) -> HttpResponseBase:
    """The form for the scan; with it the letter is issued."""
    prepared = signing_queries.one(staff, prepared_id)
    if prepared.method != SigningMethod.WET:
        raise NotFound
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            letter = issue_scan(staff, prepared_id, request.FILES.getlist(FIELD))
        except InvalidInput as refused:
            errors, status = refused.errors, refused.status
        except Conflict as refused:
            errors, status = {"": refused.message}, refused.status
        else:
            messages.success(request, f"Surat nomor {letter.number} terbit. Hasil pindainya menjadi berkas surat.")
            return redirect("desk:application", prepared.application.number)
    context = {"prepared": prepared, "errors": errors, "field": FIELD, "zone": staff.office.timezone}
    return render(request, "desk/views/wet_signature.html", context, status=status)
