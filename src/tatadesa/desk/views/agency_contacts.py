"""The village's list of agencies that have no account: they answer by a link."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.actions.save_contact import save_contact
from tatadesa.applications.models import AgencyContact
from tatadesa.applications.referral_permissions import require_contact_keeper
from tatadesa.applications.referral_queries import contact_of, contacts_of
from tatadesa.core.errors import InvalidInput
from tatadesa.core.text import phone_words
from tatadesa.desk.access import staff_required


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def page(request: HttpRequest, staff: StaffMember) -> HttpResponseBase:
    """The list, and a form for one more."""
    return _page(request, staff, None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def change(request: HttpRequest, staff: StaffMember, contact_id: UUID) -> HttpResponseBase:
    """Change one of them."""
    return _page(request, staff, contact_of(staff, contact_id))


def _page(request: HttpRequest, staff: StaffMember, contact: AgencyContact | None) -> HttpResponseBase:
    require_contact_keeper(staff)
    if request.method != "POST":
        return _show(request, staff, contact, _values(contact), {})
    typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    try:
        saved = save_contact(staff, typed, contact.pk if contact is not None else None)
    except InvalidInput as refused:
        return _show(request, staff, contact, typed, refused.errors, refused.status)
    messages.success(request, f"{saved.name} disimpan.")
    return redirect("desk:agency_contacts")


def _values(contact: AgencyContact | None) -> dict[str, str]:
    if contact is None:
        return {"is_active": "1"}
    values = {"kind": contact.kind, "name": contact.name, "email": contact.email, "phone": phone_words(contact.phone)}
    return {**values, "is_active": "1"} if contact.is_active else values


def _show(
    request: HttpRequest,
    staff: StaffMember,
    contact: AgencyContact | None,
    values: Mapping[str, str],
    errors: Mapping[str, str],
    status: int = 200,
) -> HttpResponseBase:
    context = {
        "contacts": contacts_of(staff),
        "contact": contact,
        "values": values,
        "errors": errors,
        "kinds": AgencyContact.Kind.choices,
    }
    return render(request, "desk/views/agency_contacts.html", context, status=status)
