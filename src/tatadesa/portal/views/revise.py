"""Change an application: all of it until an officer takes it, later only what the officer opened."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import Account
from tatadesa.applications import filling
from tatadesa.applications.actions.save_draft import save_draft
from tatadesa.applications.drafts import require_open
from tatadesa.applications.models import Application
from tatadesa.applications.queries import draft_of, of_owner
from tatadesa.portal.access import citizen_required
from tatadesa.portal.pages import page, parse_key


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
    return revise_page(request, account, found, key, draft.answers if draft and same else found.answers, {})


def opened_fields(application: Application) -> Collection[str] | None:
    """The fields an officer opened; None when all are open."""
    return None if application.correction is None else application.correction["fields"]


def form_of(account: Account, application: Application) -> filling.Form:
    """The form of the changes."""
    version = application.version
    version.office = application.office
    return filling.Form(account, version, application, opened_fields(application))


def revise_page(
    request: HttpRequest,
    account: Account,
    application: Application,
    key: UUID,
    raw: dict[str, Any],
    errors: Mapping[str, str],
) -> HttpResponse:
    """The form with exactly the fields that are open; status 422 when there are errors."""
    form = form_of(account, application)
    shown = filling.fields(form, raw, errors, application.register_data)
    return page(
        request,
        "revise",
        {
            "application": application,
            "version": form.version,
            "key": key,
            "fields": shown,
            "errors": errors,
            "labels": filling.labels(shown),
        },
        status=422 if errors else 200,
    )


def _save(request: HttpRequest, account: Account, application: Application, key: UUID) -> HttpResponse:
    filled = filling.read(filling.Sent(request.POST, request.FILES), form_of(account, application))
    save_draft(account, application.version, key, filled.answers, complete=not filled.errors, application=application)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"tersimpan": True})
    if filled.errors:
        return revise_page(request, account, application, key, filled.raw, filled.errors)
    return HttpResponseRedirect(f"{reverse('portal:revise_review', args=[application.number])}?kunci={key}")
