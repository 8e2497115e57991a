"""The builder of forms: the list of fields, one of them open, and what can be done to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.actions.edit_draft import edit_draft
from tatadesa.catalogue.actions.redo_edit import redo_edit
from tatadesa.catalogue.actions.start_draft import start_draft
from tatadesa.catalogue.actions.undo_edit import undo_edit
from tatadesa.catalogue.builder import conditions, field_form, problems
from tatadesa.catalogue.builder.content import Content, field_at, group_of, path_of, place_of, seen_in
from tatadesa.catalogue.builder.edits import AddField, DuplicateField, Edit, MoveField, RemoveField
from tatadesa.catalogue.builder.field_form import FieldForm
from tatadesa.catalogue.builder.queries import Workshop, past_labels, workshop
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.forms.kinds.base import Kind
from tatadesa.forms.logic import words as condition_words
from tatadesa.forms.registry import KINDS, is_required, kind_of

_NOWHERE = UUID(int=0)
_TABS = {
    "petugas": "desk:builder_officers",
    "keterangan": "desk:builder_service",
    "surat": "desk:builder_letter",
    "alur": "desk:builder_workflow",
}
_IN_GROUP = "di:"


@dataclass(frozen=True)
class Place:
    """Where fields are built: the citizens' form, or the officers' own fields. ``view`` and ``edit`` point to them."""

    tab: str
    template: str
    url_name: str
    view: Callable[[Content], Content]
    edit: Callable[[Edit], Edit]
    may_stand: Callable[[Kind], bool]

    def address(self, slug: str) -> str:
        """Of the page."""
        return reverse(self.url_name, args=[slug])


CITIZENS = Place(
    "isian",
    "desk/views/builder.html",
    "desk:builder",
    lambda content: content,
    lambda edit: edit,
    lambda kind: True,
)


@dataclass(frozen=True)
class Typed:
    """What was typed and could not be kept: into the open panel, or into the box for a new field."""

    panel: FieldForm | None = None
    label: str = ""
    errors: dict[str, str] | None = None
    conflict: str = ""


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponse:
    """``/desk/layanan/<slug>/formulir/?isian=``: the fields; ``isian`` is the open one.

    With ``lihat=pratinjau`` a narrow screen shows the preview in their place.
    """
    return fields_page(request, staff, CITIZENS, slug)


@require_POST
@staff_required
def begin(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``mulai/``: a draft of the next version, from the published one or from ``versi``."""
    number = request.POST.get("versi", "")
    start_draft(staff, slug, number=int(number) if number.isdecimal() and len(number) < 6 else None)
    messages.success(request, "Draf siap diubah. Warga tetap memakai versi lama sampai draf ini diterbitkan.")
    return redirect("desk:builder", slug)


@require_POST
@staff_required
def add(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``isian/``: a new field of the kind whose card was pressed."""
    return add_field(request, staff, CITIZENS, slug)


@require_POST
@staff_required
def change(request: HttpRequest, staff: StaffMember, slug: str, path: str) -> HttpResponseBase:
    """``isian/<path>/``: keep the open panel, or move, copy or remove the field."""
    return change_field(request, staff, CITIZENS, slug, path)


@require_POST
@staff_required
def undo(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``urungkan/``: one edit back."""
    return _turn(request, staff, slug, "Diurungkan", undo_edit)


@require_POST
@staff_required
def redo(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``ulangi/``: one edit forth."""
    return _turn(request, staff, slug, "Diulangi", redo_edit)


def fields_page(request: HttpRequest, staff: StaffMember, place: Place, slug: str) -> HttpResponse:
    """The fields of ``place`` as they are."""
    return _shown(request, staff, place, slug, request.GET.get("isian", ""), Typed())


def add_field(request: HttpRequest, staff: StaffMember, place: Place, slug: str) -> HttpResponseBase:
    """A new field in ``place``."""
    label, where = request.POST.get("label", ""), request.POST.get("letak", "")
    group = where.removeprefix(_IN_GROUP) if where.startswith(_IN_GROUP) else ""
    edit = place.edit(AddField(request.POST.get("jenis", ""), label, "" if group else where, group))
    try:
        edited = edit_draft(staff, slug, edit, seen=seen_of(request))
    except InvalidInput as error:
        return _shown(request, staff, place, slug, "", Typed(label=label, errors=error.errors))
    except Conflict as error:
        return _shown(request, staff, place, slug, "", Typed(label=label, conflict=error.message))
    return _back(request, place, slug, edited.path, edited.words, is_open=True)


def change_field(request: HttpRequest, staff: StaffMember, place: Place, slug: str, path: str) -> HttpResponseBase:
    """Another field in ``place``, or the same one elsewhere, twice or no more."""
    what = request.POST.get("aksi", "")
    if what in ("simpan", "lanjut"):
        return _save(request, staff, place, slug, path, stays=what == "lanjut")
    edit = place.edit(_edit(request, place.view(workshop(staff, slug).content), path, what))
    try:
        edited = edit_draft(staff, slug, edit, seen=seen_of(request))
    except (InvalidInput, Conflict) as error:
        return _shown(request, staff, place, slug, "", Typed(conflict=_words(error)))
    return _back(request, place, slug, edited.path or "", edited.words, is_open=what == "gandakan")


def seen_of(request: HttpRequest) -> UUID:
    """The edit that the page showed; what is none is older than any."""
    try:
        return UUID(request.POST.get("terlihat", ""))
    except ValueError:
        return _NOWHERE


def frame(shop: Workshop, tab: str) -> dict[str, Any]:
    """What every page of the builder shows at its top."""
    return {"shop": shop, "slug": shop.service.slug, "tab": tab, "here": "services"}


def _turn(request: HttpRequest, staff: StaffMember, slug: str, said: str, action: Any) -> HttpResponseBase:
    try:
        words = action(staff, slug, seen=seen_of(request))
    except Conflict as error:
        return _shown(request, staff, CITIZENS, slug, "", Typed(conflict=error.message))
    messages.success(request, f"{said}: {words}.")
    return redirect(_TABS.get(request.POST.get("tab", ""), "desk:builder"), slug)


def _edit(request: HttpRequest, content: Content, path: str, what: str) -> Edit:
    index = place_of(content, path)[1]
    match what:
        case "naik":
            return MoveField(path, index - 1)
        case "turun":
            return MoveField(path, index + 1)
        case "pindah":
            to = request.POST.get("ke", "")
            return MoveField(path, int(to) if to.isdecimal() and len(to) < 4 else index)
        case "gandakan":
            return DuplicateField(path)
        case "hapus":
            return RemoveField(path)
    raise NotFound("Tombol ini tidak dikenal. Muat ulang halaman.")


def _save(
    request: HttpRequest, staff: StaffMember, place: Place, slug: str, path: str, *, stays: bool
) -> HttpResponseBase:
    edit, panel = field_form.read(place.view(workshop(staff, slug).content), path, request.POST)
    if panel.errors:
        return _shown(request, staff, place, slug, path, Typed(panel=panel))
    try:
        edited = edit_draft(staff, slug, place.edit(edit), seen=seen_of(request))
    except InvalidInput as error:
        return _shown(request, staff, place, slug, path, Typed(panel=panel, errors={"": _words(error)}))
    except Conflict as error:
        return _shown(request, staff, place, slug, path, Typed(panel=panel, conflict=error.message))
    return _back(request, place, slug, path, edited.words, is_open=stays)


def _words(error: InvalidInput | Conflict) -> str:
    return error.errors.get("", error.message) if isinstance(error, InvalidInput) else error.message


def _back(
    request: HttpRequest, place: Place, slug: str, path: str, words: str, *, is_open: bool = False
) -> HttpResponse:
    messages.success(request, f"{words}.")
    query = f"?{urlencode({'isian' if is_open else 'baru': path})}#f-{path}" if path else ""
    return redirect(f"{place.address(slug)}{query}", permanent=False)


def _shown(
    request: HttpRequest, staff: StaffMember, place: Place, slug: str, opened: str, typed: Typed
) -> HttpResponse:
    """The page; with status 409 or 422 when what was sent could not be kept, and then with all that was typed."""
    shop = workshop(staff, slug)
    content = place.view(shop.content)
    panel = typed.panel or _panel(shop, content, opened)
    errors = {**(typed.errors or {}), **(panel.errors if panel else {})}
    context = {
        **frame(shop, "pratinjau" if request.GET.get("lihat") == "pratinjau" else place.tab),
        "form_url": place.url_name,
        "rows": _rows(content),
        "panel": panel,
        "sources": conditions.sources(panel.earlier) if panel is not None else [],
        "ops": conditions.OPS,
        "most_rows": conditions.MOST_ROWS,
        "kinds": [kind for kind in KINDS.values() if place.may_stand(kind)],
        "groups": [field for field in content["form"]["fields"] if "fields" in field],
        "new_label": typed.label,
        "errors": errors,
        "conflict": typed.conflict,
        "just": request.GET.get("baru", ""),
        "problems": problems.problems(shop.content, slug, past_labels(shop.service)) if shop.draft else [],
    }
    status = 409 if typed.conflict else 422 if errors else 200
    return render(request, place.template, context, status=status)


def _panel(shop: Workshop, content: Content, opened: str) -> FieldForm | None:
    if not opened or shop.draft is None:
        return None
    try:
        return field_form.form_of(content, opened)
    except NotFound:
        return None


def _rows(content: Content) -> list[dict[str, Any]]:
    """The fields as rows of the list, those of groups below their group."""
    form = content["form"]
    rows = []
    for field in form["fields"]:
        rows.append(_row(content, field["id"]))
        rows += [_row(content, path_of(field["id"], inner["id"])) for inner in field.get("fields") or ()]
    return rows


def _row(content: Content, path: str) -> dict[str, Any]:
    fields, index = place_of(content, path)
    field = field_at(content, path)
    kind = kind_of(field)
    told = [kind.title]
    if kind.takes_answer:
        told.append("wajib" if is_required(field) else "boleh kosong")
    if "prefill" in field:
        told.append("terisi dari data penduduk")
    told += [
        f"{said} {condition_words(field[name], seen_in(content))}"
        for name, said in (("show_if", "tampil"), ("require_if", "wajib"))
        if name in field
    ]
    return {
        "path": path,
        "label": field["label"],
        "kind": kind.name,
        "told": " · ".join(told),
        "is_first": index == 0,
        "is_last": index == len(fields) - 1,
        "index": index,
        "group": group_of(path),
    }
