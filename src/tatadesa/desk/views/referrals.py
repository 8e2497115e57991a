"""What the village asks others about a request: a new question, and each question's own page."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import queries, referral_links, referral_queries, referral_targets
from tatadesa.applications.actions.address_referral import address_referral
from tatadesa.applications.actions.answer_referral import answer_referral
from tatadesa.applications.actions.ask_opinion import ask_opinion
from tatadesa.applications.actions.hand_over import hand_over
from tatadesa.applications.actions.make_link import make_link
from tatadesa.applications.actions.remind import remind
from tatadesa.applications.actions.revoke_links import revoke_links
from tatadesa.applications.actions.withdraw_referral import withdraw_referral
from tatadesa.applications.models import Application, Referral
from tatadesa.applications.referral_form import MAX_DAYS, Asked, shareable
from tatadesa.applications.referral_permissions import may_answer, may_keep_contacts, may_manage, may_refer
from tatadesa.applications.referrals import DEFAULT_DAYS
from tatadesa.core.errors import DomainError, InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.looks import log_look
from tatadesa.desk.views.acts import seen_of, typed
from tatadesa.files import serving
from tatadesa.forms.summary import summarise
from tatadesa.notices.queries import notices_of_referral


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def ask(request: HttpRequest, staff: StaffMember, number: str) -> HttpResponseBase:
    """The form for a new question, and what it asks."""
    if request.method != "POST":
        return _show_form(request, staff, queries.of_office(staff, number), None)
    asked = Asked(
        target=typed(request, "target"),
        question=typed(request, "question"),
        days=typed(request, "days").strip(),
        documents=request.POST.getlist("documents"),
        shares=request.POST.getlist("shares"),
        shows_nik="shows_nik" in request.POST,
        is_blocking="is_blocking" in request.POST,
    )
    put = hand_over if request.POST.get("kind") == Referral.Kind.HANDOVER else ask_opinion
    try:
        referral = put(staff, number, asked, seen=seen_of(request))
    except NotFound:
        raise
    except DomainError as refused:
        return _show_form(request, staff, queries.of_office(staff, number), asked, refused)
    messages.success(request, f"Permintaan ke {referral.to_label} dikirim. Warga melihatnya di riwayat.")
    return redirect("desk:referral", number, referral.pk)


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember, number: str, referral_id: UUID) -> HttpResponse:
    """One question with its answer."""
    return _show(request, staff, number, referral_id)


@require_POST
@staff_required
def withdraw_it(request: HttpRequest, staff: StaffMember, number: str, referral_id: UUID) -> HttpResponseBase:
    """Take it back."""

    def act(seen: int) -> str:
        referral = withdraw_referral(staff, number, referral_id, seen=seen, reason=typed(request, "reason"))
        return f"Permintaan ke {referral.to_label} ditarik."

    return _answer(request, staff, number, referral_id, act)


@require_POST
@staff_required
def remind_it(request: HttpRequest, staff: StaffMember, number: str, referral_id: UUID) -> HttpResponseBase:
    """Ask again."""

    def act(seen: int) -> str:
        return f"{remind(staff, number, referral_id, seen=seen).to_label} diingatkan."

    return _answer(request, staff, number, referral_id, act)


@require_POST
@staff_required
def address_it(request: HttpRequest, staff: StaffMember, number: str, referral_id: UUID) -> HttpResponseBase:
    """Say whom it is for."""

    def act(seen: int) -> str:
        referral = address_referral(staff, number, referral_id, typed(request, "target"), seen=seen)
        return f"Permintaan dikirim ke {referral.to_label}."

    return _answer(request, staff, number, referral_id, act)


@require_POST
@staff_required
def answer_it(request: HttpRequest, staff: StaffMember, number: str, referral_id: UUID) -> HttpResponseBase:
    """A colleague of the own office gives the opinion that was asked for."""
    _, referral = referral_queries.one_of_own(staff, number, referral_id)

    def act(seen: int) -> str:
        decision, note = request.POST.get("decision", ""), typed(request, "note")
        answer_referral(staff, referral.pk, decision=decision, note=note, files=request.FILES.getlist("files"))
        return "Pendapat Anda disimpan."

    return _answer(request, staff, number, referral_id, act)


@require_POST
@staff_required
def link(request: HttpRequest, staff: StaffMember, number: str, referral_id: UUID) -> HttpResponse:
    """A link to hand over by other means; told on this answer only."""
    try:
        address = make_link(staff, number, referral_id, seen=seen_of(request))
    except NotFound:
        raise
    except DomainError as refused:
        return _show(request, staff, number, referral_id, refused)
    return _show(request, staff, number, referral_id, address=address)


@require_POST
@staff_required
def revoke(request: HttpRequest, staff: StaffMember, number: str, referral_id: UUID) -> HttpResponseBase:
    """Make its links useless."""

    def act(seen: int) -> str:
        count = revoke_links(staff, number, referral_id, seen=seen)
        return f"{count} tautan dimatikan. Kirim pengingat untuk membuat tautan baru."

    return _answer(request, staff, number, referral_id, act)


@require_safe
@staff_required
def answer_file(
    request: HttpRequest, staff: StaffMember, number: str, referral_id: UUID, file_id: UUID
) -> HttpResponseBase:
    """A file of the answer."""
    application, referral = referral_queries.one_of_own(staff, number, referral_id)
    found = referral_queries.answer_file(referral, file_id)
    log_look(staff, application, "berkas instansi")
    return serving.response(found.file, download="unduh" in request.GET)


def _answer(
    request: HttpRequest, staff: StaffMember, number: str, referral_id: UUID, act: Callable[[int], str]
) -> HttpResponseBase:
    """Do ``act`` with what the page showed; a refusal shows the page again with what was typed."""
    try:
        done = act(seen_of(request))
    except NotFound:
        raise
    except DomainError as refused:
        return _show(request, staff, number, referral_id, refused)
    messages.success(request, done)
    return redirect("desk:referral", number, referral_id)


def _show_form(
    request: HttpRequest,
    staff: StaffMember,
    application: Application,
    asked: Asked | None,
    refused: DomainError | None = None,
) -> HttpResponse:
    log_look(staff, application, "permohonan")
    labels = {field["id"]: field.get("label", "") for field in application.version.form["fields"]}
    rows = {row.field_id: row for row in summarise(application.version.form, application.answers, {})}
    context = {
        "application": application,
        "staff": staff,
        "possible": may_refer(staff, application),
        "groups": referral_targets.choices(staff),
        "typed": asked or Asked(target="", question="", days=str(DEFAULT_DAYS)),
        "kind": request.POST.get("kind", Referral.Kind.OPINION),
        "kinds": Referral.Kind.choices,
        "documents": [(row, labels.get(row.field_id, "")) for row in application.attachments.all()],
        "answers": [rows[item["id"]] for item in shareable(application) if item["id"] in rows],
        "may_keep_contacts": may_keep_contacts(staff),
        "refused": refused,
        "errors": refused.errors if isinstance(refused, InvalidInput) else {},
        "max_days": MAX_DAYS,
    }
    return render(request, "desk/views/referral_form.html", context, status=refused.status if refused else 200)


def _show(
    request: HttpRequest,
    staff: StaffMember,
    number: str,
    referral_id: UUID,
    refused: DomainError | None = None,
    *,
    address: str = "",
) -> HttpResponse:
    application, referral = referral_queries.one_of_own(staff, number, referral_id)
    log_look(staff, application, "permohonan")
    referral.application = application
    manages = may_manage(staff, application)
    linked = referral.to_contact_id is not None
    context = {
        "application": application,
        "referral": referral,
        "zone": application.office.timezone,
        "shared": referral_queries.shared(referral),
        "files": referral_queries.answer_files(referral),
        "told": notices_of_referral(referral),
        "links": referral_links.links_of(referral) if linked else [],
        "uses": referral_links.uses_of(referral) if linked else [],
        "groups": referral_targets.choices(staff) if manages and referral.is_open and referral.is_unaddressed else {},
        "may_manage": manages,
        "may_answer": referral.is_open and bool(referral.to_role) and may_answer(staff, referral),
        "decisions": Referral.Decision.choices,
        "typed": {name: typed(request, name) for name in ("reason", "note", "decision", "target")},
        "refused": refused,
        "errors": refused.errors if isinstance(refused, InvalidInput) else {},
        "address": address,
    }
    return render(request, "desk/views/referral.html", context, status=refused.status if refused else 200)
