"""Where an application stands, for whoever holds its receipt: the status alone, never whose it is or what for."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tatadesa.accounts import throttle
from tatadesa.accounts.addresses import client_address
from tatadesa.applications.queries import public_status
from tatadesa.applications.states import FINAL_STATES, State
from tatadesa.core.clock import now
from tatadesa.offices.queries import office_by_code
from tatadesa.portal.pages import page
from tatadesa.portal.progress import LOOKS

# Generous, as many phones share one address of their provider; far too little to search for numbers.
_CAPACITY, _PER_SECONDS = 120, 600
_WORDS = {
    State.SUBMITTED: "Menunggu giliran diperiksa petugas.",
    State.IN_REVIEW: "Petugas sedang memeriksa.",
    State.CORRECTION: "Ada yang harus diperbaiki. Datang ke kantor desa, atau masuk ke akun Anda.",
    State.APPROVED: "Disetujui. Surat menunggu ditandatangani.",
    State.COMPLETED: "Surat sudah terbit. Ambil di kantor desa, atau unduh dari akun Anda.",
    State.REJECTED: "Ditolak. Tanyakan alasannya di kantor desa.",
    State.CANCELLED: "Dibatalkan.",
    State.WITHDRAWN: "Surat dicabut dan tidak berlaku lagi. Hubungi kantor desa.",
}


@require_safe
def status(request: HttpRequest, office: str, number: str) -> HttpResponse:
    """``/status/<office code>/<number>/``: where the QR of a receipt from the counter leads."""
    throttle.spend("status", client_address(request), capacity=_CAPACITY, per_seconds=_PER_SECONDS)
    place = office_by_code(office)
    found = public_status(place, number)
    is_open = found.state not in FINAL_STATES
    answer = page(
        request,
        "status",
        {
            "office": place,
            "application": found,
            "words": _WORDS[State(found.state)],
            "look": LOOKS.get(State(found.state), "wait"),
            "is_open": is_open,
            "late": is_open and found.due_at < now(),
        },
    )
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
