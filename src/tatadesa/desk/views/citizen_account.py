"""A resident's account, as the officer at the counter manages it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts.actions.give_temporary_pin import GOOD_FOR, give_temporary_pin
from tatadesa.accounts.actions.switch_account import switch_account
from tatadesa.accounts.models import StaffMember
from tatadesa.core.access_log import record_look
from tatadesa.core.errors import Conflict, DomainError, InvalidInput, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.residents.accounts import AccountState, account_state
from tatadesa.residents.actions.open_account import open_account


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember, resident_id: UUID) -> HttpResponse:
    """``/desk/penduduk/<id>/akun/``."""
    return _show(request, staff, account_state(staff, resident_id))


@require_POST
@staff_required
def open_it(request: HttpRequest, staff: StaffMember, resident_id: UUID) -> HttpResponse:
    """``.../akun/buat/``: the page with the PIN is the answer itself, so that it is shown once and kept nowhere."""
    state = account_state(staff, resident_id)
    try:
        pin = open_account(staff, resident_id, phone=request.POST.get("telepon", "")[:30])
    except (InvalidInput, Conflict) as refused:
        return _show(request, staff, state, refused)
    return _show(request, staff, account_state(staff, resident_id), pin=pin)


@require_POST
@staff_required
def new_pin(request: HttpRequest, staff: StaffMember, resident_id: UUID) -> HttpResponse:
    """``.../akun/pin/``."""
    pin = give_temporary_pin(staff, _account_id(account_state(staff, resident_id)))
    return _show(request, staff, account_state(staff, resident_id), pin=pin)


@require_POST
@staff_required
def switch_off(request: HttpRequest, staff: StaffMember, resident_id: UUID) -> HttpResponseBase:
    """``.../akun/matikan/``."""
    return _switch(request, staff, resident_id, on=False)


@require_POST
@staff_required
def switch_on(request: HttpRequest, staff: StaffMember, resident_id: UUID) -> HttpResponseBase:
    """``.../akun/hidupkan/``."""
    return _switch(request, staff, resident_id, on=True)


def _switch(request: HttpRequest, staff: StaffMember, resident_id: UUID, *, on: bool) -> HttpResponseBase:
    state = account_state(staff, resident_id)
    try:
        switch_account(staff, _account_id(state), on=on, reason=request.POST.get("alasan", ""))
    except (InvalidInput, Conflict) as refused:
        return _show(request, staff, state, refused)
    messages.success(request, "Akun dihidupkan." if on else "Akun dimatikan dan semua perangkatnya dikeluarkan.")
    return redirect("desk:citizen_account", resident_id)


def _account_id(state: AccountState) -> UUID:
    if state.account is None:
        raise NotFound("Warga ini belum punya akun.")
    return state.account.pk


def _show(
    request: HttpRequest,
    staff: StaffMember,
    state: AccountState,
    refused: DomainError | None = None,
    *,
    pin: str = "",
) -> HttpResponse:
    record_look(
        office_id=staff.office_id, actor_id=staff.pk, resident_id=state.resident.pk, purpose="mengurus akun warga"
    )
    errors = getattr(refused, "errors", None) or ({"": refused.message} if refused is not None else {})
    context = {
        "state": state,
        "pin": f"{pin[:3]} {pin[3:]}" if pin else "",
        "days": GOOD_FOR.days,
        "errors": errors,
        "typed": {name: request.POST.get(name, "")[:200] for name in ("telepon", "alasan")},
        "zone": staff.office.timezone,
    }
    return render(request, "desk/views/citizen_account.html", context, status=refused.status if refused else 200)
