"""The way of a request through the office, built in words, with a picture of the chain."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import StaffMember
from tatadesa.catalogue.actions.edit_draft import edit_draft
from tatadesa.catalogue.builder import conditions, workflow_form
from tatadesa.catalogue.builder.edits import ChangeWorkflow
from tatadesa.catalogue.builder.queries import workshop
from tatadesa.catalogue.builder.workflow_form import WorkflowForm
from tatadesa.catalogue.workflow import MAX_STEPS
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.builder import frame, seen_of

_KEEP = "simpan"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember, slug: str) -> HttpResponseBase:
    """``/desk/layanan/<slug>/formulir/alur/``: adding, moving and removing show the page again, ``simpan`` keeps it."""
    shop = workshop(staff, slug)
    if request.method != "POST":
        return _shown(request, staff, slug, workflow_form.form_of(shop.content))
    typed = workflow_form.read(shop.content, request.POST)
    if request.POST.get("aksi", _KEEP) != _KEEP:
        return _shown(request, staff, slug, typed)
    try:
        steps = workflow_form.workflow_in(shop.content, typed)
        edited = edit_draft(staff, slug, ChangeWorkflow(steps), seen=seen_of(request))
    except InvalidInput as error:
        return _shown(request, staff, slug, WorkflowForm(typed.steps, error.errors))
    except Conflict as error:
        return _shown(request, staff, slug, typed, conflict=error.message)
    messages.success(request, f"{edited.words}.")
    return redirect("desk:builder_workflow", slug)


def _shown(
    request: HttpRequest, staff: StaffMember, slug: str, typed: WorkflowForm, *, conflict: str = ""
) -> HttpResponse:
    shop = workshop(staff, slug)
    context = {
        **frame(shop, "alur"),
        "form": typed,
        "errors": typed.errors,
        "conflict": conflict,
        "chain": workflow_form.chain(shop.content),
        "roles": workflow_form.ROLES,
        "sources": conditions.sources(shop.content["form"]["fields"]),
        "ops": conditions.OPS,
        "most_rows": conditions.MOST_ROWS,
        "most_steps": MAX_STEPS,
    }
    return render(
        request, "desk/views/builder_workflow.html", context, status=409 if conflict else 422 if typed.errors else 200
    )
