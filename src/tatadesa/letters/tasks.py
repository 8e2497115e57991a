"""Jobs of this room: hand letters to the kecamatan and hear of them, give up letters that nobody will sign."""

from uuid import UUID

from procrastinate.contrib.django import app

from tatadesa.core.clock import now
from tatadesa.core.jobs import GrowingPauses, Postponed, queue
from tatadesa.letters.giving_back import ask, offices_that_wait
from tatadesa.letters.giving_up import give_up_ended
from tatadesa.letters.handing_off import attempt


@app.task(name="letters.hand_off", queue="letters", retry=GrowingPauses())
def send_letter(entry_id: str, until: int) -> None:
    """One attempt; after ``until`` (Unix seconds) the next "not now" is a failure."""
    result = attempt(UUID(entry_id), last=now().timestamp() > until)
    if result is not None:
        raise Postponed(result.retry_after)


@app.periodic(cron="8,38 * * * *")
@app.task(name="letters.ask_district", queue="letters", queueing_lock="letters.ask_district")
def ask_district(timestamp: int) -> None:
    """Every half hour: a job for each office whose letters lie at the kecamatan, so a slow server delays its own."""
    for office_id in offices_that_wait():
        queue(ask_district_of, lock=f"ask_district:{office_id}", office_id=str(office_id))


@app.task(name="letters.ask_district_of", queue="letters")
def ask_district_of(office_id: str) -> None:
    """One office's question; what fails is asked again in half an hour."""
    ask(UUID(office_id))


@app.periodic(cron="17 * * * *")
@app.task(name="letters.give_up_ended", queue="upkeep", queueing_lock="letters.give_up_ended")
def give_up(timestamp: int) -> None:
    """Hourly: what was prepared for an application that ended."""
    give_up_ended()
