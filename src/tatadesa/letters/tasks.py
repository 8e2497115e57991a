"""Jobs of this room: hand a letter to the kecamatan, give up letters that nobody will sign."""

from uuid import UUID

from procrastinate.contrib.django import app

from tatadesa.accounts.tasks import GrowingPauses, Postponed
from tatadesa.core.clock import now
from tatadesa.letters.giving_up import give_up_ended
from tatadesa.letters.handing_off import attempt


@app.task(name="letters.hand_off", queue="letters", retry=GrowingPauses())
def send_letter(entry_id: str, until: int) -> None:
    """One attempt; after ``until`` (Unix seconds) the next "not now" is a failure."""
    result = attempt(UUID(entry_id), last=now().timestamp() > until)
    if result is not None:
        raise Postponed(result.retry_after)


@app.periodic(cron="17 * * * *")
@app.task(name="letters.give_up_ended", queue="upkeep", queueing_lock="letters.give_up_ended")
def give_up(timestamp: int) -> None:
    """Hourly: what was prepared for an application that ended."""
    give_up_ended()
