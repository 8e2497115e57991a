"""Parcels of the office: what waits to be sent, what is under way, what somebody has to look at; and their papers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.core.access_log import record_looks
from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.deliveries import papers, queries
from tatadesa.deliveries.actions.request_shipment import request_many
from tatadesa.deliveries.models import Shipment
from tatadesa.deliveries.permissions import may_set
from tatadesa.deliveries.queries import Part
from tatadesa.deliveries.settings import offers_post, settings_of
from tatadesa.deliveries.statement import month_of, statement
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.imports import attachment
from tatadesa.residents.sheets.workbook import CONTENT_TYPE

_PURPOSE = "kiriman surat"


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/kiriman/?bagian=&setelah=``."""
    part = next((one for one in Part if one.value == request.GET.get("bagian", "")), Part.WAITING)
    after = request.GET.get("setelah", "")
    settings = settings_of(staff.office)
    context: dict[str, Any] = {
        "part": part.value,
        "parts": _LABELS,
        "counts": {one.value: number for one, number in queries.counts(staff).items()},
        "after": after,
        "is_on": offers_post(staff.office, settings),
        "settings": settings,
        "may_set": may_set(staff),
        "month": office_today(staff.office.timezone).strftime("%Y-%m"),
        "zone": staff.office.timezone,
        **_rows(staff, part, after),
    }
    return render(request, "desk/views/parcels.html", context)


@require_safe
@staff_required
def count(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """The number beside the menu's "Kiriman"."""
    return render(request, "desk/views/parcels_count.html", {"waiting": queries.trouble_count(staff)})


@require_POST
@staff_required
def send_many(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """Ask the courier to take the ticked letters."""
    numbers = [number for number in request.POST.getlist("nomor") if len(number) <= 20 and "\0" not in number]
    if not numbers:
        messages.warning(request, "Pilih dahulu surat yang akan dikirim.")
        return redirect("desk:parcels")
    rows = request_many(staff, numbers)
    done = sum(not row.words for row in rows)
    if done:
        messages.success(request, f"{done} surat masuk daftar kiriman. Cetak label dan daftarnya di bagian Di jalan.")
    for row in rows:
        if row.words:
            messages.warning(request, f"{row.number}: {row.words}")
    return redirect(
        f"{request.path.removesuffix('kirim/')}?bagian={Part.UNDER_WAY.value if done else Part.WAITING.value}"
    )


@require_POST
@staff_required
def print_papers(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """Labels (``cetak=label``) or the list for the counter of the ticked parcels, as PDF."""
    shipments = queries.shipments_of_office(staff, _ids(request.POST.getlist("kiriman")))
    if not shipments:
        messages.warning(request, "Pilih dahulu kiriman yang akan dicetak.")
        return redirect(f"{request.path.removesuffix('cetak/')}?bagian={Part.UNDER_WAY.value}")
    _log(staff, shipments)
    is_label = request.POST.get("cetak") == "label"
    content = papers.labels(staff, shipments) if is_label else papers.manifest(staff, shipments)
    return _pdf(content, "label-kiriman.pdf" if is_label else "daftar-kiriman.pdf")


@require_safe
@staff_required
def label(request: HttpRequest, staff: StaffMember, shipment_id: UUID) -> HttpResponseBase:
    """The label of one parcel."""
    shipment = queries.shipment_of_office(staff, shipment_id)
    _log(staff, [shipment])
    return _pdf(papers.labels(staff, [shipment]), f"label-{shipment.waybill or shipment.application.number}.pdf")


@require_safe
@staff_required
def monthly(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/kiriman/bulanan/?bulan=2026-11``: the month's statement."""
    try:
        month = month_of(request.GET.get("bulan", ""))
    except InvalidInput as refused:
        messages.warning(request, refused.errors["bulan"])
        return redirect("desk:parcels")
    content = statement(staff, month)
    return attachment(f"kiriman-{month:%Y-%m}.xlsx", StreamingHttpResponse(content, content_type=CONTENT_TYPE))


_LABELS = {
    Part.WAITING.value: "Menunggu dikirim",
    Part.UNDER_WAY.value: "Di jalan",
    Part.TROUBLE.value: "Perlu perhatian",
    Part.COLLECT.value: "Akan diambil",
    Part.ENDED.value: "Selesai",
}


def _rows(staff: StaffMember, part: Part, after: str) -> dict[str, Any]:
    match part:
        case Part.WAITING:
            return {"choices": queries.waiting(staff)}
        case Part.COLLECT:
            return {"choices": queries.to_collect(staff)}
        case Part.TROUBLE:
            return {"troubles": queries.troubles(staff)}
        case Part.UNDER_WAY:
            found = queries.under_way(staff, after)
        case Part.ENDED:
            found = queries.ended(staff, after)
    return {"shipments": found.rows, "next": found.next}


def _ids(texts: list[str]) -> list[UUID]:
    ids = []
    for text in texts[:200]:
        try:
            ids.append(UUID(text))
        except ValueError as error:
            raise Conflict("Daftar ini tidak utuh. Muat ulang halaman.") from error
    return ids


def _log(staff: StaffMember, shipments: list[Shipment]) -> None:
    residents = {shipment.application.resident_id for shipment in shipments}
    record_looks(office_id=staff.office_id, actor_id=staff.pk, resident_ids=residents, purpose=_PURPOSE)


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
