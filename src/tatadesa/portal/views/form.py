"""The form of a service: for whom, fill in, save, come back, go on to the review."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import Account
from tatadesa.applications import filling
from tatadesa.applications.actions.save_draft import AlreadySubmitted, save_draft
from tatadesa.applications.models import Draft
from tatadesa.applications.queries import draft_of, submitted_number
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.catalogue.queries import service_of
from tatadesa.core.errors import NotFound
from tatadesa.portal import for_whom
from tatadesa.portal.access import citizen_required
from tatadesa.portal.for_whom import ForWhom
from tatadesa.portal.pages import page, parse_key


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def form(request: HttpRequest, account: Account, slug: str) -> HttpResponse:
    """``/layanan/<slug>/isi/?kunci=``: ``kunci`` is the draft's key, made with the first look at the form."""
    sent = request.POST if request.method == "POST" else request.GET
    is_new = "kunci" not in sent
    key = uuid4() if is_new else parse_key(sent["kunci"])
    draft = None if is_new else draft_of(account, key)
    if draft is None and not is_new and (number := submitted_number(account, key)) is not None:
        return _already_sent(request, number)
    version, answers = _version_and_answers(account, slug, draft)
    if request.method == "POST":
        return _save(request, account, version, key, draft)
    whom = for_whom.kept(account, draft)
    return form_page(request, filling.Form(account, version), key, answers, {}, whom)


def _version_and_answers(account: Account, slug: str, draft: Draft | None) -> tuple[ServiceVersion, dict[str, Any]]:
    """The version a draft was begun on and its answers; without one the published version and nothing."""
    if draft is None:
        return service_of(account.citizen.office, slug), {}
    if draft.application_id is not None or draft.version.service.slug != slug:
        raise NotFound
    return draft.version, draft.answers


def form_page(
    request: HttpRequest,
    form: filling.Form,
    key: UUID,
    raw: dict[str, Any],
    errors: Mapping[str, str],
    whom: ForWhom,
) -> HttpResponse:
    """The form with what has been filled in; status 422 when what was sent has errors."""
    register = whom.register
    shown = filling.fields(form, raw, errors, register)
    told = {for_whom.FIELD: whom.error, **errors} if whom.error else errors
    return page(
        request,
        "form",
        {
            "version": form.version,
            "key": key,
            "fields": shown,
            "errors": told,
            "labels": {for_whom.FIELD: for_whom.LABEL, **filling.labels(shown)},
            "person": filling.person(register),
            "whom": whom,
        },
        status=422 if told and request.method == "POST" else 200,
    )


def _save(
    request: HttpRequest, account: Account, version: ServiceVersion, key: UUID, draft: Draft | None
) -> HttpResponse:
    whom = for_whom.chosen(request, account, draft)
    form = filling.Form(account, version)
    filled = filling.read(filling.Sent(request.POST, request.FILES), form, for_whom.turn(request, whom, draft))
    if whom.error:
        # Nobody to keep it for: everything typed stays on the page.
        return form_page(request, form, key, filled.raw, filled.errors, whom)
    resident_id = whom.resident.pk if whom.resident is not None else None
    try:
        save_draft(account, version, key, filled.answers, complete=not filled.errors, resident_id=resident_id)
    except AlreadySubmitted as error:
        return _already_sent(request, error.number)
    match request.POST.get("aksi"):
        case "simpan" if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"tersimpan": True})
        case "simpan":
            messages.success(request, "Isian Anda tersimpan. Lanjutkan kapan saja dari Beranda.")
            return HttpResponseRedirect(reverse("portal:home"))
        case "ganti":
            return HttpResponseRedirect(f"{reverse('portal:form', args=[version.service.slug])}?kunci={key}")
    if filled.errors:
        return form_page(request, form, key, filled.raw, filled.errors, whom)
    return HttpResponseRedirect(f"{reverse('portal:review', args=[version.service.slug])}?kunci={key}")


def _already_sent(request: HttpRequest, number: str) -> HttpResponse:
    messages.info(request, f"Permohonan ini sudah terkirim dengan nomor {number}.")
    return HttpResponseRedirect(reverse("portal:application", args=[number]))
