"""Jobs of the registrations."""

from typing import cast
from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from tatadesa.core import effects
from tatadesa.registrations.actions import read_card as reading
from tatadesa.registrations.ports import CardReader, CardReaderDown

READER_QUEUE = "ktp"
"""Worked off by ``tatadesa reader`` alone, one job at a time: reading takes seconds and half a gigabyte."""
READ_ATTEMPTS = 3


@app.task(
    name="registrations.read_card",
    queue=READER_QUEUE,
    pass_context=True,
    retry=RetryStrategy(max_attempts=READ_ATTEMPTS, wait=5, retry_exceptions={CardReaderDown}),
)
def read_card(context: JobContext, registration_id: str) -> None:
    """One attempt to read the photo of a registration."""
    is_last_try = context.job.attempts + 1 >= READ_ATTEMPTS
    reading.read_card(UUID(registration_id), cast("CardReader", effects.port("card_reader")), is_last_try=is_last_try)
