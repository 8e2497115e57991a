"""Jobs of this room: ask for prices, hand a request to the courier, ask where parcels are."""

from uuid import UUID

from procrastinate.contrib.django import app

from tatadesa.core.jobs import GrowingPauses, Postponed, queue
from tatadesa.deliveries import fetching, ordering, tracking


@app.task(name="deliveries.fetch_rates", queue="couriers")
def fetch_rates(quote_id: str) -> None:
    """One question about prices; whoever needs them again asks again."""
    fetching.fetch(UUID(quote_id))


def queue_rates(quote_id: UUID) -> None:
    """Let a job ask for the prices of one row."""
    queue(fetch_rates, lock=f"rates:{quote_id}", quote_id=str(quote_id))


@app.task(name="deliveries.order", queue="couriers", retry=GrowingPauses())
def order(shipment_id: str) -> None:
    """One attempt to hand a request to the courier; what surely did not happen is tried again."""
    pause = ordering.attempt(UUID(shipment_id))
    if pause is not None:
        raise Postponed(pause)


def queue_order(shipment_id: UUID) -> None:
    """Let a job hand one request to the courier."""
    queue(order, lock=f"shipment:{shipment_id}", shipment_id=str(shipment_id))


@app.task(name="deliveries.look_at", queue="couriers")
def look_at(shipment_id: str) -> None:
    """Ask about one parcel now: its courier says that there is something new."""
    tracking.look_at(UUID(shipment_id))


def queue_look(shipment_id: UUID) -> None:
    """Let a job ask where one parcel is."""
    queue(look_at, lock=f"shipment:{shipment_id}", shipment_id=str(shipment_id))


@app.periodic(cron="*/2 * * * *")
@app.task(name="deliveries.look", queue="couriers", queueing_lock="deliveries.look")
def look(timestamp: int) -> None:
    """Ask where the parcels are whose time has come."""
    tracking.look_at_due()


@app.periodic(cron="41 * * * *")
@app.task(name="deliveries.alarm", queue="upkeep", queueing_lock="deliveries.alarm")
def alarm(timestamp: int) -> None:
    """Tell offices of parcels without news."""
    tracking.alarm_stuck()
