"""Moving along the steps of an application. Called inside the action's transaction, with the row locked.

What lists need to know of the step whose turn it is stands on the application too (``turn_…``); it is written here and
saved with the application by ``history.record``.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tatadesa.accounts.models import Role, StaffMember
from tatadesa.applications.deadlines import after_hours
from tatadesa.applications.models import Application, Step
from tatadesa.applications.permissions import PARTAKERS
from tatadesa.core.clock import now, office_today
from tatadesa.core.effects import emit
from tatadesa.forms.logic import holds

_UNFINISHED = (Step.Status.ACTIVE, Step.Status.WAITING)


def begin(application: Application) -> None:
    """The steps of a new application, not yet saved itself; the first that applies is open from its submission on."""
    steps = [
        Step(
            application=application,
            office_id=application.office_id,
            position=position,
            key=step["key"],
            label=step["label"],
            kind=step["kind"],
            roles=step["roles"],
            delegates=step.get("delegates", []),
            hours=step.get("hours"),
            status=Step.Status.WAITING if _applies(application, step) else Step.Status.SKIPPED,
        )
        for position, step in enumerate(application.version.workflow)
    ]
    _turn_to(application, next(step for step in steps if step.status == Step.Status.WAITING), application.submitted_at)
    application.save(update_fields=["turn_label", "turn_roles", "turn_due_at"])
    Step.objects.bulk_create(steps)


def finish(application: Application, step: Step, staff: StaffMember) -> Step | None:
    """Close ``step`` and open the next one that applies, which is returned; None when it was the last."""
    step.status, step.done_by, step.closed_at = Step.Status.DONE, staff, now()
    step.done_for = in_whose_name(step, staff)
    step.save()
    settle(application)
    following = application.steps.filter(status=Step.Status.WAITING, position__gt=step.position).order_by("position")
    return _open(application, following.first())


def back_to_first(application: Application) -> Step:
    """Start over from the first step that applies, as after a return from a later one; gives that step."""
    application.steps.update(status=Step.Status.WAITING, closed_at=None, due_at=None, done_for="")
    settle(application)
    first = _open(application, application.steps.filter(status=Step.Status.WAITING).order_by("position")[0])
    assert first is not None  # noqa: S101 - one step at least applies to every application
    return first


def settle(application: Application) -> None:
    """Say anew which of the steps to come apply, by the answers as they are now."""
    rules = {step["key"]: step for step in application.version.workflow if "when" in step}
    for step in application.steps.filter(key__in=rules, status__in=(Step.Status.WAITING, Step.Status.SKIPPED)):
        wanted = Step.Status.WAITING if _applies(application, rules[step.key]) else Step.Status.SKIPPED
        if step.status != wanted:
            step.status = wanted
            step.save(update_fields=["status"])


def resume(application: Application) -> None:
    """The citizen has answered: the target of the open step is counted from now."""
    step = application.steps.filter(status=Step.Status.ACTIVE).first()
    if step is not None and step.hours:
        application.turn_due_at = step.due_at = after_hours(application.office, now(), step.hours)
        step.save(update_fields=["due_at"])


def stop(application: Application) -> None:
    """Nothing more will happen on open steps."""
    application.steps.filter(status__in=_UNFINISHED).update(status=Step.Status.STOPPED, closed_at=now())
    _turn_to(application, None, now())


def needs_head(step: Step) -> bool:
    """Only the RT or RW head of the applicant's part may do it."""
    return bool(step.acting_roles) and {*step.acting_roles} <= {*PARTAKERS}


def in_whose_name(step: Step, staff: StaffMember) -> str:
    """``Kepala Desa`` when ``staff`` may do ``step`` only for its holder (a.n.), else empty."""
    if staff.has_role(*step.roles) or not staff.has_role(*step.delegates):
        return ""
    return str(Role(step.roles[0]).label)


def _open(application: Application, step: Step | None) -> Step | None:
    _turn_to(application, step, now())
    if step is not None:
        step.save()
    return step


def _turn_to(application: Application, step: Step | None, moment: datetime) -> None:
    application.turn_label, application.turn_roles, application.turn_due_at = "", [], None
    if step is None:
        return
    step.status, step.opened_at = Step.Status.ACTIVE, moment
    step.due_at = after_hours(application.office, moment, step.hours) if step.hours else None
    application.turn_label, application.turn_roles = step.label, step.acting_roles
    application.turn_due_at = step.due_at
    if needs_head(step):
        # Whether there is such a head is looked at once this is committed; see standing_in.
        emit("application.step_opened", {"application_id": str(application.pk)})


def _applies(application: Application, step: Mapping[str, Any]) -> bool:
    today = office_today(application.office.timezone)
    return "when" not in step or holds(step["when"], application.answers, application.register_data, today)
