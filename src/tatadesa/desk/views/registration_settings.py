"""How the own office handles registrations."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.registrations.actions.change_settings import MAX_DAYS, WAITING_DAYS, change_settings
from tatadesa.registrations.permissions import may_decide, require_setter

_DAYS = ("identity_photo_days", "registration_days")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """Show the settings, or change them."""
    require_setter(staff)
    office = staff.office
    instant = office.instant_accounts
    days = {name: str(getattr(office, name)) for name in _DAYS}
    errors: dict[str, str] = {}
    if request.method == "POST":
        instant = "instant_accounts" in request.POST
        days = {name: request.POST.get(name, "").strip()[:10] for name in _DAYS}
        try:
            change_settings(staff, instant_accounts=instant, **{name: _number(typed) for name, typed in days.items()})
        except InvalidInput as refused:
            errors = refused.errors
        else:
            messages.success(request, "Pengaturan pendaftaran disimpan.")
            return redirect("desk:registration_settings")
    context = {
        "instant": instant,
        "days": days,
        "max_days": MAX_DAYS,
        "waiting_days": WAITING_DAYS,
        "errors": errors,
        "may_decide": may_decide(staff),
    }
    return render(request, "desk/views/registration_settings.html", context, status=422 if errors else 200)


def _number(typed: str) -> int:
    """What was typed as a number; 0, which is never allowed, for anything else."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 0
