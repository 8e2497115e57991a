"""The letter of a service, edited part by part beside a picture of its pages."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import filling
from tatadesa.applications.counter import find_at_counter, resident_at_counter
from tatadesa.applications.permissions import may_apply_for_others
from tatadesa.catalogue.actions.edit_draft import edit_draft
from tatadesa.catalogue.builder import conditions
from tatadesa.catalogue.builder.edits import ChangeLetter
from tatadesa.catalogue.builder.queries import Workshop, own_services, workshop
from tatadesa.core.access_log import record_look
from tatadesa.core.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.builder import frame, seen_of
from tatadesa.files.limits import one_file_up_to
from tatadesa.forms.context import Field
from tatadesa.letters.conditions import in_words
from tatadesa.letters.drawing import Screen
from tatadesa.letters.editor import form as letter_form
from tatadesa.letters.editor import parts, signing_form
from tatadesa.letters.editor.bringing import LARGEST_FILE, letter_in_file
from tatadesa.letters.editor.faults import faults
from tatadesa.letters.editor.form import LetterForm
from tatadesa.letters.editor.names import FILTER_WORDS, names_to_insert, offers
from tatadesa.letters.editor.parts import PartForm
from tatadesa.letters.signatures import MAX_SIGNATURES
from tatadesa.letters.template import MAX_ATTACHMENTS, MAX_BLOCKS
from tatadesa.letters.trial import Browser, page_screens
from tatadesa.residents.models import Resident

_KEEP = "simpan"
_MAX_SEARCH = 80
_AS_SALT = "desk.letter.as"
_AS_SECONDS = 3600
_MOST_MARKS = 100
# Of A4, whose picture has the width of its column.
_INCHES_ACROSS = 8.27
_PRIVATE = {"Cache-Control": "private, no-store"}


@dataclass(frozen=True)
class Aside:
    """What stands beside the letter: a notice, a conflict, what was searched, the person of the picture."""

    notice: str = ""
    conflict: str = ""
    wrong_file: str = ""
    person: str = ""
    search: str = ""
    found: list[Resident] | None = None
    search_errors: Mapping[str, str] | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``surat/``: adding, moving, copying and removing show the page again, ``simpan`` keeps the letter."""
    shop = workshop(staff, slug)
    before = shop.content["letter"]
    if request.method != "POST" or before is None:
        unfolded = _number(request.GET.get("buka", ""))
        return _shown(request, staff, shop, _kept_form(shop, unfolded), Aside(person=request.GET.get("sebagai", "")))
    typed, person = letter_form.read(request.POST, offers(shop.content), before), request.POST.get("sebagai", "")
    if request.POST.get("aksi", _KEEP) != _KEEP:
        return _shown(
            request, staff, shop, typed, Aside("Belum disimpan. Tekan Simpan bila sudah cocok.", person=person)
        )
    letter, wrong = _made(shop, typed)
    if wrong:
        return _shown(request, staff, shop, replace(typed, errors=wrong), Aside(person=person))
    try:
        edited = edit_draft(
            staff, slug, ChangeLetter(letter, letter_form.words_of(before, letter)), seen=seen_of(request)
        )
    except InvalidInput as error:
        wrong = {"": error.errors.get("", error.message)}
        return _shown(request, staff, shop, replace(typed, errors=wrong), Aside(person=person))
    except Conflict as error:
        return _shown(request, staff, shop, typed, Aside(conflict=error.message, person=person))
    unfolded = next((place for place, one in enumerate(typed.attachments) if not one.folded), None)
    return _kept(request, slug, edited.words, person, unfolded)


@require_POST
@staff_required
def picture(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponse:
    """``surat/gambar/``: the pages of the letter as typed, and what is wrong with it; nothing is kept.

    The browser says which pages it has (``gambar``, their marks), which are in sight (``tampak``, places from 0;
    without it all) and how wide they are (``lebar``, in dots). A page it has comes without its picture; one out of
    sight comes without a mark, too, for the browser to ask when there is time.
    """
    shop = workshop(staff, slug)
    letter, wrong = _made(shop, letter_form.read(request.POST, offers(shop.content), shop.content["letter"]))
    if wrong:
        return JsonResponse({"faults": wrong, "pages": []}, headers=_PRIVATE)
    pages, problem = _pages(staff, shop, letter, request.POST.get("sebagai", ""), _browser(request.POST))
    drawn = [{"mark": page.mark, "source": _address(page)} for page in pages]
    return JsonResponse({"faults": {"": problem} if problem else {}, "pages": drawn}, headers=_PRIVATE)


@require_POST
@staff_required
def person(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``surat/warga/``: find a resident for the picture, then choose one. Names travel by POST only."""
    shop = workshop(staff, slug)
    if not may_apply_for_others(staff):
        raise NotAllowed("Mintalah operator, kasi, atau sekretaris desa mencobanya dengan data penduduk.")
    if "warga" in request.POST:
        resident = resident_at_counter(staff, _uuid(request.POST.get("warga", "")))
        record_look(office_id=staff.office_id, actor_id=staff.pk, resident_id=resident.pk, purpose="uji coba surat")
        token = signing.dumps([str(staff.pk), str(resident.pk)], salt=_AS_SALT)
        return redirect(f"{reverse('desk:builder_letter', args=[slug])}?sebagai={token}")
    text = request.POST.get("cari", "").replace("\0", "").strip()[:_MAX_SEARCH]
    typed = _kept_form(shop)
    try:
        found = find_at_counter(staff, text)
    except InvalidInput as error:
        return _shown(request, staff, shop, typed, Aside(search=text, search_errors=error.errors))
    record_look(office_id=staff.office_id, actor_id=staff.pk, resident_id=None, purpose="cari untuk uji coba")
    return _shown(request, staff, shop, typed, Aside(search=text, found=list(found)))


@one_file_up_to(LARGEST_FILE + 64 * 1024)
@require_POST
@staff_required
def bring(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``surat/ambil/``: a letter from another service, a ``.json`` or a ``.docx``; shown first, kept by ``simpan``."""
    shop = workshop(staff, slug)
    if shop.content["letter"] is None:
        return redirect("desk:builder_letter", slug)
    try:
        brought = _brought(request, staff)
    except InvalidInput as error:
        wrong_file = error.errors.get("berkas", error.message)
        return _shown(request, staff, shop, _kept_form(shop), Aside(wrong_file=wrong_file))
    letter = shop.content["letter"]
    typed = letter_form.form_of({**letter, **brought}, _fields(shop), is_kept=False)
    typed = letter_form.folded(typed, letter, _fields(shop))
    _, wrong = _made(shop, typed)
    words = "Surat ini belum disimpan. Periksa tiap bagian, lalu tekan Simpan."
    return _shown(request, staff, shop, replace(typed, errors=wrong), Aside(words))


@require_safe
@staff_required
def download(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponse:
    """``surat.json``: the kept letter, for another office to take over."""
    letter = workshop(staff, slug).content["letter"]
    if letter is None:
        raise NotFound("Layanan ini tidak menerbitkan surat.")
    disposition = f'attachment; filename="surat-{slug}.json"'
    text = json.dumps({"letter": letter}, ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json", headers={**_PRIVATE, "Content-Disposition": disposition})


def _fields(shop: Workshop) -> tuple[Field, ...]:
    return offers(shop.content).fields


def _kept_form(shop: Workshop, unfolded: int | None = None) -> LetterForm:
    letter = shop.content["letter"] or {}
    return letter_form.folded(
        letter_form.form_of(letter, _fields(shop)), letter, but=() if unfolded is None else (unfolded,)
    )


def _places(words: str) -> frozenset[int]:
    """``0 2`` as places; what is no place counts for nothing."""
    places = (_number(word) for word in words.split()[:_MOST_MARKS])
    return frozenset(place for place in places if place is not None)


def _made(shop: Workshop, typed: LetterForm) -> tuple[dict[str, Any], dict[str, str]]:
    """The letter the inputs make, and what is wrong with it."""
    letter = letter_form.letter_of(typed, shop.content["letter"] or {}, _fields(shop))
    return letter, faults(typed, letter, shop.content)


def _brought(request: HttpRequest, staff: StaffMember) -> dict[str, Any]:
    sent = request.FILES.get("berkas")
    if sent is not None:
        return letter_in_file(sent.name or "", sent.read(LARGEST_FILE + 1), staff.office.letterhead)
    chosen = request.POST.get("dari", "")
    for version in own_services(staff):
        if version.letter is not None and str(version.pk) == chosen:
            return {name: version.letter.get(name) for name in letter_form.TAKEN}
    raise InvalidInput({"berkas": "Pilih dulu layanan atau berkasnya."})


def _kept(request: HttpRequest, slug: str, words: str, person: str, unfolded: int | None) -> HttpResponse:
    messages.success(request, f"{words}.")
    query = {"sebagai": person} if _resident_in(person) is not None else {}
    if unfolded is not None:
        query["buka"] = str(unfolded)
    return redirect(reverse("desk:builder_letter", args=[slug], query=query or None))


def _resident_in(token: str) -> tuple[str, UUID] | None:
    """Who looks and at whom: given out only where the look was logged."""
    try:
        looker, looked_at = signing.loads(token, salt=_AS_SALT, max_age=_AS_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    return str(looker), _uuid(looked_at)


def _resident(staff: StaffMember, token: str) -> Resident | None:
    given = _resident_in(token) if token else None
    if given is None or given[0] != str(staff.pk) or not may_apply_for_others(staff):
        return None
    try:
        return resident_at_counter(staff, given[1])
    except NotFound:
        return None


def _pages(
    staff: StaffMember, shop: Workshop, letter: Mapping[str, Any], token: str, browser: Browser
) -> tuple[list[Screen], str]:
    """The pages, or why there are none."""
    resident = _resident(staff, token)
    try:
        made = page_screens(
            letter,
            browser,
            office=staff.office,
            form=shop.content["form"],
            officer_form=shop.content.get("officer_form") or {},
            resident_values=filling.register_of(resident) if resident is not None else None,
            handling=shop.content.get("handling") or {},
        )
    except DomainError as error:
        return [], error.message
    return made, ""


def _browser(post: QueryDict) -> Browser:
    marks = dict(enumerate(post.get("gambar", "").split()[:_MOST_MARKS]))
    seen = _places(post.get("tampak", "")) if "tampak" in post else None
    wide = _number(post.get("lebar", ""))
    return Browser(marks, seen) if wide is None else Browser(marks, seen, ceil(wide / _INCHES_ACROSS))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def _address(page: Screen) -> str:
    """The picture inside an address, empty where there is none."""
    return f"data:image/png;base64,{b64encode(page.png).decode()}" if page.png else ""


def _shown(request: HttpRequest, staff: StaffMember, shop: Workshop, typed: LetterForm, aside: Aside) -> HttpResponse:
    has_letter = shop.content["letter"] is not None
    letter, wrong = _made(shop, typed) if has_letter else ({}, {})
    typed = letter_form.opened(typed, wrong)
    # A page with a script draws its picture by itself, so it comes without; buttons bring it where there is none.
    wants_picture = request.method == "POST" and has_letter and not wrong and "tanpa-gambar" not in request.POST
    pages, problem = _pages(staff, shop, letter, aside.person, Browser()) if wants_picture else ([], "")
    resident = _resident(staff, aside.person)
    context = {
        **frame(shop, "surat"),
        **_words(shop),
        "form": typed,
        "errors": typed.errors,
        "aside": aside,
        "conflict": aside.conflict,
        "has_letter": has_letter,
        "pages": [_address(page) for page in pages],
        "problem": problem,
        "resident": resident,
        "token": aside.person if resident is not None else "",
        "others": [one for one in own_services(staff) if one.letter is not None and one.service_id != shop.service.pk],
        "may_search": may_apply_for_others(staff),
    }
    is_wrong = bool(typed.errors or aside.wrong_file or aside.search_errors)
    status = 409 if aside.conflict else 422 if is_wrong else 200
    return render(request, "desk/views/builder_letter.html", context, status=status)


def _words(shop: Workshop) -> dict[str, Any]:
    """What can be chosen on the page, and how much."""
    offered = offers(shop.content)

    def condition_words(part: PartForm) -> str:
        return in_words(part.condition or part.when.kept, shop.content["form"])

    return {
        "kinds": parts.KINDS,
        "aligns": parts.ALIGN_WORDS,
        "styles": parts.STYLE_WORDS,
        "whose": parts.WHOSE_WORDS,
        "who": signing_form.WHO_WORDS,
        "sides": signing_form.SIDE_WORDS,
        "papers": letter_form.PAPER_WORDS,
        "orientations": letter_form.ORIENTATION_WORDS,
        "margins": letter_form.MARGIN_WORDS,
        "filters": FILTER_WORDS,
        "offers": offered,
        "groups": names_to_insert(shop.content),
        "sources": conditions.sources(offered.fields),
        "ops": conditions.OPS,
        "most_rows": conditions.MOST_ROWS,
        "condition_words": condition_words,
        "most": MAX_BLOCKS,
        "most_signatures": MAX_SIGNATURES,
        "most_attachments": MAX_ATTACHMENTS,
    }


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
