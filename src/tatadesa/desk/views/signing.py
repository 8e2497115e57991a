"""Letters that wait for a signature: the list, their exact pages, and signing one or a selection."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts.models import Right, StaffMember
from tatadesa.core.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound, TooMany
from tatadesa.desk.access import staff_required
from tatadesa.desk.looks import log_look
from tatadesa.desk.views.acts import typed
from tatadesa.letters import signing_queries
from tatadesa.letters.actions.check_signing import request_code
from tatadesa.letters.actions.prepare_letter import prepare_letter
from tatadesa.letters.actions.sign_letters import SigningResult, sign_letters
from tatadesa.letters.models import SigningMethod
from tatadesa.letters.ports import SigningSecret
from tatadesa.letters.signing import MOST_AT_ONCE, capability_of, profile_of, require_signer, settings_of

# A number, and the length of its history on the list; a letter, and the fingerprint of the pages that were shown.
_PICKED = re.compile(r"([0-9A-Z-]{1,12}):([0-9]{1,9})")
_SHOWN = re.compile(r"([0-9a-f-]{36}):([0-9a-f]{64})")
_PRIVATE = {"Cache-Control": "private, no-store"}


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/tanda-tangan/``."""
    return _list(request, staff)


@require_POST
@staff_required
def prepare(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``.../siapkan/``: number and set the ticked letters, then show them."""
    require_signer(staff)
    name = "semua" if "semua" in request.POST else "pilih"
    fields = request.POST.getlist("semua_surat" if name == "semua" else "pilih")
    picked = {match[1]: int(match[2]) for match in map(_PICKED.fullmatch, fields) if match}
    if not picked or len(picked) > MOST_AT_ONCE:
        errors = {"pilih": f"Centang surat yang akan ditandatangani, paling banyak {MOST_AT_ONCE} sekaligus."}
        return _list(request, staff, errors, status=422)
    refusals: dict[str, str] = {}
    for number, seen in picked.items():
        try:
            prepare_letter(staff, number, seen=seen)
        except NotFound:
            refusals[number] = "Permohonan ini tidak ditemukan."
        except DomainError as refused:
            refusals[number] = refused.message
    if len(refusals) == len(picked):
        return _list(request, staff, {}, refusals, status=409)
    for number, words in refusals.items():
        messages.warning(request, f"{number}: {words}")
    if settings_of(staff.office).method == SigningMethod.WET:
        messages.success(request, "Nomor surat sudah diambil. Cetak, tanda tangani, lalu unggah hasil pindainya.")
        return redirect("desk:signing")
    return redirect("desk:sign")


@sensitive_post_parameters("passphrase", "totp")
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def sign(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``.../lihat/``: the exact pages, and the signature under those that are ticked."""
    if not staff.may(Right.SIGN):
        raise NotFound
    if request.method != "POST":
        return _review(request, staff)
    found = [match for match in map(_SHOWN.fullmatch, request.POST.getlist("pilih")) if match]
    seen = {key: match[2] for match in found if (key := _uuid(match[1])) is not None}
    secret = SigningSecret(request.POST.get("passphrase", ""), typed(request, "totp").strip())
    try:
        results = sign_letters(staff, seen, secret)
    except InvalidInput as refused:
        return _review(request, staff, errors=refused.errors, ticked=set(seen), status=422)
    except (Conflict, NotAllowed, TooMany) as refused:
        return _review(request, staff, errors={"": refused.message}, ticked=set(seen), status=refused.status)
    finally:
        del secret
    return _answer(request, staff, results)


@require_POST
@staff_required
def code(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``.../kode/``: have BSrE send a one-time code for the letters of the page."""
    letters = signing_queries.prepared_for(staff)
    try:
        told = request_code(staff, len(letters))
    except (Conflict, NotAllowed, TooMany) as refused:
        return _review(request, staff, errors={"": refused.message}, status=refused.status)
    (messages.success if told.is_ready else messages.warning)(request, told.words)
    return redirect("desk:sign")


@require_safe
@staff_required
def picture(request: HttpRequest, staff: StaffMember, prepared_id: UUID, page: int) -> HttpResponse:
    """One page of the very bytes that are signed. That it was shown is written down: without it nothing is signed."""
    prepared = signing_queries.one(staff, prepared_id)
    drawn = signing_queries.picture(prepared, page)
    log_look(staff, prepared.application, signing_queries.purpose_of(page))
    return HttpResponse(drawn, content_type="image/png", headers=_PRIVATE)


def _list(
    request: HttpRequest,
    staff: StaffMember,
    errors: Mapping[str, str] | None = None,
    refusals: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    after = request.GET.get("setelah", "")
    settings = settings_of(staff.office)
    found = signing_queries.waiting(staff, after or None)
    is_wet = settings.method == SigningMethod.WET
    # What is printed already is in the list of papers.
    rows = [row for row in found.rows if not (is_wet and row.is_ready)]
    context = {
        "settings": settings,
        "is_plain": settings.method == SigningMethod.PLAIN,
        "is_wet": is_wet,
        "rows": rows,
        "next": found.next,
        "after": after,
        "papers": signing_queries.on_paper(staff),
        "ready": len(signing_queries.prepared_for(staff)) if not is_wet else 0,
        "errors": errors or {},
        "refusals": refusals or {},
        "ticked": request.POST.getlist("pilih"),
        "most": MOST_AT_ONCE,
        "may_sign": staff.may(Right.SIGN),
        "may_set": staff.may(Right.MANAGE),
        "zone": staff.office.timezone,
    }
    return render(request, "desk/views/signing.html", context, status=status)


def _review(
    request: HttpRequest,
    staff: StaffMember,
    *,
    errors: Mapping[str, str] | None = None,
    ticked: set[UUID] | None = None,
    results: list[SigningResult] | None = None,
    status: int = 200,
) -> HttpResponse:
    settings = settings_of(staff.office)
    rows = [row for row in signing_queries.prepared_for(staff) if row.method == settings.method]
    context: dict[str, Any] = {
        "settings": settings,
        "capability": capability_of(settings),
        "letters": [(row, row.seen == row.application.event_count) for row in rows],
        "profile": profile_of(staff),
        "errors": errors or {},
        "ticked": ticked,
        "done": [result for result in results or () if result.letter is not None],
        "reasons": _reasons(results or ()),
        "zone": staff.office.timezone,
    }
    return render(request, "desk/views/sign.html", context, status=status)


def _reasons(results: Sequence[SigningResult]) -> dict[str, list[str]]:
    """Why letters were not signed, each reason once with its numbers: fifty letters fail for one reason or two."""
    found: dict[str, list[str]] = {}
    for result in results:
        if result.letter is None:
            found.setdefault(result.words, []).append(result.number or "tanpa nomor")
    return found


def _answer(request: HttpRequest, staff: StaffMember, results: list[SigningResult]) -> HttpResponseBase:
    if all(result.letter is not None for result in results):
        numbers = ", ".join(result.number for result in results[:5])
        more = f" dan {len(results) - 5} lainnya" if len(results) > 5 else ""
        messages.success(request, f"{len(results)} surat ditandatangani dan terbit: {numbers}{more}.")
        return redirect("desk:signing")
    return _review(request, staff, results=results, status=422)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
