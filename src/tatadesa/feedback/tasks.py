"""Periodic jobs of this room."""

from procrastinate.contrib.django import app

from tatadesa.feedback import overdue, reminders
from tatadesa.feedback.actions.route_above import route_stranded


@app.periodic(cron="41 1-9 * * *")
@app.task(name="feedback.remind", queue="upkeep", queueing_lock="feedback.remind")
def remind_citizens(timestamp: int) -> None:
    """By day in all three zones (08.41 WIB to 18.41 WIT): who has not rated a decided application yet."""
    reminders.remind()


@app.periodic(cron="17 * * * *")
@app.task(name="feedback.remind_offices", queue="upkeep", queueing_lock="feedback.remind_offices")
def remind_offices(timestamp: int) -> None:
    """Every hour: pass on complaints that nobody can decide on any more, tell of those whose time runs out."""
    route_stranded()
    overdue.remind()
