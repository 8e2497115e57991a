"""Letters that go to the kecamatan's OpenDK: the connection, and sending one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed
from tatadesa.desk.access import staff_required
from tatadesa.letters.actions.change_hand_off_settings import change_hand_off_settings
from tatadesa.letters.actions.hand_off import hand_off
from tatadesa.letters.handing_off import require_setter, settings_of
from tatadesa.letters.queries import letter_of_office


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def settings(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """How the own office reaches the kecamatan."""
    require_setter(staff)
    if request.method != "POST":
        return _show(request, staff, {}, {}, 200)
    typed = {name: value.replace("\0", "") for name, value in request.POST.items() if isinstance(value, str)}
    seen = typed.get("seen", "")
    try:
        change_hand_off_settings(
            staff, typed, seen=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
        )
    except InvalidInput as refused:
        return _show(request, staff, typed, refused.errors, 422)
    except Conflict as refused:
        return _show(request, staff, typed, {"": refused.message}, 409)
    messages.success(request, "Sambungan OpenDK disimpan.")
    return redirect("desk:hand_off_settings")


@require_POST
@staff_required
def send(request: HttpRequest, staff: StaffMember, letter_id: UUID) -> HttpResponseBase:
    """Queue one letter; the answer is on the request's page."""
    letter = letter_of_office(staff, letter_id)
    try:
        hand_off(staff, letter_id)
    except (Conflict, NotAllowed) as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, "Surat sedang dikirim ke kecamatan. Keadaannya terlihat di halaman ini.")
    return redirect("desk:application", letter.application.number)


def _show(
    request: HttpRequest, staff: StaffMember, typed: dict[str, str], errors: dict[str, str], status: int
) -> HttpResponseBase:
    kept = settings_of(staff.office)
    values: dict[str, Any] = {"server": kept.server, "village_code": kept.village_code, "is_on": kept.is_on}
    if typed:
        values = {**values, **typed, "is_on": "is_on" in typed}
    context = {
        "settings": kept,
        "values": values,
        "errors": errors,
        "has_token": bool(kept.token),
        "zone": staff.office.timezone,
    }
    return render(request, "desk/views/hand_off_settings.html", context, status=status)
