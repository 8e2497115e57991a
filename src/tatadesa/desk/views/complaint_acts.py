"""What an officer does with a complaint. Each is a POST to an address of its own; a refusal shows the page again."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import DomainError, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.complaints import show
from tatadesa.feedback.actions.answer import answer
from tatadesa.feedback.actions.change_term import change_term
from tatadesa.feedback.actions.close import close
from tatadesa.feedback.actions.escalate import escalate
from tatadesa.feedback.actions.note_lapor import note_lapor
from tatadesa.feedback.actions.take import take

_FIELDS = ("isi", "hasil", "penutup", "batas", "alasan", "catatan", "lapor", "jenis")


@require_POST
@staff_required
def take_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponse:
    """``ambil/``."""
    return _act(request, staff, number, "", lambda typed, seen: take(staff, number, seen=seen))


@require_POST
@staff_required
def answer_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponse:
    """``jawab/``: ``isi``, and ``jenis`` "tanya" when the office waits for a reply."""
    return _act(
        request,
        staff,
        number,
        "Terkirim ke warga.",
        lambda typed, seen: answer(staff, number, seen=seen, words=typed["isi"], asks=typed["jenis"] == "tanya"),
    )


@require_POST
@staff_required
def close_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponse:
    """``selesai/``: ``hasil`` and ``penutup``."""
    return _act(
        request,
        staff,
        number,
        "Pengaduan selesai. Warga membaca hasilnya.",
        lambda typed, seen: close(staff, number, seen=seen, outcome=typed["hasil"], words=typed["penutup"]),
    )


@require_POST
@staff_required
def term_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponse:
    """``batas/``: ``batas`` and ``alasan``."""
    return _act(
        request,
        staff,
        number,
        "Batas waktu diubah.",
        lambda typed, seen: change_term(staff, number, seen=seen, term=typed["batas"], reason=typed["alasan"]),
    )


@require_POST
@staff_required
def escalate_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponse:
    """``teruskan/``: ``catatan``."""
    return _act(
        request,
        staff,
        number,
        "Diteruskan ke pimpinan.",
        lambda typed, seen: escalate(staff, number, seen=seen, note=typed["catatan"]),
    )


@require_POST
@staff_required
def lapor_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponse:
    """``lapor/``: ``lapor``."""
    return _act(
        request,
        staff,
        number,
        "Nomor SP4N-LAPOR! tercatat.",
        lambda typed, seen: note_lapor(staff, number, seen=seen, tracking=typed["lapor"]),
    )


def _act(
    request: HttpRequest,
    staff: StaffMember,
    number: str,
    done: str,
    act: Callable[[dict[str, str], int], object],
) -> HttpResponse:
    typed = {name: request.POST.get(name, "").replace("\0", "") for name in _FIELDS}
    seen = request.POST.get("seen", "")
    try:
        act(typed, int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 9 else -1)
    except NotFound:
        raise
    except DomainError as refused:
        errors = getattr(refused, "errors", None) or {"": refused.message}
        return show(request, staff, number, typed, errors, refused.status)
    if done:
        messages.success(request, done)
    return redirect("desk:complaint", number=number)
