"""Versions of a service: list, comparison in words, publication, throwing a draft away, one JSON file."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.actions.discard_draft import discard_draft
from tatadesa.catalogue.actions.edit_draft import edit_draft
from tatadesa.catalogue.actions.publish_draft import publish_draft
from tatadesa.catalogue.builder.content import Content, content_of
from tatadesa.catalogue.builder.edits import ReplaceAll
from tatadesa.catalogue.builder.problems import problems
from tatadesa.catalogue.builder.queries import Workshop, past_labels, recent_edits, version_of, versions_of, workshop
from tatadesa.catalogue.builder.starting import MAX_FILE, as_file, from_file
from tatadesa.catalogue.comparison import Change, compare
from tatadesa.core.errors import Conflict, DomainError, InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.builder import frame, seen_of
from tatadesa.files.limits import one_file_up_to
from tatadesa.forms.letter_names import answer_names
from tatadesa.letters import template as letters

LARGEST_SENT = 1024 * 1024
"""What is read at all; a file between this and ``MAX_FILE`` is refused in words beside its input."""


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponse:
    """``versi/?dari=&ke=``: all versions, what was done to the draft, and two of them compared."""
    return _shown(request, staff, slug)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def publish(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``terbitkan/``: what citizens will notice, then the button."""
    shop = workshop(staff, slug)
    if shop.draft is None:
        return redirect("desk:builder", slug)
    wrong, status = _problems(shop), 200
    if request.method == "POST" and not wrong:
        try:
            version = publish_draft(staff, slug, seen=seen_of(request))
        except (InvalidInput, Conflict) as error:
            shop, wrong, status = workshop(staff, slug), [error.message], error.status
        else:
            messages.success(request, f"Versi {version.number} terbit. Warga memakainya mulai sekarang.")
            return redirect("desk:builder", slug)
    elif request.method == "POST":
        status = 422
    current = shop.service.current
    context = {
        **frame(shop, "terbitkan"),
        "problems": wrong,
        "changes": _grouped(compare(content_of(current), shop.content)) if current is not None else None,
    }
    return render(request, "desk/views/builder_publish.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def discard(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``buang/``: asked once, as it cannot be undone."""
    shop = workshop(staff, slug)
    if shop.draft is None:
        return redirect("desk:builder", slug)
    conflict = ""
    if request.method == "POST":
        try:
            is_there = discard_draft(staff, slug, seen=seen_of(request))
        except Conflict as error:
            shop, conflict = workshop(staff, slug), error.message
        else:
            messages.success(request, "Draf dibuang." if is_there else "Layanan yang belum terbit itu dibuang.")
            return redirect("desk:builder", slug) if is_there else redirect("desk:services")
    context = {**frame(shop, "versi"), "conflict": conflict}
    return render(request, "desk/views/builder_discard.html", context, status=409 if conflict else 200)


@require_safe
@staff_required
def download(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponse:
    """``berkas.json?versi=``: a version, without it what the builder shows, as one file."""
    shop = workshop(staff, slug)
    content = _content(shop, request.GET.get("versi", ""))
    response = HttpResponse(as_file(slug, shop.service.position, content), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.json"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@one_file_up_to(LARGEST_SENT)
@require_POST
@staff_required
def upload(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``impor/``: the draft becomes what a file says; undone like any other edit."""
    try:
        content, _ = read_file(request)
        edit_draft(staff, slug, ReplaceAll(content, "Isi draf diganti dari berkas"), seen=seen_of(request))
    except (InvalidInput, Conflict) as error:
        words = error.errors.get("berkas") if isinstance(error, InvalidInput) else None
        return _shown(request, staff, slug, wrong=words or error.message, status=error.status)
    messages.success(request, "Isi draf diganti dari berkas. Salah berkas? Tekan Urungkan.")
    return redirect("desk:builder", slug)


def read_file(request: HttpRequest) -> tuple[Content, str]:
    """The service in the file sent along, its letter checked too; raises ``InvalidInput`` for ``berkas``."""
    sent = request.FILES.get("berkas")
    if sent is None:
        raise InvalidInput({"berkas": "Pilih dulu berkasnya."})
    content, slug = from_file(sent.read(MAX_FILE + 1))
    if content["letter"] is not None:
        try:
            letters.check(content["letter"], answer_names(content["form"]), content["form"])
        except DomainError as error:
            raise InvalidInput({"berkas": error.message}, error.message) from error
    return content, slug


def _shown(request: HttpRequest, staff: StaffMember, slug: str, *, wrong: str = "", status: int = 200) -> HttpResponse:
    shop = workshop(staff, slug)
    versions = versions_of(shop.service)
    before, after = _pair(request, [row.number for row in versions])
    context: dict[str, Any] = {
        **frame(shop, "versi"),
        "versions": versions,
        "before": before,
        "after": after,
        "changes": _grouped(compare(_content(shop, str(before)), _content(shop, str(after)))) if before else None,
        "edits": recent_edits(shop.draft) if shop.draft is not None else [],
        "zone": staff.office.timezone,
        "max_kb": MAX_FILE // 1024,
        "wrong": wrong,
    }
    return render(request, "desk/views/builder_versions.html", context, status=status)


def _pair(request: HttpRequest, numbers: list[int]) -> tuple[int, int]:
    """The two versions that are compared: those asked for, else the newest two; zeros when there is only one."""
    asked = [request.GET.get(name, "") for name in ("dari", "ke")]
    found = [int(number) for number in asked if number.isdecimal() and len(number) < 6]
    if len(found) == 2 and set(found) <= set(numbers):
        return found[0], found[1]
    if len(found) == 2:
        raise NotFound("Versi ini tidak ada.")
    return (numbers[1], numbers[0]) if len(numbers) > 1 else (0, 0)


def _content(shop: Workshop, number: str) -> Content:
    if not number:
        return shop.content
    if not number.isdecimal() or len(number) > 6:
        raise NotFound("Versi ini tidak ada.")
    version = version_of(shop.service, int(number))
    return shop.content if version == shop.draft else content_of(version)


def _problems(shop: Workshop) -> list[str]:
    return problems(shop.content, shop.service.slug, past_labels(shop.service))


def _grouped(changes: list[Change]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for change in changes:
        groups.setdefault(change.part, []).append(change.words)
    return groups
