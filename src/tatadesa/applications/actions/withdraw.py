"""The letter of a completed application no longer counts."""

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.history import record, staff_label
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import possible_verbs
from tatadesa.applications.states import Verb
from tatadesa.core.errors import NotAllowed


def withdraw(application: Application, staff: StaffMember, words: str) -> Application:
    """Mark the locked ``application``; called by letters inside its transaction."""
    if Verb.WITHDRAW not in possible_verbs(staff, application):
        raise NotAllowed("Hanya sekretaris desa atau kepala desa yang dapat mencabut surat yang sudah terbit.")
    record(application, Verb.WITHDRAW, actor=staff.account, label=staff_label(staff), words=words)
    return application
