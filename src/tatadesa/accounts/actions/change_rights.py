"""An administrator gives a colleague a right the roles do not bring, or takes one away."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from tatadesa.accounts import staffing
from tatadesa.accounts.models import ROLE_RIGHTS, Right, StaffMember
from tatadesa.core.errors import InvalidInput


@transaction.atomic
def change_rights(staff: StaffMember, colleague_id: UUID, wanted: Collection[str]) -> bool:
    """From now on the person has exactly the rights ``wanted``; gives whether that is a change.

    Kept is only the difference to what the roles bring, so a later role still brings its rights. Raises ``NotFound``,
    ``InvalidInput`` at ``hak``, and ``Conflict`` when nobody would be left to manage the staff.
    """
    if not set(wanted) <= set(Right.values):
        raise InvalidInput({"hak": "Hak ini tidak dikenal. Muat ulang halaman."})
    colleague = staffing.held(staff, colleague_id)
    usual = {right for role in colleague.roles for right in ROLE_RIGHTS.get(role, ())}
    before = (usual - set(colleague.rights_taken)) | set(colleague.rights_given)
    if set(wanted) == before:
        return False
    colleague.rights_given = sorted(set(wanted) - usual)
    colleague.rights_taken = sorted(usual - set(wanted))
    colleague.save(update_fields=["rights_given", "rights_taken"])
    staffing.keep_an_administrator(staff.office_id)
    words = f"Hak: {staffing.rights_words(list(before))} → {staffing.rights_words(list(wanted))}."
    staffing.note(colleague, staff, [words])
    return True
