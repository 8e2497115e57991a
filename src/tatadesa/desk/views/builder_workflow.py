"""The way of a request through the office, built in words, with a picture of the chain."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.actions.edit_draft import edit_draft
from tatadesa.catalogue.asking import MAX_ASKS
from tatadesa.catalogue.builder import conditions, workflow_form
from tatadesa.catalogue.builder.conditions import Rows
from tatadesa.catalogue.builder.edits import ChangeWorkflow
from tatadesa.catalogue.builder.queries import unmanned_steps, workshop
from tatadesa.catalogue.builder.workflow_form import WorkflowForm
from tatadesa.catalogue.workflow import MAX_STEPS
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.builder import frame, seen_of
from tatadesa.forms.logic import words as condition_words

_KEEP = "simpan"
_ASK = re.compile(r"tanya-([0-9])-(baru|[0-9])")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``/desk/layanan/<slug>/formulir/alur/``: adding, moving and removing show the page again, ``simpan`` keeps it.

    ``tanya-<step>-<place or baru>`` keeps it too, and goes on to what that step asks an agency.
    """
    shop = workshop(staff, slug)
    if request.method != "POST":
        return _shown(request, staff, slug, workflow_form.form_of(shop.content))
    typed = workflow_form.read(shop.content, request.POST)
    act = request.POST.get("aksi", _KEEP)
    asked = _ASK.fullmatch(act)
    if act != _KEEP and asked is None:
        return _shown(request, staff, slug, typed, is_typed=True)
    try:
        steps = workflow_form.workflow_in(shop.content, typed)
        edited = edit_draft(staff, slug, ChangeWorkflow(steps), seen=seen_of(request))
    except InvalidInput as error:
        return _shown(request, staff, slug, WorkflowForm(typed.steps, error.errors))
    except Conflict as error:
        return _shown(request, staff, slug, typed, conflict=error.message)
    if asked is None or edited.content["workflow"] != shop.content["workflow"]:
        messages.success(request, f"{edited.words}.")
    if asked is not None and int(asked[1]) < len(steps) - 1:
        return redirect("desk:builder_ask", slug, steps[int(asked[1])]["key"], asked[2])
    return redirect("desk:builder_workflow", slug)


def _shown(
    request: HttpRequest,
    staff: StaffMember,
    slug: str,
    typed: WorkflowForm,
    *,
    is_typed: bool = False,
    conflict: str = "",
) -> HttpResponse:
    shop = workshop(staff, slug)
    form = shop.content["form"]

    def say(rows: Rows) -> str:
        return condition_words(rows.kept, form) if rows.kept is not None else ""

    context = {
        **frame(shop, "alur"),
        "form": typed,
        "errors": typed.errors,
        "is_typed": is_typed,
        "say": say,
        "conflict": conflict,
        "chain": workflow_form.chain(shop.content),
        "unmanned": [
            (label, " atau ".join(workflow_form.ROLES.get(role, role) for role in roles))
            for label, roles in unmanned_steps(staff, shop)
        ],
        "asks": workflow_form.asks_by_step(shop.content),
        "roles": workflow_form.ROLES,
        "sources": conditions.sources(form["fields"]),
        "ops": conditions.OPS,
        "most_rows": conditions.MOST_ROWS,
        "most_steps": MAX_STEPS,
        "most_asks": MAX_ASKS,
    }
    return render(
        request, "desk/views/builder_workflow.html", context, status=409 if conflict else 422 if typed.errors else 200
    )
