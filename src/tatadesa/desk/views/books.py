"""The buku agenda and the buku ekspedisi: lists, lines entered by hand, and both on paper and as sheets."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.core.access_log import record_look
from tatadesa.core.clock import office_today
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.imports import attachment
from tatadesa.files import serving
from tatadesa.files.limits import one_file_body
from tatadesa.letters import book_paper, book_queries
from tatadesa.letters.actions.enter_dispatch import Sent, enter_dispatch
from tatadesa.letters.actions.enter_letter import Entered, enter_letter, set_disposition
from tatadesa.letters.book_queries import Narrowed
from tatadesa.letters.models import Direction, DispatchEntry
from tatadesa.letters.permissions import require_keeper

_AGENDA_FIELDS = ("arah", "diterima", "nomor", "tanggal", "pihak", "perihal", "klasifikasi", "disposisi", "catatan")
_DISPATCH_FIELDS = ("dikirim", "nomor", "tanggal", "perihal", "kepada", "cara", "bukti")


@require_safe
@staff_required
def agenda(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/surat/agenda/?arah=&dari=&sampai=&cari=&setelah=``."""
    narrowed, after = narrowed_of(request), request.GET.get("setelah", "")
    page = book_queries.agenda(staff, narrowed, after)
    log(staff, "buku agenda")
    context = {"page": page, "directions": Direction.choices, **_list(request, staff, narrowed, after)}
    return render(request, "desk/views/agenda.html", context)


@one_file_body
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def agenda_new(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/surat/agenda/baru/``: one line by hand."""
    require_keeper(staff)
    today = office_today(staff.office.timezone).isoformat()
    values = dict.fromkeys(_AGENDA_FIELDS, "") | {"arah": request.GET.get("arah", "masuk"), "diterima": today}
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        values = typed_in(request, _AGENDA_FIELDS)
        said = Entered(
            direction=values["arah"],
            entered_on=day_of(values["diterima"]),
            number=values["nomor"],
            dated=day_of(values["tanggal"]),
            party=values["pihak"],
            subject=values["perihal"],
            classification=values["klasifikasi"],
            disposition=values["disposisi"],
            note=values["catatan"],
        )
        try:
            entry = enter_letter(staff, said, request.FILES.get("pindai"))
        except InvalidInput as refused:
            errors, status = refused.errors, refused.status
        else:
            messages.success(request, f"Dicatat di buku agenda dengan nomor {entry.running}.")
            return redirect("desk:agenda")
    context = {"values": values, "errors": errors, "directions": Direction.choices, "officer": staff}
    return render(request, "desk/views/agenda_new.html", context, status=status)


@require_safe
@staff_required
def agenda_scan(request: HttpRequest, staff: StaffMember, entry_id: UUID) -> HttpResponseBase:
    """``/desk/surat/agenda/<id>/pindaian/``."""
    entry = book_queries.agenda_entry(staff, entry_id)
    if entry.scan is None:
        raise NotFound("Surat ini tidak mempunyai pindaian.")
    log(staff, "pindaian surat")
    return serving.response(entry.scan, download=True)


@require_POST
@staff_required
def dispose(request: HttpRequest, staff: StaffMember, entry_id: UUID) -> HttpResponseBase:
    """``/desk/surat/agenda/<id>/disposisi/``."""
    set_disposition(staff, entry_id, disposition=request.POST.get("disposisi", ""))
    messages.success(request, "Disposisi disimpan.")
    return redirect("desk:agenda")


@require_safe
@staff_required
def dispatches(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/surat/ekspedisi/?dari=&sampai=&cari=&setelah=``."""
    narrowed, after = narrowed_of(request), request.GET.get("setelah", "")
    page = book_queries.dispatches(staff, narrowed, after)
    log(staff, "buku ekspedisi")
    return render(request, "desk/views/dispatches.html", {"page": page, **_list(request, staff, narrowed, after)})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def dispatch_new(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/surat/ekspedisi/baru/``: a letter that was collected, brought or posted."""
    require_keeper(staff)
    today = office_today(staff.office.timezone).isoformat()
    values = dict.fromkeys(_DISPATCH_FIELDS, "") | {"dikirim": today, "cara": DispatchEntry.Way.COLLECTED.value}
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        values = typed_in(request, _DISPATCH_FIELDS)
        said = Sent(
            sent_on=day_of(values["dikirim"]),
            number=values["nomor"],
            dated=day_of(values["tanggal"]),
            subject=values["perihal"],
            recipient=values["kepada"],
            way=values["cara"],
            proof=values["bukti"],
        )
        try:
            entry = enter_dispatch(staff, said)
        except InvalidInput as refused:
            errors, status = refused.errors, refused.status
        else:
            messages.success(request, f"Dicatat di buku ekspedisi dengan nomor {entry.running}.")
            return redirect("desk:dispatches")
    context = {"values": values, "errors": errors, "ways": DispatchEntry.Way.choices, "officer": staff}
    return render(request, "desk/views/dispatch_new.html", context, status=status)


@require_safe
@staff_required
def download(request: HttpRequest, staff: StaffMember, book: str, kind: str) -> HttpResponseBase:
    """Both books as ``cetak.pdf`` and ``unduh.xlsx``, of the days and words of the list."""
    narrowed = narrowed_of(request)
    if kind == "xlsx":
        sheet = book_paper.sheet(staff, book, narrowed)
        log(staff, f"buku {book}, XLSX")
        return attachment(sheet.name, StreamingHttpResponse(sheet.content, content_type=sheet.content_type))
    content = book_paper.pdf(staff, book, narrowed)
    log(staff, f"buku {book}, cetak")
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="buku-{book}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def narrowed_of(request: HttpRequest) -> Narrowed:
    """What the address narrows a list by; what is no day is none."""
    return Narrowed(
        since=day_of(request.GET.get("dari", "")),
        until=day_of(request.GET.get("sampai", "")),
        words=request.GET.get("cari", "").replace("\x00", "")[:100],
        direction=request.GET.get("arah", ""),
    )


def query_of(narrowed: Narrowed, **more: str) -> str:
    """The same as part of an address."""
    said = {
        "arah": narrowed.direction,
        "dari": narrowed.since.isoformat() if narrowed.since else "",
        "sampai": narrowed.until.isoformat() if narrowed.until else "",
        "cari": narrowed.words,
        **more,
    }
    return urlencode({name: value for name, value in said.items() if value})


def day_of(typed: str) -> date | None:
    """The day of a date field, None for anything else."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def typed_in(request: HttpRequest, names: tuple[str, ...]) -> dict[str, str]:
    """What was typed, to be read and shown again."""
    return {name: request.POST.get(name, "")[:1000] for name in names}


def log(staff: StaffMember, purpose: str) -> None:
    """Lists of letters name many people at once."""
    record_look(office_id=staff.office_id, actor_id=staff.pk, resident_id=None, purpose=purpose)


def _list(request: HttpRequest, staff: StaffMember, narrowed: Narrowed, after: str) -> dict[str, object]:
    return {"narrowed": narrowed, "query": query_of(narrowed), "after": after, "officer": staff}
