"""Jobs of the notices: one per push message, and a sweeper that finds what lost its job."""

from datetime import timedelta
from uuid import UUID

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from tatadesa.core.clock import now
from tatadesa.core.jobs import queue
from tatadesa.notices.actions.deliver_message import deliver_message
from tatadesa.notices.actions.deliver_push import deliver_push
from tatadesa.notices.digest import send_due
from tatadesa.notices.models import Notice, Round
from tatadesa.notices.queueing import queue_notice, queue_round
from tatadesa.notices.rounds import advance

FIRST_PAUSE_SECONDS = 5
LONGEST_PAUSE_SECONDS = 3600
_LOST_AFTER = timedelta(minutes=5)
_SWEEP_LIMIT = 500


class Postponed(Exception):
    """The push service asked to come back; ``retry_after`` in seconds when it said when."""

    def __init__(self, retry_after: int | None) -> None:
        super().__init__("postponed by the push service")
        self.retry_after = retry_after


class GrowingPauses(BaseRetryStrategy):
    """5, 10, 20 ... seconds up to an hour, and never sooner than the push service asked for.

    Without an end: ``deliver_push`` gives up by the age of the notice.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        pause = min(FIRST_PAUSE_SECONDS * 2 ** min(job.attempts, 12), LONGEST_PAUSE_SECONDS)
        if isinstance(exception, Postponed) and exception.retry_after is not None:
            pause = max(pause, min(exception.retry_after, LONGEST_PAUSE_SECONDS))
        return RetryDecision(retry_in={"seconds": pause})


@app.task(name="notices.send_push", queue="notices", retry=GrowingPauses())
def send_push(notice_id: str) -> None:
    """One attempt to deliver a notice; raises ``Postponed`` to be run again."""
    result = deliver_push(UUID(notice_id))
    if result is not None:
        raise Postponed(result.retry_after)


@app.task(name="notices.send_message", queue="notices", retry=GrowingPauses())
def send_message(notice_id: str) -> None:
    """One attempt by a provider of messages; raises ``Postponed`` to be run again."""
    result = deliver_message(UUID(notice_id))
    if result is not None:
        raise Postponed(result.retry_after)


@app.task(name="notices.advance_round", queue="notices", retry=GrowingPauses())
def advance_round(round_id: str) -> None:
    """Look at a round: the next channel may have its turn."""
    advance(UUID(round_id))


def queue_push(notice_id: UUID) -> None:
    """Queue the notice's delivery in the present transaction; jobs of one notice never run side by side."""
    queue(send_push, lock=lock_of(notice_id), notice_id=str(notice_id))


@app.periodic(cron="*/2 * * * *")
@app.task(name="notices.sweep", queue="upkeep", queueing_lock="notices.sweep")
def sweep(timestamp: int) -> None:
    """Queue again what still waits after five minutes although no job is waiting or running for it: notices, rounds."""
    unsent = (Notice.State.QUEUED, Notice.State.SENDING)
    waiting = Notice.objects.filter(state__in=unsent, created_at__lt=now() - _LOST_AFTER)
    notices = {lock_of(notice.pk): notice for notice in waiting.order_by("created_at")[:_SWEEP_LIMIT]}
    overdue = Round.objects.filter(ended_at=None, due_at__lt=now() - _LOST_AFTER)
    rounds = [str(key) for key in overdue.order_by("due_at").values_list("pk", flat=True)[:_SWEEP_LIMIT]]
    alive = ProcrastinateJob.objects.filter(status__in=("todo", "doing"))
    busy = set(alive.filter(lock__in=list(notices)).values_list("lock", flat=True))
    looked = alive.filter(task_name="notices.advance_round", args__round_id__in=rounds)
    busy_rounds = set(looked.values_list("args__round_id", flat=True))
    for lock, notice in notices.items():
        if lock not in busy:
            queue_notice(notice)
    for key in rounds:
        if key not in busy_rounds:
            queue_round(UUID(key))


@app.periodic(cron="*/10 * * * *")
@app.task(name="notices.digest", queue="upkeep", queueing_lock="notices.digest")
def digest(timestamp: int) -> None:
    """The morning's messages of every office whose hour has come."""
    send_due()


def lock_of(notice_id: UUID) -> str:
    """Jobs of one notice share it."""
    return f"push:{notice_id}"
