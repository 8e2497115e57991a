"""A step that only an RT or RW head may do, and there is none: the office does it, so nothing waits for nobody."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import Right, Role, StaffMember
from tatadesa.applications.history import record
from tatadesa.applications.models import Application, Step
from tatadesa.applications.permissions import PARTAKERS, active_step
from tatadesa.applications.states import OPEN_STATES, Verb
from tatadesa.applications.steps import needs_head
from tatadesa.catalogue.workflow import ISSUE
from tatadesa.residents.permissions import is_in_own_part

BY_ITSELF = "Alur layanan"
_OFFICE = (Role.OPERATOR, Role.KASI, Role.SEKDES, Role.KADES)
_SIGNERS = (Role.SEKDES, Role.KADES)
_MOST = 500


@transaction.atomic
def stand_in(application_id: UUID) -> bool:
    """Let the office do the present step where nobody is head; False when somebody is, or it is no such step.

    The head's role stays on the step: who becomes head meanwhile may still do it. An officer who had it in hand and is
    head no more loses it. Running it again changes nothing.
    """
    rows = Application.objects.select_for_update(of=("self",)).select_related("office", "version")
    application = rows.filter(pk=application_id, state__in=OPEN_STATES).first()
    step = active_step(application) if application is not None else None
    if application is None or step is None or not needs_head(step) or has_head(application, step):
        return False
    missing = " atau ".join(str(Role(role).label) for role in step.acting_roles)
    step.roles = [*step.roles, *(str(role) for role in (_SIGNERS if step.kind == ISSUE else _OFFICE))]
    step.save(update_fields=["roles"])
    application.turn_roles, application.taken_by = step.acting_roles, None
    register = application.register_data
    place = f"RT {register.get('penduduk.rt') or '-'}/RW {register.get('penduduk.rw') or '-'}"
    words = f"{missing} di {place} belum ada. Langkah “{step.label}” dikerjakan kantor desa."
    record(application, Verb.STAND_IN, actor=None, label=BY_ITSELF, words=words, data={"step": step.key})
    return True


def has_head(application: Application, step: Step) -> bool:
    """Somebody of the office holds one of the step's roles today for the part where the applicant lives. One query."""
    register = application.register_data
    rt, rw = str(register.get("penduduk.rt") or ""), str(register.get("penduduk.rw") or "")
    right = Right.SIGN if step.kind == ISSUE else Right.DECIDE
    heads = StaffMember.objects.filter(
        office=step.office_id, account__is_active=True, roles__overlap=step.acting_roles
    ).select_related("office")
    return any(head.has_role(*step.acting_roles) and head.may(right) and is_in_own_part(head, rt, rw) for head in heads)


def stand_in_everywhere(after: UUID | None = None) -> int:
    """The same for every request that waits at such a step, as heads leave and terms end; gives how many moved.

    Each in a transaction of its own, in the order of their ids, so none is passed over however many there are.
    """
    waiting = Application.objects.filter(
        state__in=OPEN_STATES, turn_roles__contained_by=[str(role) for role in PARTAKERS]
    )
    waiting = waiting.exclude(turn_roles=[]).order_by("pk")
    moved = 0
    while True:
        rows = waiting if after is None else waiting.filter(pk__gt=after)
        ids = list(rows.values_list("pk", flat=True)[:_MOST])
        moved += sum(stand_in(key) for key in ids)
        if len(ids) < _MOST:
            return moved
        after = ids[-1]
