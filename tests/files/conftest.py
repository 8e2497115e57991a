"""An office, two people and an empty storage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tatadesa.accounts.models import Account
from tatadesa.offices.models import Office
from tatadesa.regions.models import Region


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """The folder all files of the test go to."""
    place = tmp_path / "files"
    backend = {"BACKEND": "tatadesa.files.disk.DurableFileStorage", "OPTIONS": {"location": place}}
    settings.STORAGES = {**settings.STORAGES, "private": backend}
    return place


@pytest.fixture
def office(folder: Path, db: None) -> Office:
    """A village."""
    region = Region.objects.create(code="33", level=1, name="Jawa Tengah")
    return Office.objects.create(
        code="33.02.07.2901",
        kind=Office.Kind.DESA,
        name="Karangsari",
        region=region,
        address="Jl. 1",
        number_code="DS",
    )


@pytest.fixture
def siti(office: Office) -> Account:
    """Sends files."""
    return Account.objects.create(kind=Account.Kind.CITIZEN, login="3302076505909001")


@pytest.fixture
def joko(office: Office) -> Account:
    """A stranger."""
    return Account.objects.create(kind=Account.Kind.CITIZEN, login="3302070107809003")


@pytest.fixture
def no_jobs(transactional_db: None) -> Iterator[None]:
    """Tests that commit leave jobs behind: Django's flush does not know the queue's tables."""

    def empty() -> None:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")

    empty()
    yield
    empty()


def names_on_disk(folder: Path) -> list[str]:
    """All files below ``folder``."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
