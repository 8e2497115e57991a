"""An officer takes an application from the counter back because its applicant asks for it."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.actions.cancel import take_back
from tatadesa.applications.counter import require_counter
from tatadesa.applications.history import staff_label
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application


@transaction.atomic
def cancel_at_counter(staff: StaffMember, number: str, *, seen: int) -> Application:
    """As ``cancel``; ``seen`` is the history's length on the officer's page. Raises ``NotAllowed``, ``Conflict``."""
    application = lock_for_staff(staff, number, seen)
    require_counter(staff, application)
    words = "Permohonan dibatalkan di kantor atas permintaan pemohon."
    return take_back(application, staff.account, staff_label(staff), words)
