"""Files in pieces: what lies in the storage, and two senders at once."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection

from tatadesa.accounts.models import Account
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, DomainError, NotFound, TooMany
from tatadesa.files.actions.append_piece import append_piece
from tatadesa.files.actions.begin_partial import begin_partial
from tatadesa.files.actions.drop_partial import drop_partial
from tatadesa.files.actions.finish_partial import finish_partial
from tatadesa.files.models import PartialUpload, StoredFile
from tatadesa.files.partials import MAX_OPEN, sweep_partials
from tatadesa.offices.models import Office
from tests.files import builders
from tests.files.conftest import names_on_disk

PHOTO = builders.jpeg()


def begun(office: Office, owner: Account, size: int = len(PHOTO)) -> PartialUpload:
    return begin_partial(office=office, owner=owner, upload_key=uuid.uuid4(), name="kk.jpg", size=size)


@pytest.mark.django_db(transaction=True)
def test_pieces_are_on_disk_and_go_when_the_file_is_whole(
    office: Office, siti: Account, folder: Path, no_jobs: None
) -> None:
    partial = begun(office, siti)
    append_piece(siti, partial.pk, offset=0, content=PHOTO[:300])
    with pytest.raises(Conflict):
        finish_partial(siti, partial.pk)
    append_piece(siti, partial.pk, offset=300, content=PHOTO[300:])
    assert len(names_on_disk(folder)) == 2
    stored = finish_partial(siti, partial.pk)
    assert names_on_disk(folder) == [stored.storage_name]
    assert finish_partial(siti, partial.pk) == stored


@pytest.mark.django_db(transaction=True)
def test_given_up_or_expired_nothing_stays_on_disk(office: Office, siti: Account, folder: Path, no_jobs: None) -> None:
    for _ in range(2):
        append_piece(siti, begun(office, siti).pk, offset=0, content=PHOTO[:300])
    first = PartialUpload.objects.all()[0]
    drop_partial(siti, first.pk)
    assert len(names_on_disk(folder)) == 1
    assert sweep_partials() == 0
    assert sweep_partials(now() + timedelta(days=1, minutes=1)) == 1
    assert names_on_disk(folder) == []


def test_pieces_that_are_gone_do_not_make_a_file(office: Office, siti: Account) -> None:
    partial = begun(office, siti)
    append_piece(siti, partial.pk, offset=0, content=PHOTO)
    PartialUpload.objects.update(pieces=["aa/bb/nothing"])
    with pytest.raises(NotFound):
        finish_partial(siti, partial.pk)
    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_pieces_for_the_same_place_one_is_taken(
    office: Office, siti: Account, folder: Path, no_jobs: None
) -> None:
    partial = begun(office, siti)
    results = _at_once(4, lambda: append_piece(siti, partial.pk, offset=0, content=PHOTO[:500]))
    assert sum(isinstance(result, Conflict) for result in results) == 3
    assert PartialUpload.objects.get().offset == 500
    assert len(names_on_disk(folder)) == 1


@pytest.mark.django_db(transaction=True)
def test_finishing_twice_at_once_gives_one_file(office: Office, siti: Account, folder: Path, no_jobs: None) -> None:
    partial = begun(office, siti)
    append_piece(siti, partial.pk, offset=0, content=PHOTO)
    results = _at_once(3, lambda: finish_partial(siti, partial.pk))
    stored = StoredFile.objects.get()
    assert results == [stored] * 3
    assert names_on_disk(folder) == [stored.storage_name]


@pytest.mark.django_db(transaction=True)
def test_the_bound_of_one_account_holds_for_many_at_once(office: Office, siti: Account, no_jobs: None) -> None:
    for _ in range(MAX_OPEN - 1):
        begun(office, siti, size=1)
    results = _at_once(4, lambda: begun(office, siti, size=1))
    assert sum(isinstance(result, TooMany) for result in results) == 3
    assert PartialUpload.objects.count() == MAX_OPEN


def _at_once(count: int, call: object) -> list[object]:
    barrier = Barrier(count)

    def run(_: int) -> object:
        try:
            barrier.wait(timeout=10)
            return call()  # type: ignore[operator]
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))
