"""What every test stands on: settings, database, cheap passwords. Fixtures for people and pages are in fixtures.py."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import django
import pytest
from django.conf import settings
from hypothesis import settings as examples

from tests import database

_run = database.RunFolder()
_run.prepare()
# Before anything imports a model, as fixtures.py does.
os.environ["DJANGO_SETTINGS_MODULE"] = "tatadesa.config.settings"
django.setup()
# Workers inherit the environment: with this name in it they would load the settings before the lines above have named
# their own data folder, and sign sessions with another key than the processes they start.
del os.environ["DJANGO_SETTINGS_MODULE"]
# The same algorithm, cheaper: the suite makes some thousand accounts.
settings.PASSWORD_HASHERS = ["tests.hashers.QuickArgon2Hasher"]
# Pages are rendered from the sources here; the hashed copies are tested by the demo.
settings.STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# How long an example takes depends on who else is on the machine; what may not be slow has figures of its own.
examples.register_profile("tatadesa", deadline=None)
examples.load_profile("tatadesa")

pytest_plugins = ["tests.fixtures", "tests.browsing", "tests.sharing", "tests.softhsm"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind: neither server nor folder."""
    _run.remove()


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """The migrated database of this worker, for tests that start processes of their own."""
    url = database.make_database()
    yield url
    database.drop_database(url)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: pytest.FixtureRequest, database_url: str
) -> Iterator[None]:
    """Point Django at a copy of the template database instead of letting it create and migrate one."""
    from django.db import connections

    name = urlsplit(database_url).path.lstrip("/")
    previous = os.environ["DATABASE_URL"]
    os.environ["DATABASE_URL"] = database_url
    for connection in connections.all():
        connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        for connection in connections.all():
            connection.close()
            connection.close_pool()
    os.environ["DATABASE_URL"] = previous
