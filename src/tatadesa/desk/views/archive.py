"""The archive of letters: searching it, and deciding about what has reached the end of its term."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import MAXYEAR, date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.books import log, narrowed_of, query_of
from tatadesa.letters import archive
from tatadesa.letters.actions.decide_archive import decide_archive
from tatadesa.letters.book_queries import Narrowed
from tatadesa.letters.models import ArchiveDecision
from tatadesa.letters.permissions import may_decide_archive


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/surat/arsip/?cari=&tahun=&klasifikasi=&setelah=``."""
    narrowed, after = narrowed_of(request), request.GET.get("setelah", "")
    year, code = request.GET.get("tahun", "").strip(), one_line(request.GET.get("klasifikasi", ""))[:30]
    found = archive.found(staff, _in_year(narrowed, year), code, after)
    log(staff, "arsip surat")
    context = {
        "page": found,
        "narrowed": narrowed,
        "year": year[:4],
        "code": code,
        "query": query_of(narrowed, tahun=year[:4], klasifikasi=code),
        "after": after,
        "officer": staff,
    }
    return render(request, "desk/views/archive.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def due(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/surat/arsip/habis-masa/``: what a person may decide about now."""
    values = {"nasib": request.POST.get("nasib", ""), "catatan": request.POST.get("catatan", "")[:1000]}
    chosen: list[UUID] = []
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        for typed in request.POST.getlist("pilih"):
            with suppress(ValueError):
                chosen.append(UUID(typed))
        try:
            count = decide_archive(staff, chosen, fate=values["nasib"], note=values["catatan"])
        except InvalidInput as refused:
            errors, status = refused.errors, refused.status
        except Conflict as refused:
            errors, status = {"": refused.message}, refused.status
        else:
            messages.success(request, f"Keputusan dicatat untuk {count} surat. Berkasnya tidak dihapus oleh aplikasi.")
            return redirect("desk:archive_due")
    after = request.GET.get("setelah", "")
    found = archive.due(staff, after)
    log(staff, "arsip habis masa")
    context = {
        "page": found,
        "after": after,
        "values": values,
        "chosen": {str(one) for one in chosen},
        "errors": errors,
        "fates": [("", "Pilih"), *ArchiveDecision.Fate.choices],
        "may_decide": may_decide_archive(staff),
        "officer": staff,
    }
    return render(request, "desk/views/archive_due.html", context, status=status)


def _in_year(narrowed: Narrowed, typed: str) -> Narrowed:
    if not (typed.isascii() and typed.isdecimal() and len(typed) == 4 and 0 < int(typed) < MAXYEAR):
        return narrowed
    return replace(narrowed, since=date(int(typed), 1, 1), until=date(int(typed), 12, 31))
