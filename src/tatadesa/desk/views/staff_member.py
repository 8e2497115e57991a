"""One person of the own office's staff: what is said of them, roles, rights, terms, on or off."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tatadesa.accounts import staffing
from tatadesa.accounts.actions.change_rights import change_rights
from tatadesa.accounts.actions.change_staff_member import change_staff_member
from tatadesa.accounts.actions.set_term import set_term
from tatadesa.accounts.actions.switch_staff_member import switch_staff_member
from tatadesa.accounts.models import ROLE_RIGHTS, Acting, Right, Role, StaffMember
from tatadesa.accounts.staff_form import read_term, term_words
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.desk.access import staff_required
from tatadesa.desk.views.office_settings import SAME, SAVED, errors_of
from tatadesa.desk.views.staff import details_of, roles_for

_TERM = ("peran_masa", "sebagai", "sk", "tanggal_sk", "mulai", "sampai")
_DETAILS = ("nama", "jabatan", "nip", "rt", "rw")


@require_safe
@staff_required
def page(request: HttpRequest, staff: StaffMember, staff_id: UUID) -> HttpResponse:
    """``/desk/pengaturan/perangkat/<id>/``."""
    return _show(request, staff, staff_id)


@require_POST
@staff_required
def change(request: HttpRequest, staff: StaffMember, staff_id: UUID) -> HttpResponseBase:
    """``.../ubah/``."""
    staffing.one_of_staff(staff, staff_id)
    try:
        is_new = change_staff_member(staff, staff_id, details_of(request))
    except (InvalidInput, Conflict) as refused:
        return _show(request, staff, staff_id, errors_of(refused), at="ubah", status=refused.status)
    messages.success(request, SAVED if is_new else SAME)
    # Whoever takes the role off themselves finds the page gone.
    stays = staff_id != staff.pk or Role.ADMINISTRATOR in request.POST.getlist("peran")
    return redirect("desk:staff_member", staff_id=staff_id) if stays else redirect("desk:own_account")


@require_POST
@staff_required
def rights(request: HttpRequest, staff: StaffMember, staff_id: UUID) -> HttpResponseBase:
    """``.../hak/``."""
    staffing.one_of_staff(staff, staff_id)
    try:
        is_new = change_rights(staff, staff_id, request.POST.getlist("hak"))
    except (InvalidInput, Conflict) as refused:
        return _show(request, staff, staff_id, errors_of(refused), at="hak", status=refused.status)
    messages.success(request, SAVED if is_new else SAME)
    return redirect("desk:staff_member", staff_id=staff_id)


@require_POST
@staff_required
def term(request: HttpRequest, staff: StaffMember, staff_id: UUID) -> HttpResponseBase:
    """``.../masa/``."""
    staffing.one_of_staff(staff, staff_id)
    said = {name: request.POST.get(name, "") for name in _TERM}
    try:
        found = read_term(
            begins=said["mulai"],
            ends=said["sampai"],
            acting=said["sebagai"],
            decree=said["sk"],
            decree_date=said["tanggal_sk"],
        )
        set_term(staff, staff_id, said["peran_masa"], found)
    except (InvalidInput, Conflict) as refused:
        errors = errors_of(refused)
        if "peran" in errors:
            errors["peran_masa"] = errors.pop("peran")
        return _show(request, staff, staff_id, errors, at="masa", status=refused.status)
    messages.success(request, SAVED)
    return redirect("desk:staff_member", staff_id=staff_id)


@require_POST
@staff_required
def switch_off(request: HttpRequest, staff: StaffMember, staff_id: UUID) -> HttpResponseBase:
    """``.../matikan/``."""
    return _switched(request, staff, staff_id, on=False)


@require_POST
@staff_required
def switch_on(request: HttpRequest, staff: StaffMember, staff_id: UUID) -> HttpResponseBase:
    """``.../hidupkan/``."""
    return _switched(request, staff, staff_id, on=True)


def _switched(request: HttpRequest, staff: StaffMember, staff_id: UUID, *, on: bool) -> HttpResponseBase:
    try:
        colleague = switch_staff_member(staff, staff_id, on=on)
    except Conflict as refused:
        return _show(request, staff, staff_id, {"": refused.message}, at="akun", status=refused.status)
    words = "dihidupkan." if on else "dimatikan. Semua perangkatnya dikeluarkan."
    messages.success(request, f"Akun {colleague.name} {words}")
    return redirect("desk:staff_member", staff_id=staff_id)


def _show(
    request: HttpRequest,
    staff: StaffMember,
    staff_id: UUID,
    errors: dict[str, str] | None = None,
    *,
    at: str = "",
    status: int = 200,
) -> HttpResponse:
    person = staffing.one_of_staff(staff, staff_id)
    typed = request.POST if at == "ubah" else None
    own = {"nama": person.name, "jabatan": person.position, "nip": person.employee_number}
    own |= {"rt": person.rt, "rw": person.rw}
    usual = {right for role in person.roles for right in ROLE_RIGHTS.get(role, ())}
    before = (usual - set(person.rights_taken)) | set(person.rights_given)
    context = {
        "person": person,
        "is_self": person.pk == staff.pk,
        "values": {name: typed.get(name, "") for name in _DETAILS} if typed is not None else own,
        "chosen": typed.getlist("peran") if typed is not None else person.roles,
        "roles": roles_for(staff),
        "rights": Right.choices,
        "held": request.POST.getlist("hak") if at == "hak" else before,
        "usual": staffing.rights_words(usual),
        "term": {name: request.POST.get(name, "") if at == "masa" else "" for name in _TERM},
        "term_roles": [(key, words) for key, words in roles_for(staff) if key != Role.ADMINISTRATOR],
        "acting": Acting.choices,
        "terms": _terms(person),
        "changes": staffing.changes_of(person),
        "errors": errors or {},
        "at": at,
        "zone": staff.office.timezone,
        "officer": staff,
        "tab": "staff",
    }
    return render(request, "desk/views/staff_member.html", context, status=status)


def _terms(person: StaffMember) -> list[tuple[str, str, bool]]:
    """Role, term in words, and whether it counts today."""
    current = person.current_roles
    return [(Role(role).label, term_words(person.term(role)), role in current) for role in person.terms]
