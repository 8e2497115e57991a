"""How the colleagues sign in; an administrator takes a lost second factor off."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts.actions.reset_second_factor import reset_second_factor
from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.staff_of_office import colleagues_of
from tatadesa.desk.access import staff_required


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/akun/petugas/``: for administrators; to others it does not exist."""
    return render(request, "desk/views/colleagues.html", {"rows": colleagues_of(staff), "own": staff.pk})


@require_POST
@staff_required
def reset_it(request: HttpRequest, staff: StaffMember, staff_id: UUID) -> HttpResponseBase:
    """``/desk/akun/petugas/<id>/lepas/``."""
    colleague = reset_second_factor(staff, staff_id)
    messages.success(request, f"Kode masuk {colleague.name} dilepas dan semua perangkatnya dikeluarkan.")
    return redirect("desk:colleagues")
