"""Periodic jobs of the referrals."""

from procrastinate.contrib.django import app

from tatadesa.applications.actions.keep_deadline import keep_deadlines


@app.periodic(cron="*/15 * * * *")
@app.task(name="applications.referral_deadlines", queue="upkeep", queueing_lock="applications.referral_deadlines")
def referral_deadlines(timestamp: int) -> None:
    """Remind a day before and at the deadline, end what nobody answered."""
    keep_deadlines()
