"""The head or the secretary hands a taken application to a named colleague."""

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import record, staff_label
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application
from tatadesa.applications.states import Verb
from tatadesa.applications.supervising import leads, possible_holders, supervising_verbs
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed


@transaction.atomic
def reassign(staff: StaffMember, number: str, *, seen: int, to: UUID | None) -> Application:
    """Make it the work of ``to``, a colleague who may do the present step.

    Raises ``NotFound``, ``NotAllowed``, ``Conflict`` when nobody holds it, ``InvalidInput`` (``to``).
    """
    application = lock_for_staff(staff, number, seen)
    if not leads(staff, application):
        raise NotAllowed("Hanya sekretaris desa atau kepala desa yang dapat mengalihkan permohonan.")
    if Verb.REASSIGN not in supervising_verbs(staff, application):
        raise Conflict("Permohonan ini tidak sedang dipegang siapa pun.")
    colleague = next((member for member in possible_holders(application) if member.pk == to), None)
    if colleague is None:
        raise InvalidInput({"to": "Pilih rekan yang akan memeriksa."})
    application.taken_by = colleague
    record(
        application,
        Verb.REASSIGN,
        actor=staff.account,
        label=staff_label(staff),
        words=f"Permohonan diperiksa oleh {colleague.position} {colleague.name}.",
        data={"to": str(colleague.pk)},
    )
    return application
