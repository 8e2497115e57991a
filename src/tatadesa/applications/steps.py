"""Moving along the steps of an application. Called inside the action's transaction, with the row locked."""

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import Application, Step
from tatadesa.core.clock import now


def finish(application: Application, step: Step, staff: StaffMember) -> Step | None:
    """Close ``step`` and open the next one, which is returned; None when it was the last."""
    step.status, step.done_by, step.closed_at = Step.Status.DONE, staff, now()
    step.save()
    following = application.steps.filter(position__gt=step.position).order_by("position").first()
    if following is not None:
        following.status, following.opened_at = Step.Status.ACTIVE, now()
        following.save()
    return following


def back_to_first(application: Application) -> Step:
    """Start over from the first step, as after a return from a later one; gives the first step."""
    application.steps.update(status=Step.Status.WAITING, closed_at=None)
    first = application.steps.order_by("position")[0]
    first.status, first.opened_at = Step.Status.ACTIVE, now()
    first.save()
    return first


def stop(application: Application) -> None:
    """Nothing more will happen on open steps."""
    unfinished = (Step.Status.ACTIVE, Step.Status.WAITING)
    application.steps.filter(status__in=unfinished).update(status=Step.Status.STOPPED, closed_at=now())
