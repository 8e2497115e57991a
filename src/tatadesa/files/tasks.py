"""Periodic jobs of this room."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from tatadesa.files.sweeping import sweep


@app.periodic(cron="23 * * * *")
@app.task(name="files.sweep", queue="upkeep", queueing_lock="files.sweep")
def sweep_orphans(timestamp: int) -> None:
    """Remove files without a row in this hour's share of the storage."""
    sweep(datetime.fromtimestamp(timestamp, UTC).hour)
