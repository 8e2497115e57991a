"""Periodic jobs of this room."""

from procrastinate.contrib.django import app

from tatadesa.feedback import reminders


@app.periodic(cron="41 1-9 * * *")
@app.task(name="feedback.remind", queue="upkeep", queueing_lock="feedback.remind")
def remind_citizens(timestamp: int) -> None:
    """By day in all three zones (08.41 WIB to 18.41 WIT): who has not rated a decided application yet."""
    reminders.remind()
