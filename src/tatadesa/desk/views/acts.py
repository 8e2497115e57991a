"""What an officer decides, one small form each. A refusal shows the fresh page with every typed word kept."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import queries
from tatadesa.applications.actions.accept_paper import accept_paper
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.release import release
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.take import take
from tatadesa.catalogue.reject_reasons import OTHER
from tatadesa.core.errors import Conflict, DomainError, InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.application import Attempt, show
from tatadesa.desk.views.going_back import back
from tatadesa.letters.actions.issue import issue

_TYPED = ("note", "message", "reason", "code", "to")


@require_POST
@staff_required
def take_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """Start to check a request."""

    def act(seen: int) -> str:
        take(staff, number, seen=seen)
        return "Permohonan ini sekarang Anda periksa. Warga tidak dapat mengubahnya lagi."

    return answer(request, staff, number, "ambil", act)


@require_POST
@staff_required
def release_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """Put it back for colleagues."""

    def act(seen: int) -> str:
        release(staff, number, seen=seen)
        return "Permohonan dilepas dan dapat diambil petugas lain."

    return answer(request, staff, number, "lepas", act)


@require_POST
@staff_required
def return_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """Ask the citizen to mend the ticked fields and documents."""
    fields, message = request.POST.getlist("fields"), typed(request, "message")

    def act(seen: int) -> str:
        return_for_correction(staff, number, seen=seen, fields=fields, message=message)
        return "Permohonan dikembalikan. Warga melihat pesan Anda dan isian yang harus diperbaiki."

    return answer(request, staff, number, "kembalikan", act)


@require_POST
@staff_required
def reject_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """Refuse the request with a reason."""
    reason, code = typed(request, "reason"), request.POST.get("code") or OTHER

    def act(seen: int) -> str:
        reject(staff, number, seen=seen, reason=reason, code=code)
        return "Permohonan ditolak. Warga melihat alasan Anda."

    return answer(request, staff, number, "tolak", act)


@require_POST
@staff_required
def approve_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """Hand it to the next step."""
    note, confirmed = typed(request, "note"), "unticked" in request.POST

    def act(seen: int) -> str:
        approve(staff, number, seen=seen, note=note, confirmed=confirmed)
        return "Permohonan disetujui dan diteruskan ke tahap berikutnya."

    return answer(request, staff, number, "setujui", act)


@require_POST
@staff_required
def issue_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """Number and issue the letter; the officer has ticked that the preview was read."""
    confirmed = "yakin" in request.POST

    def act(seen: int) -> str:
        if not confirmed:
            raise InvalidInput({"yakin": "Baca pratinjau surat, lalu centang kotak ini."})
        letter = issue(staff, number, seen=seen)
        can_fetch = bool(letter.application.reader_ids)
        how = "Warga sudah bisa mengunduhnya." if can_fetch else "Unduh, cetak, dan serahkan kepada pemohon."
        return f"Surat terbit dengan nomor {letter.number}. {how}"

    return answer(request, staff, number, "terbitkan", act)


@require_POST
@staff_required
def accept_it(request: HttpRequest, staff: StaffMember, number: str, field_id: str) -> HttpResponseBase:
    """The paper that was to be brought is there."""

    def act(seen: int) -> str:
        accept_paper(staff, number, field_id, seen=seen)
        return "Berkas dicatat sudah diterima. Warga diberi tahu."

    return answer(request, staff, number, "kertas", act)


def answer(
    request: HttpRequest, staff: StaffMember, number: str, name: str, act: Callable[[int], str]
) -> HttpResponseBase:
    """Do ``act`` with what the page showed; success leads back to the page, a refusal shows it again."""
    seen: int | None = None
    try:
        seen = seen_of(request)
        done = act(seen)
    except NotFound:
        raise
    except DomainError as refused:
        attempt = Attempt(
            act=name,
            refused=refused,
            seen=seen,
            fields=request.POST.getlist("fields"),
            words={name: typed(request, name) for name in _TYPED},
        )
        return show(request, staff, queries.of_office(staff, number), attempt)
    messages.success(request, done)
    return back(request, number)


def typed(request: HttpRequest, name: str) -> str:
    """What was typed into a text field: a line break counts as one character, as the browser counts it."""
    return request.POST.get(name, "").replace("\r\n", "\n").replace("\0", "")


def seen_of(request: HttpRequest) -> int:
    """The edition that the officer's page showed; raises ``Conflict`` for a page that carries none."""
    typed = request.POST.get("seen", "")
    if not typed.isdecimal() or len(typed) > 9:
        raise Conflict("Halaman ini sudah lama terbuka. Lihat keadaan terbarunya, lalu putuskan lagi.")
    return int(typed)
