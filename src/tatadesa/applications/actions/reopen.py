"""A decided application is looked at again."""

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.deadlines import due_at
from tatadesa.applications.history import record, staff_label
from tatadesa.applications.models import Application
from tatadesa.applications.states import Verb
from tatadesa.applications.steps import back_to_first
from tatadesa.applications.supervising import leads
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotAllowed


def reopen(application: Application, staff: StaffMember, words: str) -> Application:
    """Put the locked ``application`` before its first step; called by letters inside its transaction.

    The promise of the service standard begins anew. Whoever comes first takes it. Raises ``NotAllowed``, ``Conflict``.
    """
    if not leads(staff, application):
        raise NotAllowed("Hanya sekretaris desa atau kepala desa yang dapat membuka kembali permohonan.")
    if not application.version.workflow:
        raise Conflict("Permohonan ini tidak punya tahap pemeriksaan.")
    back_to_first(application)
    application.decided_at = None
    application.taken_by = None
    application.rejection_code = ""
    application.due_at = due_at(now(), application.version.standard["work_days"], application.office)
    record(application, Verb.REOPEN, actor=staff.account, label=staff_label(staff), words=words)
    return application
