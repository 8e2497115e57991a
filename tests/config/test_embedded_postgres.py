"""The embedded server, with real processes and real kills."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tatadesa.config.processes import embedded_postgres, leash
from tests.config.processes_support import processes_in, until

OWNER = """
import sys, time
from pathlib import Path
from tatadesa.config.processes import embedded_postgres
embedded_postgres.ensure_running(Path(sys.argv[1]))
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    """A data folder whose server is stopped afterwards."""
    yield tmp_path
    embedded_postgres.stop(tmp_path)


@pytest.fixture
def owner(data_dir: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that has started the server."""
    command = [sys.executable, "-c", OWNER, str(data_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def test_its_log_repeats_no_data_of_a_failed_statement(data_dir: Path) -> None:
    nik = "3302076505909001"
    with psycopg.connect(embedded_postgres.ensure_running(data_dir), autocommit=True) as connection:
        connection.execute("CREATE TABLE person (nik text UNIQUE)")
        for _ in range(2):
            with contextlib.suppress(psycopg.errors.UniqueViolation):
                connection.execute(f"INSERT INTO person VALUES ('{nik}')")  # noqa: S608 - what Django's driver sends
    log = (data_dir / "logs" / "postgres.log").read_text()
    assert "duplicate key" in log
    assert nik not in log


def cluster(data_dir: Path) -> Path:
    return data_dir / "postgres" / "cluster"


def test_it_keeps_data_between_starts_and_is_for_us_alone(data_dir: Path) -> None:
    url = embedded_postgres.ensure_running(data_dir)
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT upper('é') AS word")
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
    sockets = Path(parse_qs(urlsplit(url).query)["host"][0])
    assert sockets.stat().st_mode & 0o077 == 0
    embedded_postgres.stop(data_dir)
    assert not embedded_postgres.is_running(data_dir)
    assert processes_in(cluster(data_dir)) == []
    with psycopg.connect(embedded_postgres.ensure_running(data_dir)) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("É",)


def test_a_second_process_uses_the_running_server_and_leaves_it_running(
    data_dir: Path, owner: "subprocess.Popen[str]"
) -> None:
    url = embedded_postgres.ensure_running(data_dir)
    assert not embedded_postgres.is_owned(data_dir)
    embedded_postgres.stop(data_dir)
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_killing_the_owner_stops_the_server_cleanly(data_dir: Path, owner: "subprocess.Popen[str]") -> None:
    owner.kill()
    assert until(lambda: processes_in(cluster(data_dir)) == [])
    assert not (cluster(data_dir) / "postmaster.pid").exists()
    assert "database system is shut down" in (data_dir / "logs" / "postgres.log").read_text()


def test_it_starts_again_after_everything_was_killed(data_dir: Path, owner: "subprocess.Popen[str]") -> None:
    master = int((cluster(data_dir) / "postmaster.pid").read_text().split()[0])
    os.kill(master, signal.SIGKILL)
    owner.kill()
    with psycopg.connect(embedded_postgres.ensure_running(data_dir)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert embedded_postgres.is_owned(data_dir)


def test_a_lock_file_whose_process_id_is_somebody_elses_by_now_is_stale(data_dir: Path) -> None:
    embedded_postgres.ensure_running(data_dir)
    embedded_postgres.stop(data_dir)
    (cluster(data_dir) / "postmaster.pid").write_text(f"{os.getppid()}\n{cluster(data_dir)}\n")
    embedded_postgres.ensure_running(data_dir)
    assert embedded_postgres.is_running(data_dir)


def test_an_interrupted_first_start_leaves_no_half_cluster(data_dir: Path) -> None:
    half = data_dir / "postgres" / "home" / "cluster"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    embedded_postgres.ensure_running(data_dir)
    assert embedded_postgres.is_running(data_dir)


def test_a_long_path_gets_a_short_socket_folder(tmp_path: Path) -> None:
    data_dir = tmp_path / ("panjang" * 16)
    try:
        url = embedded_postgres.ensure_running(data_dir)
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        embedded_postgres.stop(data_dir)


def test_steering_variables_of_the_caller_do_not_reach_the_server(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPORT", "1")
    monkeypatch.setenv("PGDATA", "/nowhere")
    monkeypatch.setenv("PGOPTIONS", "--nonsense")
    embedded_postgres.ensure_running(data_dir)
    assert embedded_postgres.is_running(data_dir)


def test_without_user_namespaces_it_never_runs_as_root(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root hands it to ``nobody``; an ordinary user keeps it."""
    monkeypatch.setattr(leash, "can_enter_user_namespace", lambda: False)
    embedded_postgres.ensure_running(data_dir)
    master = int((cluster(data_dir) / "postmaster.pid").read_text().split()[0])
    owner = leash.nobody().pw_uid if os.geteuid() == 0 else os.geteuid()
    assert Path(f"/proc/{master}").stat().st_uid == owner
    embedded_postgres.stop(data_dir)
    monkeypatch.undo()
    # And back: the files are handed over again, in either direction.
    embedded_postgres.ensure_running(data_dir)
    assert embedded_postgres.is_running(data_dir)
