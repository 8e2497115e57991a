"""How the colleagues sign in; an administrator takes a lost second factor off, or gives a temporary password."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts.actions.give_temporary_password import GOOD_FOR, give_temporary_password
from tatadesa.accounts.actions.reset_second_factor import reset_second_factor
from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.second_factor import has_second_factor
from tatadesa.accounts.staff_of_office import colleague as colleague_of
from tatadesa.accounts.staff_of_office import colleagues_of
from tatadesa.core.errors import InvalidInput, TooMany
from tatadesa.desk.access import staff_required


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/akun/petugas/``: for administrators; to others it does not exist."""
    context = {"rows": colleagues_of(staff), "own": staff.pk, "zone": staff.office.timezone}
    return render(request, "desk/views/colleagues.html", context)


@require_POST
@staff_required
def reset_it(request: HttpRequest, staff: StaffMember, staff_id: UUID) -> HttpResponseBase:
    """``/desk/akun/petugas/<id>/lepas/``."""
    colleague = reset_second_factor(staff, staff_id)
    messages.success(request, f"Kode masuk {colleague.name} dilepas dan semua perangkatnya dikeluarkan.")
    return redirect("desk:colleagues")


@sensitive_post_parameters("rahasia")
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def new_password(request: HttpRequest, staff: StaffMember, staff_id: UUID) -> HttpResponse:
    """``/desk/akun/petugas/<id>/sandi/``: the answer shows the password once and keeps it nowhere."""
    context = {"colleague": colleague_of(staff, staff_id), "errors": {}, "password": "", "days": GOOD_FOR.days}
    status = 200
    if request.method == "POST":
        try:
            given = give_temporary_password(staff, staff_id, own_password=request.POST.get("rahasia", ""))
        except (InvalidInput, TooMany) as refused:
            context["errors"] = refused.errors if isinstance(refused, InvalidInput) else {"": refused.message}
            status = refused.status
        else:
            context |= {"colleague": given.colleague, "password": given.password}
            context["has_any"] = has_second_factor(given.colleague)
    return render(request, "desk/views/temporary_password.html", context, status=status)
