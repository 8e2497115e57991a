"""The letter is out: the application is done."""

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import record, staff_label
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import require_actor
from tatadesa.applications.states import Verb
from tatadesa.applications.steps import finish, in_whose_name
from tatadesa.core.clock import now


def complete(application: Application, staff: StaffMember, words: str) -> Application:
    """Finish the issuing step of the locked ``application``; called by letters inside its transaction."""
    step = require_actor(staff, application, kind="issue")
    label, instead_of = staff_label(staff), in_whose_name(step, staff)
    finish(application, step, staff)
    application.decided_at = now()
    label = f"{label} a.n. {instead_of}" if instead_of else label
    record(application, Verb.COMPLETE, actor=staff.account, label=label, words=words)
    return application
