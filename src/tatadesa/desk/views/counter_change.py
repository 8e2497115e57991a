"""Changes to an application from the counter, by an officer, while its applicant stands there again."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts.addresses import client_address
from tatadesa.accounts.models import StaffMember
from tatadesa.applications import filling
from tatadesa.applications.actions.cancel_at_counter import cancel_at_counter
from tatadesa.applications.actions.revise_at_counter import revise_at_counter
from tatadesa.applications.actions.save_counter_draft import save_counter_draft
from tatadesa.applications.counter import require_counter
from tatadesa.applications.drafts import Content, require_open
from tatadesa.applications.models import Application
from tatadesa.applications.queries import draft_of, of_office
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.looks import log_look
from tatadesa.desk.views.acts import answer
from tatadesa.desk.views.counter import key_of
from tatadesa.letters.receipt import receipt_pdf


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def change(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """``/desk/permohonan/<number>/ubah/?kunci=``: what is open, filled in as it stands."""
    application = _opened(staff, number)
    key = key_of(request)
    if request.method != "POST":
        draft = draft_of(staff.account, key)
        same = draft is not None and draft.application_id == application.pk
        raw = draft.answers if draft is not None and same else application.answers
        form = filling.change_form(staff.account, application, draft if same else None, at_counter=True)
        return _form_page(request, form, key, raw)
    form = filling.change_form(staff.account, application, at_counter=True)
    filled = filling.read(filling.Sent(request.POST, request.FILES, client_address(request)), form)
    kept = [name for name in application.on_paper if form.opened is not None and name not in form.opened]
    content = Content(filled.answers, not filled.errors, application, [*kept, *filled.form.papers])
    save_counter_draft(staff, application.resident_id, application.version, key, content)
    if filled.button:
        return redirect(f"{reverse('desk:counter_change', args=[number])}?kunci={key}#isian-{filled.button}")
    if filled.errors:
        return _form_page(request, filled.form, key, filled.raw, filled.faults)
    return redirect(f"{reverse('desk:counter_change_review', args=[number])}?kunci={key}")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def change_review(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """``.../ubah/periksa/?kunci=``; POST sends, and sending twice changes nothing more."""
    application = of_office(staff, number)
    require_counter(staff, application)
    key = key_of(request)
    draft = draft_of(staff.account, key)
    if request.method == "POST":
        try:
            revise_at_counter(staff, number, key)
        except InvalidInput as error:
            raw = draft.answers if draft is not None else application.answers
            form = filling.change_form(staff.account, application, draft, at_counter=True)
            return _form_page(request, form, key, raw, filling.Faults(error.errors))
        return redirect("desk:application", number=number)
    require_open(application)
    if draft is None or draft.application_id != application.pk:
        raise NotFound("Perubahan ini tidak ditemukan. Buka lagi halaman permohonan.")
    log_look(staff, application, "loket")
    form = filling.change_form(staff.account, application, draft, at_counter=True)
    context = {
        "application": application,
        "version": application.version,
        "key": key,
        "rows": filling.summary(form, draft.answers),
        "person": [],
        "form_url": f"{reverse('desk:counter_change', args=[number])}?kunci={key}",
    }
    return render(request, "desk/views/counter_review.html", context)


@require_POST
@staff_required
def cancel_it(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """Take it back because its applicant asks for it."""

    def act(seen: int) -> str:
        cancel_at_counter(staff, number, seen=seen)
        return "Permohonan dibatalkan atas permintaan pemohon."

    return answer(request, staff, number, "batalkan", act)


@require_safe
@staff_required
def receipt(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponse:
    """``/desk/permohonan/<number>/tanda-terima.pdf``: to print; its code leads to the status alone."""
    application = of_office(staff, number)
    log_look(staff, application, "tanda terima")
    address = settings.BASE_URL + reverse("portal:status", args=[application.office.code, application.number])
    response = HttpResponse(receipt_pdf(application, address, is_public=True), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="tanda-terima-{application.number}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _opened(staff: StaffMember, number: str) -> Application:
    application = of_office(staff, number)
    require_counter(staff, application)
    require_open(application)
    log_look(staff, application, "loket")
    return application


def _form_page(
    request: HttpRequest,
    form: filling.Form,
    key: UUID,
    raw: dict[str, Any],
    faults: filling.Faults = filling.NO_FAULTS,
) -> HttpResponse:
    application = form.application
    assert application is not None  # noqa: S101 - made so by ``change_form``
    shown = filling.fields(form, raw, faults)
    context = {
        "application": application,
        "version": form.version,
        "key": key,
        "fields": shown,
        "rules": filling.browser_rules(form, raw),
        "errors": faults.errors,
        "labels": filling.labels(shown),
        "person": [],
        "target": reverse("desk:counter_change", args=[application.number]),
    }
    return render(request, "desk/views/counter_form.html", context, status=422 if faults.errors else 200)
