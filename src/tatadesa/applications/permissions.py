"""Who may do what to an application: the role of the step that is active now, at the office it lies at."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from tatadesa.accounts.models import Right, Role, StaffMember
from tatadesa.applications.models import Application, Step
from tatadesa.applications.states import State, Verb, next_state
from tatadesa.catalogue.workflow import ISSUE, VERIFY
from tatadesa.core.errors import Conflict, NotAllowed
from tatadesa.residents.models import Resident
from tatadesa.residents.permissions import areas, is_in_own_part

_SUPERVISORS = (Role.SEKDES, Role.KADES)
# They make applications for whoever comes to the counter; an RT or RW head for the people of the own part.
_COUNTER = (Role.OPERATOR, Role.KASI, Role.SEKDES)
# They work on whatever comes to their office. An RT or RW head has a part in some services only, an administrator
# in none.
_READERS = (Role.OPERATOR, Role.KASI, Role.SEKDES, Role.KADES, Role.AGENCY_OFFICER)
PARTAKERS = (Role.RT, Role.RW)
"""They have a part in some services only, about the people of their own part of the village."""


def readable(staff: StaffMember, application: str = "pk") -> Q:
    """Of the rows of the officer's office, those about applications that ``staff`` may read.

    All of them for those who work there; for an RT or RW head those with a step for that role about people of the own
    part of the village, and those the head made; none for an administrator. ``application`` is the way from the
    queried model to the application.
    """
    if not staff.may(Right.SEE):
        return Q(pk__in=())
    if staff.has_role(*_READERS):
        return Q()
    own = Application.objects.filter(author=staff.pk, office=staff.office_id)
    rows = Q(**{f"{application}__in": own.order_by().values("pk")})
    for role, area in areas(staff).items():
        shared = Q(roles__contains=[role]) | Q(delegates__contains=[role])
        steps = Step.objects.filter(shared, office=staff.office_id)
        part = {f"application__register_data__penduduk.{name}": value for name, value in area.items()}
        rows |= Q(**{f"{application}__in": steps.filter(**part).values("application")})
    return rows


def may_apply_for_others(staff: StaffMember) -> bool:
    """True for those who may make an application at the counter, for everybody or for their part of the village."""
    return staff.has_role(*_COUNTER, *PARTAKERS)


def served(staff: StaffMember) -> Q:
    """Of the residents of the officer's office, those whom one ``may_apply_for_others`` serves."""
    if staff.has_role(*_COUNTER):
        return Q()
    parts = [Q(**{f"family__{name}": value for name, value in area.items()}) for area in areas(staff).values()]
    return reduce(or_, parts, Q(pk__in=()))


def may_apply_for(staff: StaffMember, resident: Resident) -> bool:
    """True when ``staff`` may make an application for ``resident`` (with its family), whether alive or not."""
    if resident.office_id != staff.office_id:
        return False
    return staff.has_role(*_COUNTER) or is_in_own_part(staff, resident.family.rt, resident.family.rw)


def may_take_papers(staff: StaffMember) -> bool:
    """True for those who work on what comes to the office and may note that a paper was brought."""
    return staff.has_role(*_READERS)


def require_paper_taker(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``may_take_papers``."""
    if not may_take_papers(staff):
        raise NotAllowed("Berkas yang dibawa warga diterima oleh petugas yang melayani permohonan.")


def require_worker(staff: StaffMember) -> None:
    """Raise ``NotAllowed`` unless ``staff`` has a part in requests at all."""
    if not staff.has_role(*_READERS, *PARTAKERS):
        raise NotAllowed("Permohonan dikerjakan oleh petugas yang melayani. Peran Anda tidak mencakupnya.")


def active_step(application: Application) -> Step | None:
    """The step whose turn it is, None when all is done. Uses prefetched steps where there are."""
    return next((step for step in application.steps.all() if step.status == Step.Status.ACTIVE), None)


def can_act(staff: StaffMember, application: Application) -> bool:
    """True when the active step lies at the officer's office, one of the officer's roles may do it, and the person
    has the right to sign or to decide.
    """
    step = active_step(application)
    if step is None or step.office_id != staff.office_id:
        return False
    if not staff.may(Right.SIGN if step.kind == ISSUE else Right.DECIDE):
        return False
    return _holds(staff, application, step.acting_roles)


def may_have_turn(staff: StaffMember, application: Application) -> bool:
    """True for those whose role has the present turn, of an RT or RW head only in the own part. Costs no query."""
    return staff.office_id == application.office_id and _holds(staff, application, application.turn_roles)


def _holds(staff: StaffMember, application: Application, roles: Sequence[str]) -> bool:
    if staff.has_role(*(role for role in roles if role not in PARTAKERS)):
        return True
    register = application.register_data
    in_part = is_in_own_part(staff, register.get("penduduk.rt", ""), register.get("penduduk.rw", ""))
    return staff.has_role(*roles) and in_part


def possible_verbs(staff: StaffMember, application: Application) -> set[Verb]:
    """What ``staff`` could do now; the same rules as the actions enforce."""
    state = State(application.state)
    step = active_step(application)
    verbs: set[Verb] = set()
    if step is not None and can_act(staff, application):
        mine = application.taken_by_id == staff.pk
        if step.kind == ISSUE:
            verbs |= {Verb.COMPLETE, Verb.RETURN, Verb.REJECT}
        elif mine:
            verbs |= {Verb.APPROVE, Verb.RETURN, Verb.REJECT}
        elif application.taken_by_id is None:
            verbs.add(Verb.TAKE)
    if application.taken_by_id and may_release(staff, application):
        verbs.add(Verb.RELEASE)
    if staff.office_id == application.office_id and staff.has_role(*_SUPERVISORS):
        verbs.add(Verb.WITHDRAW)
    return {verb for verb in verbs if next_state(state, verb) is not None}


def may_release(staff: StaffMember, application: Application) -> bool:
    """One's own work, or anybody's for those who lead the office (a colleague may be ill)."""
    if application.taken_by_id == staff.pk:
        return True
    return staff.office_id == application.office_id and staff.has_role(*_SUPERVISORS)


def require_actor(staff: StaffMember, application: Application, *, kind: str | None = None) -> Step:
    """The active step, when ``staff`` may act on it now; raises ``NotAllowed`` or ``Conflict``."""
    step = active_step(application)
    if step is None:
        raise Conflict("Permohonan ini sudah selesai diproses.")
    if not can_act(staff, application):
        raise NotAllowed("Tahap ini dikerjakan oleh petugas lain. Peran Anda tidak mencakup tahap ini.")
    if kind is not None and step.kind != kind:
        raise Conflict("Permohonan ini sudah berada di tahap lain. Muat ulang halaman.")
    if step.kind == VERIFY and application.taken_by_id != staff.pk:
        raise Conflict("Ambil permohonan ini dahulu, atau tunggu: petugas lain sedang memeriksanya.")
    return step
