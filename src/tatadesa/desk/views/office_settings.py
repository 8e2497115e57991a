"""The own office: where it is, the head of its letters, when it works, when it is closed, and who changed what."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.administration import changes, queries
from tatadesa.administration.actions.add_closure import MOST_DAYS, add_closure
from tatadesa.administration.actions.change_hours import ZONES, Hours, change_hours
from tatadesa.administration.actions.change_letterhead import MAX_LOGO, Head, change_letterhead, read_logo
from tatadesa.administration.actions.change_profile import Profile, change_profile
from tatadesa.administration.actions.remove_closure import remove_closure
from tatadesa.administration.permissions import require_office_manager
from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict, DomainError, InvalidInput, NotFound
from tatadesa.core.text import DAYS
from tatadesa.desk.access import staff_required
from tatadesa.files.limits import one_file_up_to
from tatadesa.letters.letterhead_preview import letterhead_png, sample_number
from tatadesa.offices.models import Office

SAVED, SAME = "Disimpan.", "Tidak ada yang berubah."
_PROFILE = {
    "alamat": "address",
    "kode_pos": "postcode",
    "telepon": "phone",
    "surel": "email",
    "pengaduan": "complaints_contact",
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def profile(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/pengaturan/kantor/``."""
    require_office_manager(staff)
    values = {name: str(getattr(staff.office, field)) for name, field in _PROFILE.items()}
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in _PROFILE}
        try:
            said = Profile(**{field: values[name] for name, field in _PROFILE.items()})
            is_new = change_profile(staff, said, seen=seen_of(request))
        except (InvalidInput, Conflict) as refused:
            errors, status = errors_of(refused), refused.status
        else:
            return _saved(request, "desk:office_profile", is_new=is_new)
    context = {"values": values, "errors": errors, **_frame(staff, "profile")}
    return render(request, "desk/views/office_profile.html", context, status=status)


@one_file_up_to(MAX_LOGO)
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def letterhead(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/pengaturan/kantor/kop/``."""
    require_office_manager(staff)
    office = staff.office
    values = {
        "kop": "\n".join(office.letterhead),
        "kertas": office.paper,
        "pola": office.number_pattern,
        "kode": office.number_code,
    }
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in values}
        try:
            head = Head(values["kop"], values["kertas"], values["pola"], values["kode"], _logo(request))
            is_new = change_letterhead(staff, head, seen=seen_of(request))
        except (InvalidInput, Conflict) as refused:
            errors, status = errors_of(refused), refused.status
        else:
            return _saved(request, "desk:office_letterhead", is_new=is_new)
    context = {
        "values": values,
        "errors": errors,
        "papers": Office.Paper.choices,
        "has_logo": bool(office.logo_svg),
        "sample": _sample(office),
        "kilobytes": MAX_LOGO // 1000,
        **_frame(staff, "letterhead"),
    }
    return render(request, "desk/views/office_letterhead.html", context, status=status)


@require_safe
@staff_required
def letterhead_picture(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/pengaturan/kantor/kop.png``: the head as letters carry it now."""
    require_office_manager(staff)
    office = staff.office
    try:
        drawn = letterhead_png(office, office_today(office.timezone))
    except DomainError:
        raise NotFound from None
    response = HttpResponse(drawn, content_type="image/png")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def hours(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/pengaturan/kantor/jam/``."""
    require_office_manager(staff)
    office = staff.office
    days = [_clocks(spans) for spans in office.working_hours]
    values = {"zona": office.timezone, "cuti": office.works_through_joint_leave}
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        days = [[request.POST.get(f"{day.lower()}_{place}", "")[:8] for place in range(1, 5)] for day in DAYS]
        values = {"zona": request.POST.get("zona", ""), "cuti": "cuti" in request.POST}
        try:
            is_new = change_hours(staff, Hours(days, str(values["zona"]), bool(values["cuti"])), seen=seen_of(request))
        except (InvalidInput, Conflict) as refused:
            errors, status = errors_of(refused), refused.status
        else:
            return _saved(request, "desk:office_hours", is_new=is_new)
    return _hours_page(request, staff, days, values, errors, status=status)


@require_POST
@staff_required
def close(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/pengaturan/kantor/tutup/``: one closure more."""
    typed = {name: request.POST.get(name, "") for name in ("dari", "hingga", "alasan")}
    try:
        count = add_closure(staff, _day(typed["dari"]), _day(typed["hingga"]), typed["alasan"])
    except InvalidInput as refused:
        office = staff.office
        days = [_clocks(spans) for spans in office.working_hours]
        values = {"zona": office.timezone, "cuti": office.works_through_joint_leave}
        return _hours_page(request, staff, days, values, refused.errors, typed=typed, status=refused.status)
    messages.success(request, f"{count} hari tutup ditambahkan." if count else "Hari itu sudah tercatat tutup.")
    return redirect("desk:office_hours")


@require_POST
@staff_required
def reopen(request: HttpRequest, staff: StaffMember, closure_id: UUID) -> HttpResponseBase:
    """``/desk/pengaturan/kantor/tutup/<id>/hapus/``."""
    remove_closure(staff, closure_id)
    messages.success(request, "Hari tutup dihapus.")
    return redirect("desk:office_hours")


@require_safe
@staff_required
def history(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/pengaturan/kantor/riwayat/?setelah=``."""
    after = request.GET.get("setelah", "")
    found = changes.changes_of(staff, after=after)
    context = {"rows": found.rows, "next": found.next, "after": after, **_frame(staff, "changes")}
    return render(request, "desk/views/office_changes.html", context)


def seen_of(request: HttpRequest) -> UUID | None:
    """The latest change that the page showed; what is no id is one that nobody has seen, and so a conflict."""
    typed = request.POST.get("seen", "")
    try:
        return UUID(typed) if typed else None
    except ValueError:
        return UUID(int=0)


def errors_of(refused: DomainError) -> dict[str, str]:
    """By field; what belongs to none stands at the top."""
    return refused.errors if isinstance(refused, InvalidInput) and refused.errors else {"": refused.message}


def _hours_page(
    request: HttpRequest,
    staff: StaffMember,
    days: list[list[str]],
    values: dict[str, object],
    errors: dict[str, str],
    *,
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "days": [(day, day.lower(), clocks) for day, clocks in zip(DAYS, days, strict=True)],
        "values": values,
        "errors": errors,
        "closure": typed or {"dari": "", "hingga": "", "alasan": ""},
        "zones": list(ZONES.items()),
        "closures": queries.closures_of(staff),
        "holidays": queries.holidays_ahead(staff),
        "most_days": MOST_DAYS,
        **_frame(staff, "hours"),
    }
    return render(request, "desk/views/office_hours.html", context, status=status)


def _frame(staff: StaffMember, tab: str) -> dict[str, object]:
    return {
        "office": staff.office,
        "officer": staff,
        "tab": tab,
        "seen": changes.latest(staff.office) or "",
        "zone": staff.office.timezone,
    }


def _saved(request: HttpRequest, page: str, *, is_new: bool) -> HttpResponseBase:
    messages.success(request, SAVED if is_new else SAME)
    return redirect("desk:begin" if "lanjut" in request.POST else page)


def _logo(request: HttpRequest) -> str | None:
    """The new logo, empty to take it off, None to keep it."""
    upload = request.FILES.get("logo")
    if upload is not None:
        if getattr(upload, "is_too_large", False):
            raise InvalidInput({"logo": f"Berkas logo lebih besar dari {MAX_LOGO // 1000} KB. Kecilkan dahulu."})
        return read_logo(upload.read())
    return "" if "tanpa_logo" in request.POST else None


def _sample(office: Office) -> str:
    try:
        return sample_number(office, office_today(office.timezone))
    except InvalidInput:
        return ""


def _clocks(spans: list[list[str]]) -> list[str]:
    """Four clocks as a browser's field takes them."""
    clocks = [clock.replace(".", ":") for span in spans for clock in span]
    return [*clocks, *[""] * (4 - len(clocks))][:4]


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None
