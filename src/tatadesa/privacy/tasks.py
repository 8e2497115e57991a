"""Jobs of this room."""

from procrastinate.contrib.django import app

from tatadesa.privacy import reminders


@app.periodic(cron="7 * * * *")
@app.task(name="privacy.remind", queue="upkeep", queueing_lock="privacy.remind")
def remind_offices(timestamp: int) -> None:
    """Every hour: offices whose 3 × 24 hours are running out."""
    reminders.remind()
