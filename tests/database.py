"""The PostgreSQL of a test run: DATABASE_URL if given, else an embedded server of its own in a temporary folder.

Migrations run once per state of the migration files, into a template database; every worker gets a copy of it, and the
next run starts from its cluster (``kept_cluster``).
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tatadesa.config.processes import embedded_postgres
from tests import kept_cluster

PACKAGE = Path(embedded_postgres.__file__).parents[2]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
# Any number will do, as long as all workers take the same lock.
_LOCK = 7_204_711


class RunFolder:
    """The temporary folder of this run and, if no other was given, its server. Workers find their controller's."""

    def __init__(self) -> None:
        self._is_ours = "TATADESA_TEST_RUN" not in os.environ
        if self._is_ours:
            os.environ["TATADESA_TEST_RUN"] = tempfile.mkdtemp(prefix="tatadesa-test-")
        self.path = Path(os.environ["TATADESA_TEST_RUN"])
        self._cluster = self.path / "postgres" / "cluster"
        self._server = ""

    def prepare(self) -> None:
        """Set the environment that the settings read."""
        if "DATABASE_URL" not in os.environ:
            kept_cluster.copy_to(self._cluster, _fingerprint())
            os.environ["DATABASE_URL"] = self._server = embedded_postgres.ensure_running(self.path)
            _make_quick(self._server)
        data = self.path / WORKER
        (data / "static").mkdir(parents=True, exist_ok=True)
        os.environ["TATADESA_DATA"] = str(data)
        os.environ["TATADESA_MODE"] = "test"

    def remove(self) -> None:
        """Stop what the controller started and delete the folder."""
        if self._is_ours:
            is_new = bool(self._server) and not kept_cluster.is_there(_fingerprint()) and _leave_template(self._server)
            embedded_postgres.stop(self.path)
            if is_new:
                kept_cluster.keep(self._cluster, _fingerprint())
            shutil.rmtree(self.path, ignore_errors=True)


def make_database(purpose: str = WORKER) -> str:
    """The URL of an empty, migrated database of this run: the worker's own, or one for another ``purpose``."""
    server = os.environ["DATABASE_URL"]
    template = _template()
    name = f"tatadesa_test_{Path(os.environ['TATADESA_TEST_RUN']).name[-8:].lower()}_{purpose}"
    with psycopg.connect(_url(server, "postgres"), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        if not _exists(connection, template):
            _make_template(connection, server, template)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    return _url(server, name)


def drop_database(url: str) -> None:
    """Forget a database of ``make_database``, whoever is still connected to it."""
    with psycopg.connect(_url(url, "postgres"), autocommit=True) as connection:
        name = sql.Identifier(urlsplit(url).path.lstrip("/"))
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def _make_template(connection: psycopg.Connection, server: str, template: str) -> None:
    fresh = f"{template}_fresh"
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(fresh)))
    connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(fresh)))
    # A process of its own, so that no connection to the template stays open here.
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-input", "--skip-checks", "--verbosity", "0"],
        check=True,
        env={**os.environ, "DATABASE_URL": _url(server, fresh), "DJANGO_SETTINGS_MODULE": "tatadesa.config.settings"},
    )
    connection.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(fresh), sql.Identifier(template))
    )


def _make_quick(url: str) -> None:
    """A server that lives for one run need not survive a power cut."""
    with psycopg.connect(url, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)))
        connection.execute("SELECT pg_reload_conf()")


def _leave_template(server: str) -> bool:
    """Drop every other database of tests; False when there is no template."""
    template = _template()
    with psycopg.connect(_url(server, "postgres"), autocommit=True) as connection:
        if not _exists(connection, template):
            return False
        names = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'tatadesa\\_%'").fetchall()
        for name in {name for (name,) in names} - {template}:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    return True


def _template() -> str:
    return f"tatadesa_template_{_fingerprint()}"


def _exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


@cache
def _fingerprint() -> str:
    made_by = [version(name) for name in ("django", "procrastinate", "embedded-postgres")]
    digest = hashlib.sha256(" ".join(made_by).encode())
    for path in sorted(PACKAGE.glob("*/migrations/*.py")):
        digest.update(str(path.relative_to(PACKAGE)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _url(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))
