"""The book of mutations: what happened in the village's population in one month, on screen and on paper."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.core.access_log import record_look
from tatadesa.core.clock import office_today
from tatadesa.core.text import MONTHS
from tatadesa.desk.access import staff_required
from tatadesa.residents.history import in_words
from tatadesa.residents.models import Mutation
from tatadesa.residents.mutations import VITAL, book, tallies

_ALL = "semua"
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/penduduk/mutasi/?bulan=2026-11&jenis=&setelah=``; a month that is none is the present one."""
    today = office_today(staff.office.timezone)
    month = _month(request.GET.get("bulan", "")) or today.replace(day=1)
    kind = request.GET.get("jenis", "")
    kinds = [kind] if kind in Mutation.Kind.values else list(Mutation.Kind.values) if kind == _ALL else list(VITAL)
    after = request.GET.get("setelah", "")
    found = book(staff, month, kinds, after)
    record_look(office_id=staff.office_id, actor_id=staff.pk, resident_id=None, purpose="buku mutasi")
    context: dict[str, Any] = {
        "office": staff.office,
        "month": f"{month:%Y-%m}",
        "month_words": f"{MONTHS[month.month - 1]} {month.year}",
        "kind": kind,
        "kinds": Mutation.Kind.choices,
        "rows": [(entry, in_words(entry.changes)) for entry in found.rows],
        "next": found.next,
        "after": after,
        "tallies": tallies(staff, month),
        "vital": {str(one) for one in VITAL},
    }
    return render(request, "desk/views/mutations.html", context)


def _month(text: str) -> date | None:
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text)
    if match is None or not _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR:
        return None
    return date(int(match[1]), int(match[2]), 1)
