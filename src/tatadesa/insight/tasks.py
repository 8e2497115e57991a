"""Jobs of this room: keep the counts of months that are over."""

from procrastinate.contrib.django import app

from tatadesa.insight.months import keep_months


@app.periodic(cron="23 * * * *")
@app.task(name="insight.keep_months", queue="upkeep", queueing_lock="insight.keep_months", lock="insight.keep_months")
def keep(timestamp: int) -> None:
    """Hourly: months that ended, and those of which something was changed since."""
    keep_months()
