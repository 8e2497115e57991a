"""Queue a job in the present transaction: it exists exactly when what caused it does."""

from datetime import datetime
from typing import Any

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import Task


def queue(task: Task[Any, Any, Any], *, lock: str | None = None, at: datetime | None = None, **arguments: Any) -> None:
    """Queue ``task`` with ``arguments`` (JSON); jobs that share ``lock`` never run side by side.

    It runs as soon as a worker is free, with ``at`` not before then.

    A plain ``defer`` inside a worker would write through the worker's own connection: the job would be there before
    the change is committed, find nothing to do and be gone.
    """
    job = task.configure(lock=lock, schedule_at=at).job.evolve(task_kwargs=arguments)
    JobManager(DjangoConnector()).defer_job(job)
