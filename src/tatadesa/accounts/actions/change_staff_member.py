"""An administrator changes what is said of a colleague: name, position, NIP, roles, RT and RW."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts import staffing
from tatadesa.accounts.models import StaffMember
from tatadesa.accounts.staff_form import Details, role_words


@transaction.atomic
def change_staff_member(staff: StaffMember, colleague_id: UUID, details: Details) -> bool:
    """Make ``details`` hold for somebody of the own office, oneself included; gives whether anything changed.

    A role that is taken off loses its term; a right given or taken stays. Raises ``NotFound``, and ``Conflict`` when
    nobody would be left to manage the staff.
    """
    colleague = staffing.held(staff, colleague_id)
    words = _differences(colleague, details)
    if not words:
        return False
    colleague.name, colleague.position = details.name, details.position
    colleague.employee_number, colleague.roles = details.employee_number, list(details.roles)
    colleague.rt, colleague.rw = details.rt, details.rw
    colleague.terms = {role: term for role, term in colleague.terms.items() if role in details.roles}
    colleague.save()
    staffing.keep_an_administrator(staff.office_id)
    staffing.note(colleague, staff, words)
    return True


def _differences(colleague: StaffMember, details: Details) -> list[str]:
    pairs = [
        ("Nama", colleague.name, details.name),
        ("Jabatan", colleague.position, details.position),
        ("NIP", colleague.employee_number, details.employee_number),
        ("Peran", role_words(colleague.roles), role_words(details.roles)),
        ("RT", colleague.rt, details.rt),
        ("RW", colleague.rw, details.rw),
    ]
    if set(colleague.roles) == set(details.roles):
        # The same ones in another order are no change.
        pairs = [pair for pair in pairs if pair[0] != "Peran"]
    return [f"{label}: {old or 'kosong'} → {new or 'kosong'}." for label, old, new in pairs if old != new]
