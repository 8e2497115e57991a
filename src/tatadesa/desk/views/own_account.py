"""The officer's own account: devices, what happened, ways to sign in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tatadesa.accounts import devices, history, passkeys, recovery
from tatadesa.accounts.actions.change_password import change_password
from tatadesa.accounts.actions.sign_out_devices import sign_out_device, sign_out_others
from tatadesa.accounts.known_browsers import remember
from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.permissions import may_manage_staff
from tatadesa.accounts.second_factor import is_forced, must_set_up
from tatadesa.core.errors import InvalidInput, TooMany
from tatadesa.desk.access import must_change_password, staff_in_set_up, staff_required, staff_with_any_password


@require_safe
@staff_in_set_up
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/akun/?setelah=``."""
    found = history.events_of(staff.account, after=request.GET.get("setelah", ""), limit=10)
    keys = passkeys.keys_of(staff.account)
    context = {
        "person": staff,
        "devices": devices.devices_of(staff.account),
        "present": devices.current(request),
        "keys": keys,
        "codes_left": recovery.left(staff.account),
        "has_second": bool(staff.totp_secret or keys),
        "is_forced": is_forced(staff),
        "must_set_up": must_set_up(request, staff),
        "manages": may_manage_staff(staff),
        "events": found.rows,
        "next": found.next,
        "zone": staff.office.timezone,
    }
    return render(request, "desk/views/own_account.html", context)


@require_POST
@staff_required
def sign_out_one(request: HttpRequest, staff: StaffMember, device_id: UUID) -> HttpResponseBase:
    """``/desk/akun/perangkat/<id>/keluar/``."""
    sign_out_device(staff.account, device_id)
    messages.success(request, "Perangkat itu sudah dikeluarkan.")
    return redirect("desk:own_account")


@require_POST
@staff_required
def sign_out_all(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/akun/perangkat/keluar-semua/``: all but the present one."""
    ended = sign_out_others(request, staff.account)
    messages.success(request, f"{ended} perangkat lain dikeluarkan." if ended else "Tidak ada perangkat lain.")
    return redirect("desk:own_account")


@sensitive_post_parameters("lama", "baru", "ulang")
@require_http_methods(["GET", "HEAD", "POST"])
@staff_with_any_password
def password(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """``/desk/akun/sandi/``."""
    if request.method != "POST":
        return _password_page(request, staff, {})
    typed = {name: request.POST.get(name, "") for name in ("lama", "baru", "ulang")}
    try:
        change_password(request, staff, old=typed["lama"], new=typed["baru"], again=typed["ulang"])
    except (InvalidInput, TooMany) as refused:
        errors = refused.errors if isinstance(refused, InvalidInput) else {"": refused.message}
        return _password_page(request, staff, errors, refused.status)
    messages.success(request, "Kata sandi baru tersimpan. Perangkat lain sudah dikeluarkan.")
    response = redirect("desk:own_account")
    remember(request, response, staff.account)
    return response


def _password_page(
    request: HttpRequest, staff: StaffMember, errors: dict[str, str], status: int = 200
) -> HttpResponseBase:
    context = {"errors": errors, "is_temporary": must_change_password(staff)}
    return render(request, "desk/views/change_password.html", context, status=status)
