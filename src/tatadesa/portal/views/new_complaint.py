"""The form of a complaint; what was typed and sent along stays when something is missing."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import Account
from tatadesa.applications.queries import list_of_citizen
from tatadesa.core.errors import InvalidInput, TooMany
from tatadesa.feedback.actions.complain import MAX_FILES, Said, complain
from tatadesa.feedback.categories import CATEGORIES
from tatadesa.feedback.locking import MAX_WORDS
from tatadesa.feedback.queries import officers_of
from tatadesa.files.actions.receive import receive
from tatadesa.files.queries import owned
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page, parse_key

_TEXTS = ("kategori", "permohonan", "petugas", "isi", "rahasia")
_LABELS = {
    "permohonan": ("f-permohonan", "Tentang permohonan"),
    "kategori": (f"f-kategori-{CATEGORIES[0].key}", "Apa yang Anda adukan"),
    "petugas": ("f-petugas", "Petugas yang diadukan"),
    "isi": ("f-isi", "Isi pengaduan"),
    "bukti": ("f-bukti", "Foto atau PDF"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def new_complaint(request: HttpRequest, account: Account) -> HttpResponse:
    """``/pengaduan/baru/?permohonan=``; by POST with ``kunci``, the key that makes a repeat find the first one."""
    if request.method != "POST":
        typed = {**dict.fromkeys(_TEXTS, ""), "permohonan": request.GET.get("permohonan", "")}
        return _show(request, account, str(uuid4()), typed, [], {})
    key = parse_key(request.POST.get("kunci", ""))
    typed = {name: request.POST.get(name, "").replace("\0", "") for name in _TEXTS}
    kept, errors = _files(request, account)
    said = Said(
        category=typed["kategori"],
        text=typed["isi"],
        number=typed["permohonan"],
        officer=typed["petugas"],
        is_confidential=typed["rahasia"] == "1",
        files=kept,
    )
    try:
        if errors:
            raise InvalidInput(errors)
        made = complain(account, key, said)
    except InvalidInput as error:
        return _show(request, account, str(key), typed, kept, error.errors)
    except TooMany as error:
        return _show(request, account, str(key), typed, kept, {"isi": error.message})
    messages.success(request, f"Pengaduan terkirim dengan nomor {made.number}.")
    return HttpResponseRedirect(reverse("portal:complaint", args=[made.number]))


def _files(request: HttpRequest, account: Account) -> tuple[list[str], dict[str, str]]:
    """The ids of what is attached by now, without those whose tick says that they go; and why a file was refused."""
    removed = request.POST.getlist("bukti__hapus")
    kept = [file_id for file_id in dict.fromkeys(request.POST.getlist("bukti")) if file_id not in removed][:20]
    errors: dict[str, str] = {}
    for upload in request.FILES.getlist("bukti__berkas")[:MAX_FILES]:
        try:
            stored = receive(office=account.citizen.office, owner=account, upload=upload, upload_key=None)
        except (InvalidInput, TooMany) as refused:
            errors["bukti"] = f"{upload.name}: {refused.message}"
        else:
            kept.append(str(stored.pk))
    return kept, errors


def _show(
    request: HttpRequest, account: Account, key: str, typed: dict[str, str], kept: list[str], errors: dict[str, str]
) -> HttpResponse:
    attached = owned(account, kept)
    context: dict[str, Any] = {
        "key": key,
        "typed": typed,
        "attached": [attached[file_id] for file_id in kept if file_id in attached],
        "categories": CATEGORIES,
        "applications": list_of_citizen(account, limit=30).rows,
        "officers": officers_of(account.citizen.office),
        "errors": errors,
        "labels": _LABELS,
        "longest": MAX_WORDS,
        "most": MAX_FILES,
    }
    return page(request, "new_complaint", context, status=422 if errors else 200)
