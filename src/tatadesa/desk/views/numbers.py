"""Numbers for letters on paper, numbers that were cancelled, and why a number carries no letter."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.books import day_of, log, typed_in
from tatadesa.letters import number_gaps
from tatadesa.letters.actions.cancel_number import cancel_number
from tatadesa.letters.actions.reserve_number import SECURITY, reserve_number

_FIELDS = ("perihal", "kepada", "klasifikasi", "tanggal", "keamanan")
_SECURITY_WORDS = {"B": "Biasa", "T": "Terbatas", "R": "Rahasia", "SR": "Sangat rahasia"}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/surat/nomor/?tahun=``: reserve by POST, and the numbers that were not issued."""
    today = office_today(staff.office.timezone)
    values = dict.fromkeys(_FIELDS, "") | {"tanggal": today.isoformat(), "keamanan": "B"}
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        values = typed_in(request, _FIELDS)
        try:
            taken = reserve_number(
                staff,
                subject=values["perihal"],
                person=values["kepada"],
                classification=values["klasifikasi"],
                dated=day_of(values["tanggal"]),
                security=values["keamanan"],
            )
        except InvalidInput as refused:
            errors, status = refused.errors, refused.status
        except Conflict as refused:
            errors, status = {"": refused.message}, refused.status
        else:
            messages.success(request, f"Nomor surat kertas ini: {taken.number}. Sudah tercatat di buku agenda.")
            return redirect("desk:numbers")
    return _show(request, staff, values, errors, status)


@require_POST
@staff_required
def cancel(request: HttpRequest, staff: StaffMember, taken_id: UUID) -> HttpResponseBase:
    """``/desk/surat/nomor/<id>/batal/``."""
    reason = request.POST.get("alasan", "")
    try:
        taken = cancel_number(staff, taken_id, reason=reason)
    except InvalidInput as refused:
        today = office_today(staff.office.timezone)
        values = dict.fromkeys(_FIELDS, "") | {"tanggal": today.isoformat(), "keamanan": "B"}
        return _show(request, staff, values, {}, refused.status, cancelling=(taken_id, reason[:1000], refused.errors))
    messages.success(request, f"Nomor {taken.number} dibatalkan. Nomornya tetap tercatat dan tidak dipakai lagi.")
    return redirect("desk:numbers")


def _show(
    request: HttpRequest,
    staff: StaffMember,
    values: dict[str, str],
    errors: dict[str, str],
    status: int,
    *,
    cancelling: tuple[UUID, str, dict[str, str]] | None = None,
) -> HttpResponse:
    today = office_today(staff.office.timezone)
    typed = request.GET.get("tahun", "")
    year = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 4 else today.year
    sums, gaps = number_gaps.gaps_of(staff, year)
    log(staff, "nomor surat")
    context = {
        "values": values,
        "errors": errors,
        "securities": [(letter, f"{letter} - {_SECURITY_WORDS[letter]}") for letter in SECURITY],
        "sums": sums,
        "gaps": gaps,
        "most": number_gaps.MOST_ROWS,
        "year": year,
        "years": range(today.year, today.year - 6, -1),
        "cancelling": cancelling,
        "officer": staff,
    }
    return render(request, "desk/views/numbers.html", context, status=status)
