"""Complaints of a citizen: how it works, the own list, and one with all that was said."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts.models import Account
from tatadesa.core.errors import InvalidInput
from tatadesa.feedback import queries
from tatadesa.feedback.actions.reopen import may_reopen, reopen
from tatadesa.feedback.actions.reply import reply
from tatadesa.feedback.categories import WORK_DAYS
from tatadesa.feedback.locking import MAX_WORDS
from tatadesa.files.serving import response
from tatadesa.portal.access import citizen_of, citizen_required
from tatadesa.portal.pages import page, village_of


@require_safe
def complaints(request: HttpRequest) -> HttpResponse:
    """``/pengaduan/?sesudah=``: the own ones; visitors read how to complain and whom to call."""
    account = citizen_of(request)
    after = request.GET.get("sesudah", "")
    found = queries.list_of_citizen(account, after) if account is not None else queries.Page([], "")
    office = village_of(request, account)
    context = {
        "rows": found.rows,
        "next": found.next,
        "office": office,
        "zone": office.timezone if office is not None else "",
        "days": WORK_DAYS,
    }
    return page(request, "complaints", context)


@require_safe
@citizen_required
def complaint(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/pengaduan/<number>/``."""
    return _show(request, account, number)


@require_POST
@citizen_required
def answer(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/pengaduan/<number>/balas/``: ``isi``."""
    words = request.POST.get("isi", "")
    try:
        reply(account, number, words)
    except InvalidInput as error:
        return _show(request, account, number, words, error.errors)
    messages.success(request, "Balasan terkirim.")
    return HttpResponseRedirect(reverse("portal:complaint", args=[number]))


@require_POST
@citizen_required
def open_again(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/pengaduan/<number>/buka-lagi/``: ``isi`` says what is still wrong."""
    words = request.POST.get("isi", "")
    try:
        reopen(account, number, words)
    except InvalidInput as error:
        return _show(request, account, number, words, error.errors)
    messages.success(request, "Pengaduan dibuka lagi. Kantor akan memprosesnya kembali.")
    return HttpResponseRedirect(reverse("portal:complaint", args=[number]))


@require_safe
@citizen_required
def complaint_file(request: HttpRequest, account: Account, number: str, file_id: UUID) -> HttpResponseBase:
    """``/pengaduan/<number>/berkas/<uuid>/``."""
    return response(queries.file_of_citizen(account, number, file_id), download=False)


def _show(
    request: HttpRequest, account: Account, number: str, words: str = "", errors: dict[str, str] | None = None
) -> HttpResponse:
    found = queries.of_citizen(account, number)
    context = {
        "complaint": found,
        "may_reopen": may_reopen(found),
        "words": words.replace("\0", ""),
        "errors": errors or {},
        "labels": {"isi": ("f-isi", "Balasan Anda" if found.is_open else "Yang belum selesai")},
        "longest": MAX_WORDS,
        "zone": found.office.timezone,
    }
    return page(request, "complaint", context, status=422 if errors else 200)
