"""Uploads that nothing names go after a day; all others stay."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.core.files.storage import Storage
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.delete_draft import delete_draft
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.sweeping import sweep_unused_files
from tatadesa.core.clock import now
from tatadesa.files import previews, storage
from tatadesa.files.actions.receive import receive
from tatadesa.files.models import StoredFile
from tests.letters.stages import issued
from tests.people import World, draft, photo, sent


def age(hours: int) -> None:
    StoredFile.objects.update(created_at=now() - timedelta(hours=hours))


def sweep_all() -> int:
    """All hours in which there is a file; that every file has its hour is a test of its own."""
    folders = {name.partition("/")[0] for name in StoredFile.objects.values_list("storage_name", flat=True)}
    hours = [hour for hour in range(24) if folders & set(storage.folders_of_hour(hour))]
    return sum(sweep_unused_files(hour) for hour in hours)


def upload(world: World, account: Account) -> StoredFile:
    return receive(office=world.karangsari, owner=account, upload=photo(), upload_key=None)


def test_files_of_a_deleted_draft_go_with_all_that_was_made_of_them(
    world: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    key = draft(world.siti, world.version)
    file = StoredFile.objects.get()
    previews.on_file_stored({"file_id": str(file.pk)})
    disk: Storage = storage.private()
    assert disk.exists(storage.thumbnail_name(file))
    delete_draft(world.siti, key)
    age(25)
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_all() == 1
    assert not StoredFile.objects.exists()
    assert not disk.exists(file.storage_name)
    assert not disk.exists(storage.thumbnail_name(file))


def test_a_day_of_grace(world: World) -> None:
    upload(world, world.siti)
    age(23)
    assert sweep_all() == 0


def test_what_a_draft_an_application_or_a_letter_names_stays(world: World) -> None:
    draft(world.siti, world.version)
    sent(world.joko, world.version)
    issued(world)
    age(1000)
    before = StoredFile.objects.count()
    assert sweep_all() == 0
    assert StoredFile.objects.count() == before == 4


def test_only_the_owners_drafts_count(world: World) -> None:
    """Nobody can keep another's file by naming it."""
    file = upload(world, world.siti)
    kept = save_draft(world.joko, world.version, uuid.uuid4(), Content({"kk": [str(file.pk)]}, complete=False))
    assert kept.answers == {"kk": []}
    age(25)
    assert sweep_all() == 1


def test_every_file_has_its_hour(world: World) -> None:
    for _ in range(6):
        upload(world, world.siti)
    age(25)
    by_hour = [sweep_unused_files(hour) for hour in range(24)]
    assert sum(by_hour) == 6
