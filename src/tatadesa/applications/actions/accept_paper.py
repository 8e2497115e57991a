"""An officer has the paper in hand that the citizen said would be brought."""

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.checklist import reset_checks
from tatadesa.applications.history import record, staff_label
from tatadesa.applications.locking import lock_for_staff
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import require_paper_taker
from tatadesa.applications.states import Verb
from tatadesa.core.errors import Conflict


@transaction.atomic
def accept_paper(staff: StaffMember, number: str, field_id: str, *, seen: int) -> Application:
    """Note that the paper of ``field_id`` is there; whoever checks need not be the one who took it at the counter.

    Raises ``NotFound``, ``NotAllowed``, and ``Conflict`` when no paper is waited for there any more.
    """
    application = lock_for_staff(staff, number, seen)
    require_paper_taker(staff)
    if field_id not in application.to_bring:
        raise Conflict("Berkas ini tidak lagi ditunggu. Muat ulang halaman.")
    application.to_bring = [name for name in application.to_bring if name != field_id]
    application.on_paper = [*application.on_paper, field_id]
    reset_checks(application, [field_id])
    label = next(field["label"] for field in application.version.form["fields"] if field["id"] == field_id)
    record(
        application,
        Verb.PAPER,
        actor=staff.account,
        label=staff_label(staff),
        words=f"Berkas asli diterima di kantor: {label}.",
        data={"field": field_id},
    )
    return application
