"""Somebody comes to live in the village."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import office_today
from tatadesa.core.errors import DomainError, NotFound
from tatadesa.desk.access import staff_required
from tatadesa.desk.register import GROUPS, Attempt, asked, label_of, touched_values, typed_values
from tatadesa.desk.views.resident import seen_edition
from tatadesa.residents.actions.record_move_in import FIELDS, record_move_in
from tatadesa.residents.cells import Value
from tatadesa.residents.models import Family
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.queries import family_of_office
from tatadesa.residents.reading import FAMILY_FIELDS, family_values

_CARD = ("family.no_kk", "family_role", "family.address", "family.dusun", "family.rt", "family.rw")
_ADDRESS = tuple(name for name in _CARD if name.startswith("family.") and name != "family.no_kk")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/penduduk/datang/?keluarga=<id>``: a newcomer, onto that card or onto a new one."""
    require_editor(staff)
    family = _joined(request, staff)
    attempt = None
    names = (*FIELDS, *FAMILY_FIELDS)
    if request.method == "POST":
        try:
            resident = record_move_in(
                staff,
                values=typed_values(request, names),
                happened_on=request.POST.get("happened_on", ""),
                origin=request.POST.get("origin", ""),
                seen=seen_edition(request) if family is not None else None,
                note=request.POST.get("note", ""),
                confirmed="yakin" in request.POST,
            )
        except NotFound:
            raise
        except DomainError as refused:
            attempt = Attempt(refused, touched_values(request, (*names, "happened_on", "origin", "note")))
        else:
            messages.success(request, f"Kedatangan {resident.name} tercatat. Tambahkan anggota keluarganya bila ada.")
            return redirect("desk:family", resident.family_id)
    usual: dict[str, Value] = family_values(family) if family is not None else {}
    context = {
        "family": family,
        "attempt": attempt,
        "today": office_today(staff.office.timezone),
        "label_of": label_of,
        "card": asked(_CARD, usual, attempt, optional=_ADDRESS),
        "groups": [(title, asked(fields, {}, attempt, optional=("nik", "citizenship"))) for title, fields in GROUPS],
    }
    return render(request, "desk/views/move_in.html", context, status=attempt.refused.status if attempt else 200)


def _joined(request: HttpRequest, staff: StaffMember) -> Family | None:
    """The card the page was opened for."""
    try:
        return family_of_office(staff, UUID(request.GET.get("keluarga", "")))
    except ValueError:
        return None
