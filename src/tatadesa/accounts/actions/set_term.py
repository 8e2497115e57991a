"""An administrator says from when to when a colleague holds a role; so an acting head is appointed."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts import staffing
from tatadesa.accounts.models import Role, StaffMember, Term
from tatadesa.accounts.staff_form import term_words
from tatadesa.core.errors import InvalidInput


@transaction.atomic
def set_term(staff: StaffMember, colleague_id: UUID, role: str, term: Term) -> StaffMember:
    """The person holds ``role`` for ``term`` (as ``staff_form.read_term`` reads it); the role is added if need be.

    Before and after the term the role does not count. The administrator has none: nobody could end or renew it. Raises
    ``NotFound``, ``InvalidInput`` at ``peran`` and ``sebagai``.
    """
    if role not in Role.values or role == Role.ADMINISTRATOR:
        raise InvalidInput({"peran": "Pilih peran yang punya masa jabatan."})
    if term.acting and role != Role.KADES:
        raise InvalidInput({"sebagai": "Plt., Plh., dan Pj. hanya untuk peran Kepala Desa."})
    colleague = staffing.held(staff, colleague_id)
    if role not in colleague.roles:
        colleague.roles = [one for one in Role.values if one in (*colleague.roles, role)]
    colleague.terms = {**colleague.terms, role: term.as_json()}
    colleague.save(update_fields=["roles", "terms"])
    staffing.note(colleague, staff, [f"Masa jabatan {Role(role).label}: {term_words(term)}."])
    return colleague
