"""Periodic jobs of this room."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from tatadesa.applications.standing_in import stand_in_everywhere
from tatadesa.applications.sweeping import sweep_unused_files


@app.periodic(cron="37 * * * *")
@app.task(name="applications.sweep_files", queue="upkeep", queueing_lock="applications.sweep_files")
def sweep_files(timestamp: int) -> None:
    """Remove uploads that nothing names in this hour's share of the storage."""
    sweep_unused_files(datetime.fromtimestamp(timestamp, UTC).hour)


@app.periodic(cron="7 * * * *")
@app.task(name="applications.stand_in", queue="upkeep", queueing_lock="applications.stand_in")
def stand_in(timestamp: int) -> None:
    """Heads leave and terms end: what waits for one whom nobody is any more comes to the office."""
    stand_in_everywhere()
