"""Refuse an application, with the reason."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import record, staff_label
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import require_actor
from tatadesa.applications.referrals import drop_all
from tatadesa.applications.states import Verb
from tatadesa.applications.steps import stop
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import many_lines

MAX_REASON = 1000


@transaction.atomic
def reject(staff: StaffMember, number: str, *, seen: int, reason: str) -> Application:
    """End the application; ``reason`` is shown to the citizen and cannot be empty."""
    application = lock_for_staff(staff, number, seen)
    require_actor(staff, application)
    reason = many_lines(reason)
    if not reason:
        raise InvalidInput({"reason": "Tulis alasan penolakan. Warga berhak mengetahuinya."})
    if len(reason) > MAX_REASON:
        raise InvalidInput({"reason": f"Alasan paling panjang {MAX_REASON} huruf."})
    application.decided_at = now()
    application.taken_by = None
    drop_all(application)
    stop(application)
    record(application, Verb.REJECT, actor=staff.account, label=staff_label(staff), words=reason)
    return application
