"""An officer puts an application back for colleagues."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import record, staff_label
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import may_release
from tatadesa.applications.states import Verb
from tatadesa.core.errors import Conflict, NotAllowed


@transaction.atomic
def release(staff: StaffMember, number: str, *, seen: int | None = None) -> Application:
    """Nobody holds it any more; it stays locked for the citizen, as its check has begun.

    ``seen`` is the history's length on the officer's page, None for who has looked at nothing.
    """
    application = lock_for_staff(staff, number, seen)
    if application.taken_by_id is None:
        raise Conflict("Permohonan ini tidak sedang dipegang siapa pun.")
    if not may_release(staff, application):
        raise NotAllowed("Hanya pemeriksanya, sekretaris desa, atau kepala desa yang dapat melepas permohonan ini.")
    application.taken_by = None
    record(
        application,
        Verb.RELEASE,
        actor=staff.account,
        label=staff_label(staff),
        words="Permohonan menunggu petugas berikutnya.",
    )
    return application
