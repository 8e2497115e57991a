"""Import of a sheet: upload, watch the check, look at what it found, decide."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.core.access_log import record_look
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.files.limits import one_file_up_to
from tatadesa.residents.actions.apply_import import apply_import
from tatadesa.residents.actions.cancel_import import cancel_import
from tatadesa.residents.actions.start_import import start_import
from tatadesa.residents.columns import by_key
from tatadesa.residents.history import in_words
from tatadesa.residents.models import ImportRow, ImportRun
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.sheets import queries
from tatadesa.residents.sheets.handing_out import refused_xlsx, template_xlsx
from tatadesa.residents.sheets.limits import MAX_SHEET
from tatadesa.residents.sheets.workbook import CONTENT_TYPE

_LAST_ROW = 10**7
# The tabs of the result, the one that needs work first.
_TABS = (("refused", "Ditolak"), ("added", "Baru"), ("changed", "Berubah"))


@one_file_up_to(MAX_SHEET)
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/penduduk/impor/``: the form, and what was imported before."""
    error = ""
    status = 200
    if request.method == "POST":
        try:
            run = start_import(staff, request.FILES.get("berkas"))
        except (InvalidInput, Conflict) as refused:
            error, status = refused.message, refused.status
        else:
            return redirect("desk:import", run_id=run.pk)
    after = request.GET.get("setelah", "")
    found = queries.runs_of_office(staff, after=after)
    context = {
        "runs": found.rows,
        "next": found.next,
        "after": after,
        "error": error,
        "running": next((run for run in found.rows if run.is_running), None),
        "zone": staff.office.timezone,
        "megabytes": MAX_SHEET >> 20,
        "required": [column.key for column in by_key.values() if column.is_required],
    }
    return render(request, "desk/views/imports.html", context, status=status)


@require_safe
@staff_required
def template(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/penduduk/impor/contoh.xlsx``: the empty sheet."""
    require_editor(staff)
    return attachment("contoh-penduduk.xlsx", StreamingHttpResponse(template_xlsx(), content_type=CONTENT_TYPE))


@require_safe
@staff_required
def one(request: HttpRequest, staff: StaffMember, run_id: UUID) -> HttpResponse:
    """``/desk/penduduk/impor/<id>/?bagian=&setelah=``."""
    return _show(request, staff, queries.run_of_office(staff, run_id))


@require_safe
@staff_required
def progress(request: HttpRequest, staff: StaffMember, run_id: UUID) -> HttpResponse:
    """``/desk/penduduk/impor/<id>/keadaan/``: the bar alone; at the end the whole page is fetched again."""
    run = queries.run_of_office(staff, run_id)
    response = render(request, "desk/views/import_progress.html", {"run": run})
    if not run.is_running:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@staff_required
def apply_it(request: HttpRequest, staff: StaffMember, run_id: UUID) -> HttpResponseBase:
    """``/desk/penduduk/impor/<id>/masukkan/`` with ``cara``."""
    try:
        apply_import(staff, run_id, request.POST.get("cara", ""))
    except (Conflict, InvalidInput) as refused:
        return _show(request, staff, queries.run_of_office(staff, run_id), refused)
    return redirect("desk:import", run_id=run_id)


@require_POST
@staff_required
def cancel_it(request: HttpRequest, staff: StaffMember, run_id: UUID) -> HttpResponseBase:
    """``/desk/penduduk/impor/<id>/batalkan/``."""
    try:
        cancel_import(staff, run_id)
    except Conflict as refused:
        return _show(request, staff, queries.run_of_office(staff, run_id), refused)
    messages.success(request, "Impor dibatalkan. Berkasnya sudah dihapus; tidak ada data yang berubah.")
    return redirect("desk:imports")


@require_safe
@staff_required
def refused(request: HttpRequest, staff: StaffMember, run_id: UUID) -> HttpResponseBase:
    """``/desk/penduduk/impor/<id>/ditolak.xlsx``."""
    run = queries.run_of_office(staff, run_id)
    _log(staff, "Unduh baris impor yang ditolak")
    name = f"ditolak-{run.file_name.rpartition('.')[0] or 'impor'}.xlsx"
    return attachment(name, StreamingHttpResponse(refused_xlsx(run), content_type=CONTENT_TYPE))


def attachment(name: str, answer: StreamingHttpResponse) -> StreamingHttpResponse:
    """``answer`` as a file to keep, never to open in the page."""
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003
    answer.headers["Cache-Control"] = "private, no-store"
    # Already compressed, or on its way for long: the gzip middleware would only hold it back.
    answer.headers["Content-Encoding"] = "identity"
    return answer


def _show(
    request: HttpRequest, staff: StaffMember, run: ImportRun, error: Conflict | InvalidInput | None = None
) -> HttpResponse:
    counts = {"refused": run.refused, "added": run.added, "changed": run.changed}
    usual = next((outcome for outcome, _ in _TABS if counts[outcome]), "refused")
    outcome = request.GET.get("bagian", "") or usual
    after = _number(request.GET.get("setelah", ""))
    context = {
        "run": run,
        "zone": staff.office.timezone,
        "tabs": _TABS,
        "counts": counts,
        "outcome": outcome,
        "after": after,
        "error": _words(error),
        "rows": [],
        "next": 0,
    }
    if not run.is_running and any(counts.values()):
        found = queries.rows_of(run, outcome, after=after)
        context |= {"rows": [_row(row) for row in found.rows], "next": found.next}
        _log(staff, "Hasil periksa impor")
    return render(request, "desk/views/import.html", context, status=error.status if error else 200)


def _row(row: ImportRow) -> dict[str, object]:
    reasons = [
        {
            "label": by_key[reason["column"]].label if reason["column"] in by_key else "",
            "message": reason["message"],
            "is_warning": reason["warning"],
        }
        for reason in row.reasons
    ]
    return {"number": row.number, "name": row.name, "reasons": reasons, "changes": in_words(row.changes)}


def _words(error: Conflict | InvalidInput | None) -> str:
    if isinstance(error, InvalidInput):
        return " ".join(error.errors.values())
    return error.message if error else ""


def _number(typed: str) -> int:
    return min(int(typed), _LAST_ROW) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else 0


def _log(staff: StaffMember, purpose: str) -> None:
    record_look(office_id=staff.office_id, actor_id=staff.pk, resident_id=None, purpose=purpose)
