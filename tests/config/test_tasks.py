"""Upkeep of the job queue: a worker that is killed in the middle of a job loses nothing."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from asgiref.sync import async_to_sync
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.config import tasks
from tatadesa.core.jobs import queue
from tatadesa.core.tasks import run_effect
from tests.config.processes_support import running, until


@pytest.fixture
def sql(database_url: str) -> Iterator[psycopg.Connection]:
    """A connection of our own: the queue's models are for reading only."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection
        connection.execute("DELETE FROM procrastinate_jobs")
        connection.execute("DELETE FROM procrastinate_workers")


def _jobs(sql: psycopg.Connection) -> dict[str, str]:
    return dict(sql.execute("SELECT task_name, status::text FROM procrastinate_jobs").fetchall())


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_killed_worker_is_done_by_the_next_one(
    sql: psycopg.Connection, database_url: str, tmp_path: Path
) -> None:
    queue(run_effect, handler="tests.config.slow_effect.hang_once", payload={"folder": str(tmp_path)})
    with running("worker", DATABASE_URL=database_url) as first:
        assert until((tmp_path / "begun").exists)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    assert _jobs(sql)[run_effect.name] == "doing"
    # As if its last sign of life were long ago.
    sql.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'")
    # The killed worker may have queued one itself, at the turn of a minute.
    sql.execute("DELETE FROM procrastinate_jobs WHERE task_name = %s", [tasks.rescue_stalled_jobs.name])
    queue(tasks.rescue_stalled_jobs, timestamp=0)
    with running("worker", DATABASE_URL=database_url):
        assert until((tmp_path / "ended").exists)
        # Deleted once it has run: its arguments may have been words to a person.
        assert until(lambda: run_effect.name not in _jobs(sql))


@pytest.mark.django_db(transaction=True)
def test_what_gave_up_is_forgotten_after_a_week(sql: psycopg.Connection) -> None:
    queue(run_effect, handler="x", payload={})
    queue(tasks.rescue_stalled_jobs, timestamp=0)
    sql.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    sql.execute("UPDATE procrastinate_events SET at = now() - interval '6 days'")
    async_to_sync(tasks.forget_failed_jobs.func)(0)
    assert set(_jobs(sql)) == {run_effect.name, tasks.rescue_stalled_jobs.name}
    sql.execute(
        "UPDATE procrastinate_events SET at = now() - interval '8 days' "
        "WHERE job_id IN (SELECT id FROM procrastinate_jobs WHERE task_name = %s)",
        [run_effect.name],
    )
    async_to_sync(tasks.forget_failed_jobs.func)(0)
    assert set(_jobs(sql)) == {tasks.rescue_stalled_jobs.name}


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_lives_keeps_its_jobs(sql: psycopg.Connection) -> None:
    queue(run_effect, handler="x", payload={})
    sql.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    sql.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM procrastinate_workers)")
    async_to_sync(tasks.rescue_stalled_jobs.func)(0)
    assert _jobs(sql) == {run_effect.name: "doing"}


@pytest.mark.django_db(transaction=True)
def test_one_that_cannot_be_put_back_does_not_keep_the_others(sql: psycopg.Connection) -> None:
    queue(tasks.rescue_stalled_jobs, timestamp=0)
    queue(run_effect, handler="x", payload={})
    sql.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    queue(tasks.rescue_stalled_jobs, timestamp=60)
    async_to_sync(tasks.rescue_stalled_jobs.func)(0)
    assert ProcrastinateJob.objects.get(task_name=run_effect.name).status == "todo"
    upkeep = ProcrastinateJob.objects.filter(task_name=tasks.rescue_stalled_jobs.name)
    assert sorted(upkeep.values_list("status", flat=True)) == ["doing", "todo"]
