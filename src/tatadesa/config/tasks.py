"""Periodic upkeep of the job queue itself."""

import logging

from procrastinate.contrib.django import app

logger = logging.getLogger(__name__)
STALLED_AFTER_SECONDS = 120


@app.periodic(cron="* * * * *")
@app.task(name="config.rescue_stalled_jobs", queue="upkeep", queueing_lock="rescue_stalled_jobs", pass_context=False)
async def rescue_stalled_jobs(timestamp: int) -> None:
    """Puts jobs of a killed worker back in the queue; without this they stay "doing" for ever."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(job)
        logger.warning("job %s (%s) rescued from a lost worker", job.id, job.task_name)
