"""Queue the jobs of notices from the code those jobs run; so the jobs are looked up when they are needed."""

from datetime import datetime
from uuid import UUID

from tatadesa.core.jobs import queue
from tatadesa.notices.models import Notice


def queue_round(round_id: UUID, at: datetime | None = None) -> None:
    """Look at the round again, at once or at ``at``.

    Without a lock of the queue: a job that is to run later would hold back one that should run now. The round's row is
    the lock.
    """
    from tatadesa.notices.tasks import advance_round

    queue(advance_round, at=at, round_id=str(round_id))


def queue_notice(notice: Notice) -> None:
    """Deliver a notice, by push or by its provider; jobs of one notice never run side by side."""
    from tatadesa.notices import tasks

    if notice.channel == Notice.Channel.WEB_PUSH:
        tasks.queue_push(notice.pk)
    else:
        queue(tasks.send_message, lock=tasks.lock_of(notice.pk), notice_id=str(notice.pk))
