"""What those who lead an office may do beyond deciding: hand a request to a colleague, open a decided one again."""

from __future__ import annotations

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.applications.models import Application
from tatadesa.applications.permissions import active_step, can_act
from tatadesa.applications.states import Verb, next_state

SUPERVISORS = (Role.SEKDES, Role.KADES)


def leads(staff: StaffMember, application: Application) -> bool:
    """True for secretary and head of the office it lies at."""
    return staff.office_id == application.office_id and staff.has_role(*SUPERVISORS)


def supervising_verbs(staff: StaffMember, application: Application) -> set[Verb]:
    """Of REASSIGN and REOPEN what ``staff`` could do now; the same rules as the actions enforce."""
    if not leads(staff, application):
        return set()
    verbs = {verb for verb in (Verb.REASSIGN, Verb.REOPEN) if next_state(application.state, verb) is not None}
    step = active_step(application)
    if application.taken_by_id is None or step is None or step.kind != "verify":
        verbs.discard(Verb.REASSIGN)
    return verbs


def possible_holders(application: Application) -> list[StaffMember]:
    """Active colleagues who may do the step that is active now, but for who holds it; by name. One query."""
    members = StaffMember.objects.filter(office=application.office_id, account__is_active=True)
    found = members.exclude(pk=application.taken_by_id).order_by("name", "pk")
    return [member for member in found if can_act(member, application)]
