"""The office notes under which number a complaint is also known in SP4N-LAPOR!."""

import re

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import staff_label
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.core.plain import one_line
from tatadesa.feedback.history import record
from tatadesa.feedback.locking import lock_for_staff
from tatadesa.feedback.models import Complaint
from tatadesa.feedback.permissions import require_handler
from tatadesa.feedback.states import Verb

# Tracking ids are printed as #1234567; the mark is not part of the number.
_TRACKING = re.compile(r"#?([0-9]{4,12})", re.ASCII)


@transaction.atomic
def note_lapor(staff: StaffMember, number: str, *, seen: int, tracking: str) -> Complaint:
    """Keep the ``tracking`` id; raises ``NotFound``, ``NotAllowed``, ``Conflict``, ``InvalidInput`` under ``lapor``."""
    complaint = lock_for_staff(staff, number, seen)
    require_handler(staff, complaint)
    found = _TRACKING.fullmatch(one_line(tracking).replace(" ", ""))
    if found is None:
        raise InvalidInput({"lapor": "Nomor LAPOR! terdiri dari 4 sampai 12 angka, misalnya 1234567."})
    if found[1] == complaint.lapor_id:
        raise Conflict("Nomor ini sudah tercatat.")
    complaint.lapor_id = found[1]
    words = f"Dicatat di SP4N-LAPOR! dengan nomor {found[1]}."
    record(complaint, Verb.LAPOR, actor=staff.account, label=staff_label(staff), words=words)
    return complaint
