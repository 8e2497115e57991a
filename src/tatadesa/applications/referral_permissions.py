"""Who may ask others about an application, and who may answer."""

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.applications.models import Application, Referral
from tatadesa.applications.permissions import active_step, can_act, require_actor
from tatadesa.applications.states import Verb, next_state
from tatadesa.core.errors import NotAllowed

_LEADERS = (Role.SEKDES, Role.KADES)
_ANSWERERS = (Role.AGENCY_OFFICER, Role.OPERATOR, Role.KASI, Role.SEKDES, Role.KADES)
_CONTACT_KEEPERS = (Role.SEKDES, Role.KADES, Role.ADMINISTRATOR)


def may_refer(staff: StaffMember, application: Application) -> bool:
    """True for whoever works on the active step now."""
    step = active_step(application)
    if step is None or next_state(application.state, Verb.REFER) is None or not can_act(staff, application):
        return False
    return step.kind != "verify" or application.taken_by_id == staff.pk


def require_referrer(staff: StaffMember, application: Application) -> None:
    """Raise ``NotAllowed`` or ``Conflict`` unless the officer works on the active step now."""
    require_actor(staff, application)


def may_manage(staff: StaffMember, application: Application) -> bool:
    """True for those who may withdraw a question, remind, or say whom it is for: who can act, and who leads."""
    if staff.office_id != application.office_id:
        return False
    return staff.has_role(*_LEADERS) or can_act(staff, application)


def require_manager(staff: StaffMember, application: Application) -> None:
    """Raise ``NotAllowed`` unless ``may_manage``."""
    if not may_manage(staff, application):
        raise NotAllowed("Hanya petugas tahap ini, sekretaris desa, atau kepala desa yang dapat mengubahnya.")


def may_answer(staff: StaffMember, referral: Referral) -> bool:
    """True for an officer of the asked agency, or for the asked role in the own office."""
    if referral.to_role:
        return referral.office_id == staff.office_id and staff.has_role(referral.to_role)
    return referral.to_office_id == staff.office_id and staff.has_role(*_ANSWERERS)


def may_read_referred(staff: StaffMember) -> bool:
    """True for those who work on what others ask of their office."""
    return staff.has_role(*_ANSWERERS)


def may_keep_contacts(staff: StaffMember) -> bool:
    """True for those who keep the office's list of agencies without account."""
    return staff.has_role(*_CONTACT_KEEPERS)


def require_contact_keeper(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_keep_contacts``."""
    if not may_keep_contacts(staff):
        raise NotAllowed("Daftar instansi diatur oleh sekretaris desa, kepala desa, atau administrator.")
