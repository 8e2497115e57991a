"""What an officer ticks and fills in while checking, and what those who lead the office do with a request."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import officer_form, queries
from tatadesa.applications.actions.check_requirement import check_requirement
from tatadesa.applications.actions.fill_officer_form import fill_officer_form
from tatadesa.applications.actions.reassign import reassign
from tatadesa.core.errors import DomainError, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.acts import answer, seen_of, typed
from tatadesa.desk.views.application import Attempt, show
from tatadesa.desk.views.going_back import back, listed
from tatadesa.letters.actions.reopen import reopen


@require_POST
@staff_required
def check_it(request: HttpRequest, staff: StaffMember, number: str, field_id: str) -> HttpResponseBase:
    """``.../syarat/<field>/``: tick a requirement (``verdict``), with what does not fit (``why``)."""
    verdict, why = request.POST.get("verdict", ""), typed(request, "why")
    try:
        check_requirement(staff, number, field_id, seen=seen_of(request), verdict=verdict, reason=why)
    except NotFound:
        raise
    except DomainError as refused:
        attempt = Attempt(act="syarat", refused=refused, words={"why": why}, fields=[field_id])
        return show(request, staff, queries.of_office(staff, number), attempt)
    kept = {"dari": listed(request), "berkas": request.GET.get("berkas", ""), "hal": request.GET.get("hal", "")}
    query = urlencode({name: value for name, value in kept.items() if value})
    return redirect(f"{reverse('desk:application', args=[number])}{'?' if query else ''}{query}#berkas")


@require_POST
@staff_required
def fill_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """``.../isian-petugas/``: the office's own fields."""
    application = queries.of_office(staff, number)
    raw: dict[str, Any] | None = None
    try:
        raw = officer_form.read(application, request.POST)
        fill_officer_form(staff, number, seen=seen_of(request), raw=raw)
    except NotFound:
        raise
    except DomainError as refused:
        attempt = Attempt(act="petugas", refused=refused, raw=raw)
        return show(request, staff, queries.of_office(staff, number), attempt)
    messages.success(request, "Isian petugas disimpan.")
    return back(request, number, "#petugas")


@require_POST
@staff_required
def reassign_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """``.../alihkan/``: hand it to a named colleague."""

    def act(seen: int) -> str:
        application = reassign(staff, number, seen=seen, to=_uuid(request.POST.get("to", "")))
        return f"Permohonan sekarang diperiksa {application.taken_by.name if application.taken_by else 'rekan'}."

    return answer(request, staff, number, "alihkan", act)


@require_POST
@staff_required
def reopen_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """``.../buka-lagi/``: look at a decided request again."""

    def act(seen: int) -> str:
        reopen(staff, number, seen=seen, reason=typed(request, "reason"))
        return "Permohonan dibuka kembali dan menunggu diperiksa. Warga diberi tahu."

    return answer(request, staff, number, "buka-lagi", act)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
