"""Photos are read by ``tatadesa reader`` alone; the worker does everything else and leaves them to it."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest

from tatadesa.core.jobs import queue
from tatadesa.registrations.tasks import read_card
from tests.config.processes_support import running, until


@pytest.fixture
def sql(database_url: str) -> Iterator[psycopg.Connection]:
    """A connection of our own: the queue's models are for reading only."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection
        connection.execute("DELETE FROM procrastinate_jobs")
        connection.execute("DELETE FROM procrastinate_workers")


@pytest.mark.django_db(transaction=True)
def test_the_worker_leaves_a_photo_and_the_reader_takes_it(sql: psycopg.Connection, database_url: str) -> None:
    def state(name: str) -> str | None:
        row = sql.execute("SELECT max(status::text) FROM procrastinate_jobs WHERE task_name = %s", [name]).fetchone()
        return None if row is None else row[0]

    # Of a registration that does not exist: done at once by whoever takes it.
    queue(read_card, registration_id=str(uuid.uuid4()))
    sql.execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args, priority) "
        "VALUES ('upkeep', 'files.sweep', '{\"timestamp\": 0}', 0)"
    )
    with running("worker", DATABASE_URL=database_url):
        # Deleted as it succeeded; one that failed would stay.
        assert until(lambda: state("files.sweep") is None)
        assert state(read_card.name) == "todo"
    with running("reader", DATABASE_URL=database_url):
        assert until(lambda: state(read_card.name) is None)
