"""A list of classification codes from a sheet: first what each row would do, then the button that does it."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import StaffMember
from tatadesa.desk.access import staff_required
from tatadesa.files.limits import one_file_up_to
from tatadesa.letters.actions.import_classifications import import_classifications
from tatadesa.letters.classification_sheet import MAX_SHEET, NEW, REFUSED, RENAMED, SAME, SheetRow, judge, read_sheet
from tatadesa.letters.permissions import require_archivist
from tatadesa.residents.sheets.limits import SheetRefused

_SALT = "desk.classifications"
_SECONDS = 3600
_SHOWN = 200


@one_file_up_to(MAX_SHEET)
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/surat/klasifikasi/impor/``: ``berkas`` is tried and shown; ``daftar``, what was shown, is taken over."""
    require_archivist(staff)
    if request.method != "POST":
        return _shown(request, staff)
    if "daftar" in request.POST:
        return _taken_over(request, staff)
    try:
        rows = _read(request, staff)
    except SheetRefused as refused:
        return _shown(request, staff, problem=refused.message)
    return _shown(request, staff, rows=rows)


def _read(request: HttpRequest, staff: StaffMember) -> list[SheetRow]:
    sent = request.FILES.get("berkas")
    if sent is None:
        raise SheetRefused("Pilih berkas XLSX, XLS, ODS, atau CSV dulu.")
    if getattr(sent, "is_too_large", False) or (sent.size or 0) > MAX_SHEET:
        raise SheetRefused("Berkas lebih besar dari 2 MB. Bagi daftar menjadi beberapa berkas.")
    sent.seek(0)
    return judge(staff.office, read_sheet(sent))


def _taken_over(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    try:
        reader, rows = signing.loads(request.POST["daftar"], salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        reader, rows = "", []
    if reader != str(staff.pk):
        return _shown(request, staff, problem="Daftar yang diperiksa sudah kedaluwarsa. Pilih berkasnya sekali lagi.")
    judged = import_classifications(staff, [(code, title) for code, title in rows])
    done = Counter(row.verdict for row in judged)
    messages.success(request, f"{done[NEW]} kode ditambahkan dan {done[RENAMED]} judul diganti.")
    return redirect("desk:classifications")


def _shown(
    request: HttpRequest, staff: StaffMember, *, rows: list[SheetRow] | None = None, problem: str = ""
) -> HttpResponseBase:
    good = [[row.code, row.title] for row in rows or () if row.verdict in (NEW, RENAMED)]
    # What needs a look comes first.
    order = {REFUSED: 0, RENAMED: 1, NEW: 2, SAME: 3}
    context = {
        "officer": staff,
        "problem": problem,
        "rows": sorted(rows or (), key=lambda row: order[row.verdict])[:_SHOWN],
        "tried": rows is not None,
        "counts": Counter(row.verdict for row in rows or ()),
        "verdicts": (NEW, RENAMED, SAME, REFUSED),
        "refused": REFUSED,
        "most": _SHOWN,
        "good": len(good),
        "token": signing.dumps([str(staff.pk), good], salt=_SALT, compress=True) if good else "",
    }
    return render(request, "desk/views/classification_import.html", context, status=422 if problem else 200)
