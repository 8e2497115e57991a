"""Queue a job in the present transaction: it exists exactly when what caused it does."""

from datetime import datetime
from typing import Any

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.tasks import Task

FIRST_PAUSE_SECONDS = 5
LONGEST_PAUSE_SECONDS = 3600


class Postponed(Exception):
    """An outside service asked to come back; ``retry_after`` in seconds when it said when."""

    def __init__(self, retry_after: int | None) -> None:
        super().__init__("postponed by an outside service")
        self.retry_after = retry_after


class GrowingPauses(BaseRetryStrategy):
    """5, 10, 20 ... seconds up to an hour, and never sooner than the service asked for.

    Without an end: what the job does gives up by itself when its work is too old.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        pause = min(FIRST_PAUSE_SECONDS * 2 ** min(job.attempts, 12), LONGEST_PAUSE_SECONDS)
        if isinstance(exception, Postponed) and exception.retry_after is not None:
            pause = max(pause, min(exception.retry_after, LONGEST_PAUSE_SECONDS))
        return RetryDecision(retry_in={"seconds": pause})


def queue(task: Task[Any, Any, Any], *, lock: str | None = None, at: datetime | None = None, **arguments: Any) -> None:
    """Queue ``task`` with ``arguments`` (JSON); jobs that share ``lock`` never run side by side.

    It runs as soon as a worker is free, with ``at`` not before then.

    A plain ``defer`` inside a worker would write through the worker's own connection: the job would be there before
    the change is committed, find nothing to do and be gone.
    """
    job = task.configure(lock=lock, schedule_at=at).job.evolve(task_kwargs=arguments)
    JobManager(DjangoConnector()).defer_job(job)
