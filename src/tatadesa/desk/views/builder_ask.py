"""One question that a step puts to an agency by itself, when the answers are such and such."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.actions.edit_draft import edit_draft
from tatadesa.catalogue.asking import LONGEST_QUESTION, MAX_DAYS
from tatadesa.catalogue.builder import ask_form, conditions
from tatadesa.catalogue.builder.ask_form import AskForm
from tatadesa.catalogue.builder.edits import ChangeAsk
from tatadesa.catalogue.builder.queries import Workshop, workshop
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.builder import frame, seen_of
from tatadesa.forms.logic import words as condition_words

NEW = "baru"
_KEEP, _REMOVE = "simpan", "hapus"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember, slug: str, step: str, which: str) -> HttpResponseBase:
    """``alur/<step>/instansi/<which>/``: ``which`` is the question's place from 0, or ``baru``.

    ``lagi`` shows the page again with room for one more condition.
    """
    shop = workshop(staff, slug)
    if shop.draft is None:
        return redirect("desk:builder", slug)
    place = _place(which)
    try:
        asking = ask_form.step_of(shop.content, step)
        item = ask_form.item_at(asking, place)
    except NotFound:
        if request.method != "POST":
            raise
        return _gone(request, shop)
    if request.method != "POST":
        return _shown(request, shop, asking, which, ask_form.form_of(shop.content, item))
    typed, made = ask_form.read(shop.content, asking, item, request.POST)
    act = request.POST.get("aksi", _KEEP)
    if act == _REMOVE:
        made = None
    elif act != _KEEP or made is None:
        return _shown(request, shop, asking, which, typed, is_typed=True)
    try:
        edited = edit_draft(staff, slug, ChangeAsk(step, place, made), seen=seen_of(request))
    except InvalidInput as error:
        typed = ask_form.with_fault(typed, error.errors.get("", error.message))
        return _shown(request, workshop(staff, slug), asking, which, typed, is_typed=True)
    except Conflict as error:
        return _shown(request, workshop(staff, slug), asking, which, typed, conflict=error.message)
    messages.success(request, f"{edited.words}.")
    return redirect(f"{reverse('desk:builder_workflow', args=[slug])}#alur-{step}")


def _place(which: str) -> int | None:
    if which == NEW:
        return None
    if not which.isdecimal() or len(which) > 2:
        raise NotFound("Pertanyaan ini tidak ada di alur.")
    return int(which)


def _gone(request: HttpRequest, shop: Workshop) -> HttpResponseBase:
    """A colleague has taken the step or the question away meanwhile."""
    said = "Langkah atau pertanyaan ini sudah dihapus dari alur. Yang Anda ketik tidak disimpan."
    messages.warning(request, said)
    return redirect("desk:builder_workflow", shop.service.slug)


def _shown(
    request: HttpRequest,
    shop: Workshop,
    step: Mapping[str, Any],
    which: str,
    typed: AskForm,
    *,
    is_typed: bool = False,
    conflict: str = "",
) -> HttpResponse:
    files, answers = ask_form.to_show(shop.content)
    form = shop.content["form"]
    context = {
        **frame(shop, "alur"),
        "step": step,
        "which": which,
        "is_new": which == NEW,
        "is_typed": is_typed,
        "form": typed,
        "errors": typed.errors,
        "conflict": conflict,
        "whom": ask_form.WHOM,
        "files": files,
        "answers": answers,
        "step_when": condition_words(step["when"], form) if "when" in step else "",
        "kept_words": condition_words(typed.when.kept, form) if typed.when.kept is not None else "",
        "sources": conditions.sources(form["fields"]),
        "ops": conditions.OPS,
        "most_rows": conditions.MOST_ROWS,
        "longest": LONGEST_QUESTION,
        "most_days": MAX_DAYS,
    }
    status = 409 if conflict else 422 if typed.errors else 200
    return render(request, "desk/views/builder_ask.html", context, status=status)
