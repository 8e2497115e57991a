"""Refuse an application, with the reason."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import record, staff_label
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import require_actor
from tatadesa.applications.states import Verb
from tatadesa.applications.steps import stop
from tatadesa.catalogue.reject_reasons import OTHER, reasons_of
from tatadesa.core.clock import now
from tatadesa.core.errors import InvalidInput
from tatadesa.core.plain import many_lines

MAX_REASON = 1000


@transaction.atomic
def reject(staff: StaffMember, number: str, *, seen: int, reason: str, code: str = OTHER) -> Application:
    """End the application. ``code`` is one of the service's reasons, ``reason`` says it in own words.

    Both are shown to the citizen; only ``OTHER`` needs words of its own.
    """
    application = lock_for_staff(staff, number, seen)
    require_actor(staff, application)
    reason, listed = many_lines(reason), reasons_of(application.version)
    if code not in listed:
        raise InvalidInput({"code": "Pilih alasan dari daftar, atau “Lainnya”."})
    if not reason and code == OTHER:
        raise InvalidInput({"reason": "Tulis alasan penolakan. Warga berhak mengetahuinya."})
    if len(reason) > MAX_REASON:
        raise InvalidInput({"reason": f"Alasan paling panjang {MAX_REASON} huruf."})
    application.decided_at = now()
    application.taken_by = None
    application.rejection_code = code
    words = reason if code == OTHER else f"{listed[code]}. {reason}".strip()
    stop(application)
    record(application, Verb.REJECT, actor=staff.account, label=staff_label(staff), words=words, data={"reason": code})
    return application
