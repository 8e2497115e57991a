"""Jobs of this room beside the reading of cards: asking Dukcapil after sending, and deleting what is due."""

from uuid import UUID

from procrastinate.contrib.django import app

from tatadesa.registrations.models import Registration
from tatadesa.registrations.photos import sweep_orphans
from tatadesa.registrations.sweeping import sweep
from tatadesa.residents.population import verify
from tatadesa.residents.ports import Elements

_SENT = (Registration.State.WAITING, Registration.State.ASKED, Registration.State.ACTIVE)


@app.task(name="registrations.check_population", queue="population")
def check_population(registration_id: str) -> None:
    """Ask Dukcapil about one registration and keep the status word alone; an officer sees it, nothing waits for it."""
    rows = Registration.objects.select_related("office").filter(pk=UUID(registration_id), state__in=_SENT)
    registration = rows.first()
    if registration is None:
        return
    elements = Elements(
        nik=registration.nik,
        name=registration.name,
        birth_place=registration.birth_place,
        birth_date=registration.birth_date,
        sex=registration.sex,
    )
    answer = verify(registration.office, elements, actor_id=None, purpose="pendaftaran")
    rows.update(population_check=answer.status.value)


@app.periodic(cron="41 * * * *")
@app.task(name="registrations.sweep_orphans", queue="upkeep", queueing_lock="registrations.sweep_orphans")
def sweep_lost_photos(timestamp: int) -> None:
    """Remove photos in storage that no registration names any more."""
    sweep_orphans()


@app.periodic(cron="11 * * * *")
@app.task(name="registrations.sweep", queue="upkeep", queueing_lock="registrations.sweep")
def sweep_what_is_due(timestamp: int) -> None:
    """Delete photos and data whose time has come; within an hour of it."""
    sweep()
