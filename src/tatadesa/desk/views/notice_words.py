"""The office's words for each kind of notice, with a preview."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.notices.actions.change_words import change_words, reset_words
from tatadesa.notices.facts import PLACEHOLDERS, allowed, example_of, read_template, usual, words_of_office
from tatadesa.notices.kinds import KINDS, LANGUAGES
from tatadesa.notices.permissions import require_setter


@require_safe
@staff_required
def words(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/kabar/pengaturan/kalimat/?bahasa=``: every kind with what it says now."""
    require_setter(staff)
    language = _language(request.GET.get("bahasa", "id"))
    own = words_of_office(staff.office_id, language)
    rows = []
    for kind in KINDS.values():
        template = own.get(kind.key) or usual(kind.key)
        rows.append((kind, example_of(template, staff.office.full_name), kind.key in own))
    context = {"rows": rows, "language": language, "languages": LANGUAGES}
    return render(request, "desk/views/notice_words.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def one(request: HttpRequest, staff: StaffMember, kind: str) -> HttpResponseBase:
    """``/desk/kabar/pengaturan/kalimat/<kind>/?bahasa=``: one kind; "contoh" shows it without saving."""
    require_setter(staff)
    if kind not in KINDS:
        raise NotFound
    language = _language(request.GET.get("bahasa", "id"))
    if request.method != "POST":
        template = words_of_office(staff.office_id, language).get(kind) or usual(kind)
        return _show(request, staff, kind, language, template.title, template.body)
    title, body = (request.POST.get(name, "").replace("\0", "")[:400] for name in ("title", "body"))
    try:
        if "semula" in request.POST:
            reset_words(staff, kind, language)
        elif "contoh" in request.POST:
            read_template(title, body, kind)
            return _show(request, staff, kind, language, title, body)
        else:
            change_words(staff, kind, language, title, body)
    except InvalidInput as refused:
        return _show(request, staff, kind, language, title, body, refused.errors, 422)
    messages.success(request, f"Kalimat untuk “{KINDS[kind].label}” disimpan.")
    return redirect(f"{reverse('desk:notice_words')}?bahasa={language}")


def _show(
    request: HttpRequest,
    staff: StaffMember,
    kind: str,
    language: str,
    title: str,
    body: str,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    try:
        example = example_of(read_template(title, body, kind), staff.office.full_name)
    except InvalidInput:
        example = None
    context = {
        "kind": KINDS[kind],
        "language": language,
        "language_name": LANGUAGES[language],
        "values": {"title": title, "body": body},
        "example": example,
        "errors": errors or {},
        "holes": [(name, PLACEHOLDERS[name]) for name in allowed(kind)],
    }
    return render(request, "desk/views/notice_words_one.html", context, status=status)


def _language(text: str) -> str:
    return text if text in LANGUAGES else "id"
