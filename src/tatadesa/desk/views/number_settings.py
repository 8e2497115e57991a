"""How the office numbers its letters: pattern with an example, counters, their beginning, single letters."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts.models import StaffMember
from tatadesa.administration import changes
from tatadesa.administration.actions.change_numbering import (
    Instead,
    Rules,
    change_numbering,
    change_service_numbering,
    check_rules,
    set_start,
)
from tatadesa.administration.permissions import require_office_manager
from tatadesa.catalogue import queries as catalogue
from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.books import typed_in
from tatadesa.desk.views.office_settings import SAME, SAVED, errors_of, seen_of
from tatadesa.letters import number_gaps, numbering
from tatadesa.letters.giving_numbers import last_before_next, numberings_of, settings_of
from tatadesa.letters.models import CounterScheme

_RULES = ("pola", "kode", "hitungan")
_START = ("mulai", "hitungan_kode")
_INSTEAD = ("layanan", "klasifikasi", "pola", "singkatan")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/pengaturan/kantor/nomor/``; the button "Lihat contoh" shows what the typed pattern gives, unsaved."""
    require_office_manager(staff)
    if request.method != "POST":
        return _show(request, staff)
    values = typed_in(request, _RULES)
    if "contoh" in request.POST:
        return _show(request, staff, rules=_Form(values, check_rules(*_lines(values))))
    try:
        is_new = change_numbering(staff, Rules(*(values[name] for name in _RULES)), seen=seen_of(request))
    except (InvalidInput, Conflict) as refused:
        return _show(request, staff, refused.status, rules=_Form(values, errors_of(refused)))
    return _saved(request, is_new=is_new)


@require_POST
@staff_required
def start(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/pengaturan/kantor/nomor/mulai/``."""
    values = typed_in(request, _START)
    try:
        is_new = set_start(staff, values["mulai"], code=values["hitungan_kode"], seen=seen_of(request))
    except (InvalidInput, Conflict) as refused:
        return _show(request, staff, refused.status, start=_Form(values, errors_of(refused)))
    return _saved(request, is_new=is_new)


@require_POST
@staff_required
def service(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/pengaturan/kantor/nomor/surat/``."""
    values = typed_in(request, _INSTEAD)
    said = Instead(values["klasifikasi"], values["pola"], values["singkatan"])
    try:
        is_new = change_service_numbering(staff, values["layanan"], said, seen=seen_of(request))
    except (InvalidInput, Conflict) as refused:
        return _show(request, staff, refused.status, instead=_Form(values, errors_of(refused)))
    return _saved(request, is_new=is_new)


@dataclass(frozen=True)
class _Form:
    """One of the three forms as it was typed, and what is wrong with it."""

    values: dict[str, str]
    errors: dict[str, str]


def _show(request: HttpRequest, staff: StaffMember, status: int = 200, **forms: _Form) -> HttpResponse:
    """The page; ``rules``, ``start`` and ``instead`` come back as typed."""
    office, today = staff.office, office_today(staff.office.timezone)
    scheme = settings_of(office).scheme
    stored = {"pola": office.number_pattern, "kode": office.number_code, "hitungan": scheme}
    rules = forms.get("rules") or _Form(stored, {})
    start = forms.get("start") or _Form(dict.fromkeys(_START, ""), {})
    instead = forms.get("instead") or _Form(dict.fromkeys(_INSTEAD, ""), {})
    services = [(offered.slug, offered.name) for offered in catalogue.services_of(office)]
    context = {
        "office": office,
        "officer": staff,
        "tab": "numbers",
        "seen": changes.latest(office) or "",
        "values": rules.values,
        "errors": rules.errors,
        "example": _example(rules.values, staff),
        "schemes": CounterScheme.choices,
        "scheme": scheme,
        "sums": number_gaps.counts(office, today.year),
        "year": today.year,
        "start": start.values,
        "start_errors": start.errors,
        "instead": instead.values,
        "instead_errors": instead.errors,
        "services": [("", "Pilih surat"), *services],
        "single": [(dict(services).get(own.service.slug, own.service.slug), own) for own in numberings_of(office)],
    }
    return render(request, "desk/views/number_settings.html", context, status=status)


def _example(values: dict[str, str], staff: StaffMember) -> str:
    """The number that a letter of today would print; empty while the pattern cannot be used."""
    pattern, code, scheme = _lines(values)
    today = office_today(staff.office.timezone)
    last = last_before_next(staff.office, scheme, today.year)
    parts = numbering.NumberParts("400.10.2.2", last + 1, code, today, service="SKU")
    try:
        return numbering.format_number(pattern, parts)
    except InvalidInput:
        return ""


def _lines(values: dict[str, str]) -> tuple[str, str, str]:
    return one_line(values["pola"]), one_line(values["kode"]), values["hitungan"]


def _saved(request: HttpRequest, *, is_new: bool) -> HttpResponseBase:
    messages.success(request, SAVED if is_new else SAME)
    return redirect("desk:number_settings")
