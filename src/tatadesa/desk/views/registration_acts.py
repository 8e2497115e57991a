"""The three decisions on a registration. Afterwards the officer is led to the next one that waits."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import DomainError, NotAllowed, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.acts import seen_of, typed
from tatadesa.desk.views.registration import Attempt, chosen_id, show
from tatadesa.registrations import queries
from tatadesa.registrations.actions.approve import approve
from tatadesa.registrations.actions.ask_again import ask_again
from tatadesa.registrations.actions.refuse import refuse
from tatadesa.registrations.models import Registration

_TYPED = ("message", "words", "reason")


@require_POST
@staff_required
def approve_it(request: HttpRequest, staff: StaffMember, registration_id: UUID) -> HttpResponseBase:
    """Make the account."""

    def act(seen: int) -> tuple[Registration, str]:
        resident, checked = chosen_id(typed(request, "resident")), "checked" in request.POST
        done = approve(staff, registration_id, seen=seen, resident_id=resident, checked=checked)
        return done, f"Akun {done.name} aktif. Foto KTP sudah dihapus."

    return _answer(request, staff, registration_id, "setujui", act)


@require_POST
@staff_required
def ask_it(request: HttpRequest, staff: StaffMember, registration_id: UUID) -> HttpResponseBase:
    """Ask the person to mend what is ticked."""

    def act(seen: int) -> tuple[Registration, str]:
        fields, message = request.POST.getlist("fields"), typed(request, "message")
        done = ask_again(staff, registration_id, seen=seen, fields=fields, message=message)
        return done, f"{done.name} diminta memperbaiki pendaftarannya."

    return _answer(request, staff, registration_id, "perbaiki", act)


@require_POST
@staff_required
def refuse_it(request: HttpRequest, staff: StaffMember, registration_id: UUID) -> HttpResponseBase:
    """Refuse with a reason."""

    def act(seen: int) -> tuple[Registration, str]:
        reason, words = typed(request, "reason"), typed(request, "words")
        done = refuse(staff, registration_id, seen=seen, reason=reason, words=words)
        return done, f"Pendaftaran {done.name} ditolak. Foto KTP sudah dihapus."

    return _answer(request, staff, registration_id, "tolak", act)


def _answer(
    request: HttpRequest,
    staff: StaffMember,
    registration_id: UUID,
    name: str,
    act: Callable[[int], tuple[Registration, str]],
) -> HttpResponseBase:
    try:
        done, words = act(seen_of(request))
    except (NotFound, NotAllowed):
        raise
    except DomainError as refused:
        attempt = Attempt(
            act=name,
            refused=refused,
            ticked=request.POST.getlist("fields"),
            words={field: typed(request, field) for field in _TYPED},
        )
        registration = queries.registration_of_office(staff, registration_id)
        return show(request, staff, registration, _shown(request), attempt=attempt)
    messages.success(request, words)
    following = queries.next_waiting(staff, done)
    return redirect("desk:registration", registration_id=following) if following else redirect("desk:registrations")


def _shown(request: HttpRequest) -> str:
    """Whom the page stood beside; a broken value falls back to the matched resident."""
    try:
        chosen_id(typed(request, "resident"))
    except DomainError:
        return ""
    return typed(request, "resident")
