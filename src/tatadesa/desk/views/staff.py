"""The staff of the own office: a list, and one more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from tatadesa.accounts import staffing
from tatadesa.accounts.actions.add_staff_member import add_staff_member
from tatadesa.accounts.actions.give_temporary_password import GOOD_FOR
from tatadesa.accounts.models import Role, StaffMember
from tatadesa.accounts.staff_form import Details, read_details, read_username
from tatadesa.core.errors import InvalidInput, TooMany
from tatadesa.desk.access import staff_required

_TEXTS = ("nama", "jabatan", "nip", "rt", "rw")


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/pengaturan/perangkat/``: for administrators; to others it does not exist."""
    context = {"rows": staffing.staff_of(staff), "officer": staff, "tab": "staff"}
    return render(request, "desk/views/staff.html", context)


@sensitive_post_parameters("rahasia")
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def new(request: HttpRequest, staff: StaffMember) -> HttpResponse:
    """``/desk/pengaturan/perangkat/baru/``: the answer shows the password once and keeps it nowhere."""
    staffing.require_manager(staff)
    errors: dict[str, str] = {}
    added, status = None, 200
    if request.method == "POST":
        try:
            username, details = _read(request)
            added = add_staff_member(staff, username, details, own_password=request.POST.get("rahasia", ""))
        except (InvalidInput, TooMany) as refused:
            errors = refused.errors if isinstance(refused, InvalidInput) else {"": refused.message}
            status = refused.status
    context = {
        "added": added,
        "values": {name: request.POST.get(name, "") for name in (*_TEXTS, "pengguna")},
        "chosen": request.POST.getlist("peran"),
        "errors": errors,
        "roles": roles_for(staff),
        "days": GOOD_FOR.days,
        "officer": staff,
        "tab": "staff",
    }
    return render(request, "desk/views/staff_new.html", context, status=status)


def roles_for(staff: StaffMember) -> list[tuple[str, str]]:
    """The roles that exist at the kind of office ``staff`` works at."""
    village_only = (Role.RT, Role.RW)
    return [
        (role.value, role.label)
        for role in Role
        if (role is not Role.AGENCY_OFFICER if staff.office.is_village else role not in village_only)
    ]


def details_of(request: HttpRequest) -> Details:
    """What the form says of a person; raises ``InvalidInput``."""
    said = {name: request.POST.get(name, "") for name in _TEXTS}
    return read_details(
        name=said["nama"],
        position=said["jabatan"],
        roles=request.POST.getlist("peran"),
        employee_number=said["nip"],
        rt=said["rt"],
        rw=said["rw"],
    )


def _read(request: HttpRequest) -> tuple[str, Details]:
    """User name and details, with what is wrong with either."""
    errors: dict[str, str] = {}
    username, details = "", None
    try:
        username = read_username(request.POST.get("pengguna", ""))
    except InvalidInput as refused:
        errors |= refused.errors
    try:
        details = details_of(request)
    except InvalidInput as refused:
        errors |= refused.errors
    if errors or details is None:
        raise InvalidInput(errors)
    return username, details
