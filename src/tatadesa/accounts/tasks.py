"""The job of this room: throw away what protects nothing any more."""

from procrastinate.contrib.django import app

from tatadesa.accounts import sweeping


@app.periodic(cron="23 * * * *")
@app.task(name="accounts.sweep", queue="upkeep", queueing_lock="accounts.sweep")
def sweep(timestamp: int) -> None:
    """Remove ended sessions, their devices, old codes and forgotten tries."""
    sweeping.sweep()
