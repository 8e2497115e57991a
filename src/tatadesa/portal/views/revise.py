"""Change an application: all of it until an officer takes it, later only what the officer opened."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.addresses import client_address
from tatadesa.accounts.models import Account
from tatadesa.applications import filling
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.drafts import require_open
from tatadesa.applications.models import Application
from tatadesa.applications.queries import draft_of, of_owner
from tatadesa.forms.steps import steps_of
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page, parse_key
from tatadesa.portal.views.form import turn_of


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def revise(request: HttpRequest, account: Account, number: str) -> HttpResponse:
    """``/permohonan/<number>/ubah/?kunci=``."""
    found = of_owner(account, number)
    require_open(found)
    sent = request.POST if request.method == "POST" else request.GET
    key = parse_key(sent["kunci"]) if "kunci" in sent else uuid4()
    if request.method == "POST":
        return _save(request, account, found, key)
    draft = draft_of(account, key) if "kunci" in sent else None
    same = draft is not None and draft.application_id == found.pk
    form = filling.change_form(account, found, draft if same else None, at_counter=False)
    return revise_page(request, found, form, key, draft.answers if draft and same else found.answers)


def revise_page(
    request: HttpRequest,
    application: Application,
    form: filling.Form,
    key: UUID,
    raw: dict[str, Any],
    faults: filling.Faults = filling.NO_FAULTS,
) -> HttpResponse:
    """The form with exactly the fields that are open; status 422 when there are errors."""
    shown = filling.fields(form, raw, faults)
    return page(
        request,
        "revise",
        {
            "application": application,
            "version": form.version,
            "key": key,
            "fields": shown,
            "steps": steps_of(shown),
            "rules": filling.browser_rules(form, raw),
            "errors": faults.errors,
            "labels": filling.labels(shown),
        },
        status=422 if faults.errors else 200,
    )


def _save(request: HttpRequest, account: Account, application: Application, key: UUID) -> HttpResponse:
    draft = draft_of(account, key)
    same = draft is not None and draft.application_id == application.pk
    form = filling.change_form(account, application, draft if same else None, at_counter=False)
    filled = filling.read(filling.Sent(request.POST, request.FILES, client_address(request)), form)
    saved = save_draft(
        account,
        application.version,
        key,
        Content(
            filled.answers,
            complete=not filled.errors,
            application=application,
            to_bring=filled.form.to_bring,
            turn=turn_of(request),
        ),
    )
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"tersimpan": saved.updated_at.isoformat()})
    if filled.button:
        anchor = f"#isian-{filled.button}"
        return HttpResponseRedirect(f"{reverse('portal:revise', args=[application.number])}?kunci={key}{anchor}")
    if filled.errors:
        return revise_page(request, application, filled.form, key, filled.raw, filled.faults)
    return HttpResponseRedirect(f"{reverse('portal:revise_review', args=[application.number])}?kunci={key}")
