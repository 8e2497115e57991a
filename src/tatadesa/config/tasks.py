"""Periodic upkeep of the job queue itself."""

import logging

from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

logger = logging.getLogger(__name__)
STALLED_AFTER_SECONDS = 120
FAILED_KEPT_HOURS = 7 * 24


@app.periodic(cron="41 * * * *")
@app.task(name="config.forget_failed_jobs", queue="upkeep", queueing_lock="forget_failed_jobs", pass_context=False)
async def forget_failed_jobs(timestamp: int) -> None:
    """Deletes what gave up, once somebody had a week to look at it: its arguments may be words to a person."""
    await app.job_manager.delete_old_jobs(nb_hours=FAILED_KEPT_HOURS, include_failed=True, include_aborted=True)


@app.periodic(cron="* * * * *")
@app.task(name="config.rescue_stalled_jobs", queue="upkeep", queueing_lock="rescue_stalled_jobs", pass_context=False)
async def rescue_stalled_jobs(timestamp: int) -> None:
    """Puts jobs of a killed worker back in the queue; without this they stay "doing" for ever."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        try:
            await manager.retry_job(job)
        except ConnectorException as error:
            # It ended just now, or a later one with its queueing lock waits already: the others still need us.
            logger.warning("job %s (%s) left alone: %s", job.id, job.task_name, type(error.__cause__).__name__)
        else:
            logger.warning("job %s (%s) rescued from a lost worker", job.id, job.task_name)
