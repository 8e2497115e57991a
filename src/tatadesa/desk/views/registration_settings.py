"""How the own office handles registrations."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import StaffMember
from tatadesa.core.errors import InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.registrations.actions.change_settings import MAX_DAYS, change_settings
from tatadesa.registrations.permissions import may_decide, require_setter


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """Show the settings, or change them."""
    require_setter(staff)
    office = staff.office
    instant, days = office.instant_accounts, str(office.identity_photo_days)
    errors: dict[str, str] = {}
    if request.method == "POST":
        instant, days = "instant_accounts" in request.POST, request.POST.get("identity_photo_days", "").strip()
        try:
            change_settings(staff, instant_accounts=instant, identity_photo_days=_number(days))
        except InvalidInput as refused:
            errors = refused.errors
        else:
            messages.success(request, "Pengaturan pendaftaran disimpan.")
            return redirect("desk:registration_settings")
    context = {
        "instant": instant,
        "days": days[:10],
        "max_days": MAX_DAYS,
        "errors": errors,
        "may_decide": may_decide(staff),
    }
    return render(request, "desk/views/registration_settings.html", context, status=422 if errors else 200)


def _number(typed: str) -> int:
    """What was typed as a number; 0, which is never allowed, for anything else."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 0
