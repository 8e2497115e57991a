"""An officer starts to work on an application."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import record, staff_label
from tatadesa.applications.locking import lock_for_staff, require_seen
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import active_step, can_act
from tatadesa.applications.referrals import open_for_step
from tatadesa.applications.states import Verb
from tatadesa.core.errors import Conflict, NotAllowed


@transaction.atomic
def take(staff: StaffMember, number: str, *, seen: int | None = None) -> Application:
    """Make the application the officer's; from now on the citizen cannot change it.

    ``seen`` is the history's length on the officer's page, None for who has looked at nothing. Taking one's own again
    changes nothing; a colleague's raises ``Conflict``, as does one that has changed since. Whom the step's rules ask
    is asked now, as the answers are fixed from here on.
    """
    application = lock_for_staff(staff, number)
    if application.taken_by_id == staff.pk:
        return application
    if application.taken_by is not None:
        raise Conflict(f"Permohonan ini sedang diperiksa oleh {application.taken_by.name}.")
    require_seen(application, seen)
    if not can_act(staff, application):
        raise NotAllowed("Tahap ini dikerjakan oleh petugas lain. Peran Anda tidak mencakup tahap ini.")
    application.taken_by = staff
    record(
        application,
        Verb.TAKE,
        actor=staff.account,
        label=staff_label(staff),
        words="Permohonan sedang diperiksa petugas.",
    )
    step = active_step(application)
    if step is not None:
        open_for_step(application, step)
    return application
