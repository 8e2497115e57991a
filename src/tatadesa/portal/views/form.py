"""The form of a service: for whom, fill in, save, come back, go on to the review."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.addresses import client_address
from tatadesa.accounts.models import Account
from tatadesa.applications import admission, filling
from tatadesa.applications.actions.save_draft import AlreadySubmitted, Content, Turn, save_draft
from tatadesa.applications.models import Draft
from tatadesa.applications.moving_over import move_draft, version_sent
from tatadesa.applications.queries import draft_to_fill, submitted_number
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.catalogue.queries import offer_of, service_of
from tatadesa.core.errors import NotFound
from tatadesa.deliveries import question as delivery_choice
from tatadesa.forms.steps import steps_of
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
    draft = None if is_new else draft_to_fill(account, key)
    if draft is None and not is_new and (number := submitted_number(account, key)) is not None:
        return _already_sent(request, number)
    version, answers = version_and_answers(account, slug, draft)
    if request.method == "POST":
        return _save(request, account, version_of_page(request, version), key, draft)
    whom = for_whom.kept(account, version, draft)
    to_bring = draft.to_bring if draft is not None else ()
    form = filling.new_form(account, version, whom.resident, whom.register, to_bring=to_bring)
    if draft is not None and (moved := move_draft(form, answers)) is not None:
        form, answers = moved.form, moved.answers
        messages.info(request, moved.words)
    return form_page(request, form, key, answers, filling.NO_FAULTS, whom, draft)


def version_and_answers(account: Account, slug: str, draft: Draft | None) -> tuple[ServiceVersion, dict[str, Any]]:
    """The version a draft was begun on and its answers; without one the published version and nothing."""
    if draft is None:
        return service_of(account.citizen.office, slug).version, {}
    if draft.application_id is not None or draft.version.service.slug != slug:
        raise NotFound
    return draft.version, draft.answers


def version_of_page(request: HttpRequest, version: ServiceVersion) -> ServiceVersion:
    """The version that the page was made from which sends this; ``version`` when it does not say."""
    return version_sent(version, request.POST.get("versi", ""))


def form_page(
    request: HttpRequest,
    form: filling.Form,
    key: UUID,
    raw: dict[str, Any],
    faults: filling.Faults,
    whom: ForWhom,
    draft: Draft | None = None,
) -> HttpResponse:
    """The form with what has been filled in, as the ``draft`` has it; status 422 when what was sent has errors."""
    shown = filling.fields(form, raw, faults)
    told = {for_whom.FIELD: whom.error, **faults.errors} if whom.error else faults.errors
    return page(
        request,
        "form",
        {
            "version": form.version,
            "key": key,
            "fields": shown,
            "steps": steps_of(shown),
            "rules": filling.browser_rules(form, raw),
            "errors": told,
            "labels": {for_whom.FIELD: for_whom.LABEL, **filling.labels(shown)},
            "person": filling.person(form.register),
            "whom": whom,
            **standing(form, whom),
            "saved": draft.updated_at.isoformat() if draft is not None else "",
            "way": delivery_choice.asked_before_sending(form, draft),
        },
        status=422 if told and request.method == "POST" else 200,
    )


def standing(form: filling.Form, whom: ForWhom) -> dict[str, Any]:
    """What the citizen's office calls the service, and why the form could not be sent now (None when it could)."""
    applicant = None
    if whom.subject is not None:
        applicant = admission.Applicant(whom.subject.resident, form.register, whom.subject.relation)
    offered = offer_of(form.author.citizen.office, form.version.service)
    name = offered.name if offered is not None else form.version.name
    return {"name": name, "refusal": admission.why_not(offered, form.version, applicant)}


def take_in(
    request: HttpRequest, account: Account, version: ServiceVersion, key: UUID, draft: Draft | None
) -> tuple[ForWhom, filling.Filled, Draft | None]:
    """Read, check and save what was posted; the draft is None when it is for nobody, so that nothing could be saved.

    Raises ``AlreadySubmitted`` and ``Overtaken``.
    """
    whom = for_whom.chosen(request, account, version, draft)
    kept = draft.answers if draft is not None else {}
    form = filling.new_form(account, version, whom.resident, whom.register, kept=kept)
    sent = filling.Sent(delivery_choice.apart(request.POST)[0], request.FILES, client_address(request))
    filled = filling.read(sent, form, for_whom.turn(request, whom, draft))
    if whom.error:
        return whom, filled, None
    saved = save_draft(
        account,
        version,
        key,
        Content(filled.answers, complete=not filled.errors, to_bring=filled.form.to_bring, turn=turn_of(request)),
        resident_id=whom.subject,
    )
    return whom, filled, saved


def turn_of(request: HttpRequest) -> Turn | None:
    """Which save of the page this is, as ``form.js`` counts them."""
    return Turn.read(request.POST.get("simpan_ke", ""))


def _save(
    request: HttpRequest, account: Account, version: ServiceVersion, key: UUID, draft: Draft | None
) -> HttpResponse:
    try:
        whom, filled, saved = take_in(request, account, version, key, draft)
    except AlreadySubmitted as error:
        return _already_sent(request, error.number)
    if saved is None:
        # Nobody to keep it for: everything typed stays on the page.
        return form_page(request, filled.form, key, filled.raw, filled.faults, whom)
    delivery_choice.taken_in(delivery_choice.apart(request.POST)[1], account, key)
    match request.POST.get("aksi"):
        case "simpan" if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"tersimpan": saved.updated_at.isoformat()})
        case "simpan":
            messages.success(request, "Isian Anda tersimpan. Lanjutkan kapan saja dari Beranda.")
            return HttpResponseRedirect(reverse("portal:home"))
        case "ganti":
            return HttpResponseRedirect(f"{reverse('portal:form', args=[version.service.slug])}?kunci={key}")
    if filled.button:
        anchor = f"#isian-{filled.button}"
        return HttpResponseRedirect(f"{reverse('portal:form', args=[version.service.slug])}?kunci={key}{anchor}")
    if filled.errors:
        return form_page(request, filled.form, key, filled.raw, filled.faults, whom)
    return HttpResponseRedirect(f"{reverse('portal:review', args=[version.service.slug])}?kunci={key}")


def _already_sent(request: HttpRequest, number: str) -> HttpResponse:
    messages.info(request, f"Permohonan ini sudah terkirim dengan nomor {number}.")
    return HttpResponseRedirect(reverse("portal:application", args=[number]))
