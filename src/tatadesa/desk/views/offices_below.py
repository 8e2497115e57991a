"""The offices of the own region: one at a time, or many from a sheet; for administrators above the villages."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.administration import overview
from tatadesa.administration.actions.create_office import create_office_below
from tatadesa.administration.actions.give_first_password import give_first_password
from tatadesa.administration.actions.make_batch import make_batch
from tatadesa.administration.actions.show_passwords import show_passwords
from tatadesa.administration.actions.start_batch import start_batch
from tatadesa.administration.new_offices import AGENCIES, GOOD_FOR, Typed
from tatadesa.administration.permissions import require_maker
from tatadesa.administration.sheet import COLUMNS, MAX_SHEET, SheetRow, template_xlsx
from tatadesa.core.errors import Conflict, DomainError, InvalidInput, TooMany
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.imports import attachment
from tatadesa.desk.views.office_settings import errors_of
from tatadesa.files.limits import one_file_up_to
from tatadesa.residents.sheets.workbook import CONTENT_TYPE

_TEXTS = {
    "kode": "region",
    "alamat": "address",
    "kode_pos": "postcode",
    "telepon": "phone",
    "surel": "email",
    "jenis": "kind",
    "nama": "name",
    "admin": "admin_name",
    "pengguna": "username",
}
_LABELS = {column.error: column.key for column in COLUMNS}


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/pengaturan/wilayah/?setelah=``."""
    after = request.GET.get("setelah", "")
    found = overview.offices_below(staff, after=after)
    context = {
        "rows": found.rows,
        "next": found.next,
        "after": after,
        "batches": overview.batches_of(staff),
        "zone": staff.office.timezone,
        "officer": staff,
    }
    return render(request, "desk/views/offices_below.html", context)


@sensitive_post_parameters("rahasia")
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def new(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/pengaturan/wilayah/baru/``: the answer shows the first password once."""
    require_maker(staff)
    values = {name: request.POST.get(name, "") for name in _TEXTS}
    errors: dict[str, str] = {}
    made, status = None, 200
    if request.method == "POST":
        typed = Typed(**{field: values[name].strip() for name, field in _TEXTS.items()})
        try:
            made = create_office_below(staff, typed, own_password=request.POST.get("rahasia", ""))
        except (InvalidInput, TooMany) as refused:
            errors, status = errors_of(refused), refused.status
    context = {
        "made": made,
        "values": values,
        "errors": errors,
        "kinds": [
            ("", "Desa, kelurahan, kecamatan (dari kode wilayah)"),
            *((kind.value, kind.label) for kind in AGENCIES),
        ],
        "days": GOOD_FOR.days,
        "region": staff.office.region_id,
    }
    return render(request, "desk/views/office_new.html", context, status=status)


@one_file_up_to(MAX_SHEET)
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def sheet(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/pengaturan/wilayah/lembar/``: send a sheet."""
    require_maker(staff)
    error, status = "", 200
    if request.method == "POST":
        try:
            batch = start_batch(staff, request.FILES.get("berkas"))
        except (InvalidInput, TooMany) as refused:
            error, status = refused.message, refused.status
        else:
            return redirect("desk:office_batch", batch_id=batch.pk)
    context = {"error": error, "columns": COLUMNS, "megabytes": MAX_SHEET >> 20}
    return render(request, "desk/views/office_sheet.html", context, status=status)


@require_safe
@staff_required
def template(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/pengaturan/wilayah/lembar/contoh.xlsx``."""
    require_maker(staff)
    return attachment("contoh-kantor.xlsx", StreamingHttpResponse(template_xlsx(), content_type=CONTENT_TYPE))


@require_safe
@staff_required
def batch(request: HttpRequest, staff: StaffMember, batch_id: UUID) -> HttpResponse:
    """``/desk/pengaturan/wilayah/lembar/<id>/``."""
    return _show(request, staff, batch_id)


@require_safe
@staff_required
def progress(request: HttpRequest, staff: StaffMember, batch_id: UUID) -> HttpResponse:
    """``.../keadaan/``: the bar alone; at the end the whole page is fetched again."""
    found = overview.batch_of(staff, batch_id)
    response = render(request, "desk/views/office_batch_progress.html", {"batch": found})
    if found.state != found.State.MAKING:
        response.headers["HX-Refresh"] = "true"
    return response


@sensitive_post_parameters("rahasia")
@require_POST
@staff_required
def make(request: HttpRequest, staff: StaffMember, batch_id: UUID) -> HttpResponseBase:
    """``.../buat/``."""
    try:
        make_batch(staff, batch_id, own_password=request.POST.get("rahasia", ""))
    except (InvalidInput, Conflict, TooMany) as refused:
        return _show(request, staff, batch_id, refused)
    return redirect("desk:office_batch", batch_id=batch_id)


@sensitive_post_parameters("rahasia")
@require_POST
@staff_required
def passwords(request: HttpRequest, staff: StaffMember, batch_id: UUID) -> HttpResponse:
    """``.../kata-sandi/``: the list to be printed, in this answer only."""
    try:
        rows = show_passwords(staff, batch_id, own_password=request.POST.get("rahasia", ""))
    except (InvalidInput, Conflict, TooMany) as refused:
        return _show(request, staff, batch_id, refused)
    response = render(request, "desk/views/office_invitations.html", {"rows": rows, "days": GOOD_FOR.days})
    response.headers["Cache-Control"] = "private, no-store"
    return response


@sensitive_post_parameters("rahasia")
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def first_password(request: HttpRequest, staff: StaffMember, code: str) -> HttpResponse:
    """``/desk/pengaturan/wilayah/kantor/<kode>/sandi/``."""
    first = overview.first_administrator(staff, code)
    made, errors, status = None, {}, 200
    if request.method == "POST":
        try:
            made = give_first_password(staff, code, own_password=request.POST.get("rahasia", ""))
        except (InvalidInput, TooMany) as refused:
            errors, status = errors_of(refused), refused.status
    context = {"first": first, "made": made, "errors": errors, "days": GOOD_FOR.days}
    return render(request, "desk/views/office_first_password.html", context, status=status)


def _show(request: HttpRequest, staff: StaffMember, batch_id: UUID, refused: DomainError | None = None) -> HttpResponse:
    found = overview.batch_of(staff, batch_id)
    rows = [SheetRow.of_json(row) for row in found.rows]
    context = {
        "batch": found,
        # What needs work first.
        "rows": sorted(rows, key=lambda row: (not row.errors, row.number)),
        "labels": _LABELS,
        "errors": errors_of(refused) if refused is not None else {},
        "zone": staff.office.timezone,
    }
    return render(request, "desk/views/office_batch.html", context, status=refused.status if refused else 200)
