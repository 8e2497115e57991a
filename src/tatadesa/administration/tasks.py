"""The jobs of this room."""

from uuid import UUID

from procrastinate.contrib.django import app

from tatadesa.administration.making import make


@app.task(name="administration.make_offices", queue="sheets")
def make_offices(batch_id: str) -> None:
    """Make the offices of a batch. Not retried: its page tells what went wrong; a killed worker's job is rescued."""
    make(UUID(batch_id))
