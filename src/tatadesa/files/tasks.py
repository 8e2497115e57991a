"""Periodic jobs of this room."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from tatadesa.files.partials import sweep_partials
from tatadesa.files.scanning import look_again
from tatadesa.files.sweeping import sweep


@app.periodic(cron="23 * * * *")
@app.task(name="files.sweep", queue="upkeep", queueing_lock="files.sweep")
def sweep_orphans(timestamp: int) -> None:
    """Remove uploads that never got whole, and files without a row in this hour's share of the storage."""
    sweep_partials()
    sweep(datetime.fromtimestamp(timestamp, UTC).hour)


@app.periodic(cron="*/5 * * * *")
@app.task(name="files.scan", queue="upkeep", queueing_lock="files.scan")
def scan_waiting(timestamp: int) -> None:
    """Let the virus scanner see what came while it was down."""
    look_again()
