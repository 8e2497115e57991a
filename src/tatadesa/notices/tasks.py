"""Jobs of the notices: one per push message, and a sweeper that finds what lost its job."""

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.core.clock import now
from tatadesa.core.jobs import GrowingPauses, Postponed, queue
from tatadesa.notices.actions.deliver_message import deliver_message
from tatadesa.notices.actions.deliver_push import deliver_push
from tatadesa.notices.digest import send_due
from tatadesa.notices.models import Notice, Round
from tatadesa.notices.queueing import queue_notice, queue_round
from tatadesa.notices.rounds import advance

_LOST_AFTER = timedelta(minutes=5)
_SWEEP_LIMIT = 500
_ADDRESSES_KEPT = timedelta(days=30)


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


@app.periodic(cron="17 * * * *")
@app.task(name="notices.forget_addresses", queue="upkeep", queueing_lock="notices.forget_addresses")
def forget_addresses(timestamp: int) -> None:
    """What became of a message to an address (a code, a reply) interests nobody after a month."""
    old = Notice.objects.filter(account=None, event=None, created_at__lt=now() - _ADDRESSES_KEPT)
    rounds = list(old.exclude(round=None).values_list("round", flat=True)[:_SWEEP_LIMIT])
    old.filter(round__in=rounds).delete()
    old.filter(round=None).delete()
    Round.objects.filter(pk__in=rounds, ended_at__isnull=False).delete()


@app.periodic(cron="*/10 * * * *")
@app.task(name="notices.digest", queue="upkeep", queueing_lock="notices.digest")
def digest(timestamp: int) -> None:
    """The morning's messages of every office whose hour has come."""
    send_due()


def lock_of(notice_id: UUID) -> str:
    """Jobs of one notice share it."""
    return f"push:{notice_id}"
