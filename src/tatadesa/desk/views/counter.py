"""Permohonan di loket: an officer fills in a form for a resident who stands at the counter."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts.addresses import client_address
from tatadesa.accounts.models import StaffMember
from tatadesa.applications import admission, filling
from tatadesa.applications.actions.delete_draft import delete_draft
from tatadesa.applications.actions.save_counter_draft import save_counter_draft
from tatadesa.applications.actions.submit_at_counter import submit_at_counter
from tatadesa.applications.counter import resident_at_counter
from tatadesa.applications.drafts import AlreadySubmitted, Content
from tatadesa.applications.models import Draft
from tatadesa.applications.moving_over import move_draft, version_sent
from tatadesa.applications.queries import counter_drafts, draft_of, of_office, submitted_number
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.catalogue.queries import group_by_category, offer_of, service_of, services_of
from tatadesa.core.access_log import record_look
from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.residents.models import Resident


@require_safe
@staff_required
def choose(request: HttpRequest, staff: StaffMember, resident_id: UUID) -> HttpResponse:
    """``/desk/penduduk/<uuid>/permohonan/``: which service, and what was begun for this person before."""
    resident = serve(staff, resident_id)
    context = {
        "resident": resident,
        "categories": group_by_category(services_of(staff.office)),
        "drafts": counter_drafts(staff, resident),
        "zone": staff.office.timezone,
        "today": office_today(staff.office.timezone),
    }
    return render(request, "desk/views/counter_choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def fill(request: HttpRequest, staff: StaffMember, resident_id: UUID, slug: str) -> HttpResponseBase:
    """``/desk/penduduk/<uuid>/permohonan/<slug>/?kunci=``: the form, with what the register knows filled in."""
    resident = serve(staff, resident_id)
    key = key_of(request)
    draft = draft_of(staff.account, key)
    if draft is None and (number := submitted_number(staff.account, key)) is not None:
        return _sent(request, staff, resident, number)
    version, answers, on_paper = _begun(staff, resident, slug, draft)
    version = version_sent(version, request.POST.get("versi", ""))
    register = filling.register_at_counter(staff, resident, version)
    form = filling.new_form(staff.account, version, resident, register, on_paper=on_paper, kept=answers)
    if request.method != "POST":
        if draft is not None and (moved := move_draft(form, answers)) is not None:
            form, answers = moved.form, moved.answers
            messages.info(request, moved.words)
        return form_page(request, form, resident, key, answers)
    filled = filling.read(filling.Sent(request.POST, request.FILES, client_address(request)), form)
    content = Content(filled.answers, complete=not filled.errors, on_paper=filled.form.papers)
    try:
        save_counter_draft(staff, resident.pk, version, key, content)
    except AlreadySubmitted as error:
        return _sent(request, staff, resident, error.number)
    if request.POST.get("aksi") == "simpan":
        messages.success(request, "Isian tersimpan. Lanjutkan dari daftar “Belum dikirim”.")
        return redirect("desk:counter", resident_id=resident.pk)
    if filled.button:
        return redirect(f"{reverse('desk:counter_form', args=[resident.pk, slug])}?kunci={key}#isian-{filled.button}")
    if filled.errors:
        return form_page(request, filled.form, resident, key, filled.raw, filled.faults)
    return redirect(f"{reverse('desk:counter_review', args=[resident.pk, slug])}?kunci={key}")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def review(request: HttpRequest, staff: StaffMember, resident_id: UUID, slug: str) -> HttpResponseBase:
    """``.../<slug>/periksa/?kunci=``: read once more; POST sends, and sending twice gives the same number."""
    resident = serve(staff, resident_id)
    key = key_of(request)
    draft = draft_of(staff.account, key)
    if draft is None and (number := submitted_number(staff.account, key)) is not None:
        return _sent(request, staff, resident, number)
    if draft is None:
        raise NotFound("Isian ini tidak ditemukan. Mulai lagi dari pilihan layanan.")
    version, answers, on_paper = _begun(staff, resident, slug, draft)
    form = filling.new_form(staff.account, version, resident, filling.register_of(resident), on_paper=on_paper)
    if request.method == "POST":
        try:
            application = submit_at_counter(staff, key)
        except InvalidInput as error:
            return form_page(request, form, resident, key, answers, filling.Faults(error.errors))
        except Conflict as refused:
            return _review_page(request, form, resident, key, draft, refused)
        if application.office_id == staff.office_id:
            messages.success(request, f"Permohonan {application.number} terkirim. Cetak tanda terimanya untuk pemohon.")
        return _sent(request, staff, resident, application.number)
    if not draft.complete:
        return redirect(f"{reverse('desk:counter_form', args=[resident.pk, slug])}?kunci={key}")
    return _review_page(request, form, resident, key, draft)


@require_POST
@staff_required
def drop(request: HttpRequest, staff: StaffMember, resident_id: UUID, key: UUID) -> HttpResponseBase:
    """``.../permohonan/draf/<key>/hapus/``: throw away what was begun."""
    resident = serve(staff, resident_id)
    delete_draft(staff.account, key)
    messages.success(request, "Isian dihapus.")
    return redirect("desk:counter", resident_id=resident.pk)


def serve(staff: StaffMember, resident_id: UUID) -> Resident:
    """The resident at the counter; the look is logged."""
    resident = resident_at_counter(staff, resident_id)
    record_look(office_id=staff.office_id, actor_id=staff.pk, resident_id=resident.pk, purpose="loket")
    return resident


def key_of(request: HttpRequest) -> UUID:
    """The draft's key, made with the first look at the form; raises ``NotFound`` for what is none."""
    sent = request.POST if request.method == "POST" else request.GET
    if "kunci" not in sent:
        return uuid4()
    try:
        return UUID(sent["kunci"])
    except ValueError as error:
        raise NotFound("Alamat ini tidak lengkap. Mulai lagi dari pilihan layanan.") from error


def form_page(
    request: HttpRequest,
    form: filling.Form,
    resident: Resident,
    key: UUID,
    raw: dict[str, Any],
    faults: filling.Faults = filling.NO_FAULTS,
) -> HttpResponse:
    """The form with what has been filled in; status 422 when what was sent has errors."""
    shown = filling.fields(form, raw, faults)
    context = {
        "resident": resident,
        "version": form.version,
        "key": key,
        "fields": shown,
        "rules": filling.browser_rules(form, raw),
        "errors": faults.errors,
        "labels": filling.labels(shown),
        "person": filling.person(form.register),
        "refusal": _refusal(form, resident),
        "target": reverse("desk:counter_form", args=[resident.pk, form.version.service.slug]),
    }
    return render(request, "desk/views/counter_form.html", context, status=422 if faults.errors else 200)


def _review_page(
    request: HttpRequest,
    form: filling.Form,
    resident: Resident,
    key: UUID,
    draft: Draft,
    refused: Conflict | None = None,
) -> HttpResponse:
    """Everything once more; with ``refused`` why it could not be sent."""
    refusal = _refusal(form, resident)
    words = refusal.words if refusal is not None else refused.message if refused is not None else ""
    context = {
        "resident": resident,
        "version": form.version,
        "key": key,
        "rows": filling.summary(form, draft.answers),
        "person": filling.person(form.register),
        "form_url": f"{reverse('desk:counter_form', args=[resident.pk, form.version.service.slug])}?kunci={key}",
        "refused": words,
    }
    return render(request, "desk/views/counter_review.html", context, status=refused.status if refused else 200)


def _refusal(form: filling.Form, resident: Resident) -> admission.Refusal | None:
    offered = offer_of(resident.office, form.version.service)
    return admission.why_not(offered, form.version, admission.Applicant(resident, form.register))


def _sent(request: HttpRequest, staff: StaffMember, resident: Resident, number: str) -> HttpResponseBase:
    """To what was sent; when another office handles it, back to the resident with its number."""
    try:
        of_office(staff, number)
    except NotFound:
        messages.success(request, f"Permohonan {number} terkirim ke kantor yang mengerjakannya. Catat nomornya.")
        return redirect("desk:counter", resident_id=resident.pk)
    return redirect("desk:application", number=number)


def _begun(
    staff: StaffMember, resident: Resident, slug: str, draft: Draft | None
) -> tuple[ServiceVersion, dict[str, Any], list[str]]:
    """The version a draft was begun on, its answers and papers; without one the published version and nothing."""
    if draft is None:
        return service_of(staff.office, slug).version, {}, []
    if draft.application_id is not None or draft.version.service.slug != slug or draft.resident_id != resident.pk:
        raise NotFound
    return draft.version, draft.answers, draft.on_paper
