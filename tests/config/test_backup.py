"""A backup brings everything back, gives nothing away, and is refused where something would be overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from tatadesa.config.backup import BackupError, backup, restore
from tatadesa.files.models import StoredFile
from tests.people import World, sent
from tests.registrations.waiting import waiting

PASSPHRASE = "kata sandi cadangan uji"


@pytest.fixture
def empty_database(database_url: str) -> Iterator[str]:
    """A database of the same server with nothing in it."""
    base, _, query = database_url.partition("?")
    name = f"{base.rsplit('/', 1)[1]}_pulih"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    yield f"{base.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.mark.django_db(transaction=True)
def test_everything_comes_back(world: World, database_url: str, empty_database: str, tmp_path: Path) -> None:
    application = sent(world.siti, world.version)
    stored = StoredFile.objects.get()
    data, target = Path(settings.DATA_DIR), tmp_path / "desa.cadangan"
    backup(target, PASSPHRASE, data, database_url)
    content = target.read_bytes()
    assert b"SITI AMINAH" not in content
    assert b"PGDMP" not in content
    assert target.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [target], "nothing unencrypted is left beside it"

    fresh = tmp_path / "data"
    restore(target, PASSPHRASE, fresh, empty_database)
    with psycopg.connect(empty_database) as connection:
        found = connection.execute("SELECT number, applicant_name FROM applications_application").fetchall()
    assert found == [(application.number, "SITI AMINAH")]
    assert (fresh / "files" / stored.storage_name).read_bytes() == (data / "files" / stored.storage_name).read_bytes()
    with pytest.raises(BackupError, match="sudah berisi"):
        restore(target, PASSPHRASE, tmp_path / "lain", empty_database)


@pytest.mark.django_db(transaction=True)
def test_photos_of_identity_cards_stay_out(
    world: World, database_url: str, empty_database: str, tmp_path: Path
) -> None:
    photo = waiting(world.karangsari).photo
    assert (Path(settings.DATA_DIR) / "files" / photo.storage_name).exists()
    target, fresh = tmp_path / "desa.cadangan", tmp_path / "data"
    backup(target, PASSPHRASE, Path(settings.DATA_DIR), database_url)
    restore(target, PASSPHRASE, fresh, empty_database)
    assert list(fresh.rglob(Path(photo.storage_name).name)) == []


@pytest.mark.django_db(transaction=True)
def test_without_the_passphrase_or_whole_file_nothing_is_written(
    world: World, database_url: str, empty_database: str, tmp_path: Path
) -> None:
    target = tmp_path / "desa.cadangan"
    backup(target, PASSPHRASE, Path(settings.DATA_DIR), database_url)
    broken = tmp_path / "rusak"
    broken.write_bytes(target.read_bytes()[:-20_000])
    for source, words in ((target, "bukan sandinya"), (broken, PASSPHRASE), (tmp_path / "tidak-ada", PASSPHRASE)):
        with pytest.raises(BackupError):
            restore(source, words, tmp_path / "data", empty_database)
        with psycopg.connect(empty_database) as connection:
            row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        assert row == (0,)
