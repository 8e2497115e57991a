"""Receiving a file: bounds, repeats, what is on disk and in the row."""

from __future__ import annotations

import hashlib
import io
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts.models import Account
from tatadesa.core.errors import InvalidInput
from tatadesa.files import storage
from tatadesa.files.actions import receive as receive_module
from tatadesa.files.actions.receive import receive
from tatadesa.files.limits import MAX_FILE
from tatadesa.files.models import StoredFile
from tatadesa.offices.models import Office
from tests.files import builders
from tests.files.conftest import names_on_disk


def upload(content: bytes, name: str = "kk.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


def test_a_photo_is_kept_clean_and_its_preview_queued(office: Office, siti: Account, folder: Path) -> None:
    file = receive(office=office, owner=siti, upload=upload(builders.photo_with_gps()), upload_key=None)
    kept = storage.read(file)
    assert (file.kind, file.state, file.pages) == ("image/jpeg", "checked", 1)
    assert file.size == len(kept)
    assert file.sha256 == hashlib.sha256(kept).hexdigest()
    assert b"Exif" not in kept
    assert names_on_disk(folder) == [file.storage_name]
    assert file.preview_state == StoredFile.PreviewState.WAITING
    job = ProcrastinateJob.objects.get()
    assert job.args["payload"] == {"file_id": str(file.pk)}


def test_a_png_becomes_a_jpeg_whatever_it_is_called(office: Office, siti: Account) -> None:
    png = builders.encoded(builders.picture(), "PNG")
    file = receive(office=office, owner=siti, upload=upload(png, "kk.pdf", "application/pdf"), upload_key=None)
    assert file.kind == "image/jpeg"
    assert Image.open(io.BytesIO(storage.read(file))).format == "JPEG"
    assert file.original_name == "kk.pdf"


def test_a_pdf_is_kept_with_its_pages(office: Office, siti: Account) -> None:
    sent = upload(builders.pdf(pages=2), "akta.pdf")
    file = receive(office=office, owner=siti, upload=sent, upload_key=None)
    assert (file.kind, file.pages, file.original_name) == ("application/pdf", 2, "akta.pdf")


def test_exactly_8_mib_is_kept_and_one_byte_more_is_not(office: Office, siti: Account, folder: Path) -> None:
    photo = builders.jpeg()
    largest = photo + b"\0" * (MAX_FILE - len(photo))
    assert len(largest) == 8 * 1024 * 1024
    receive(office=office, owner=siti, upload=upload(largest), upload_key=None)
    with pytest.raises(InvalidInput) as refused:
        receive(office=office, owner=siti, upload=upload(largest + b"\0"), upload_key=None)
    assert "8 MB" in refused.value.errors[""]
    assert len(names_on_disk(folder)) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"MZ\x90\x00 executable", builders.jpeg()[:500], builders.pdf(builders.open_action)],
    ids=["empty", "renamed executable", "cut", "script"],
)
def test_what_is_refused_leaves_nothing(office: Office, siti: Account, folder: Path, content: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        receive(office=office, owner=siti, upload=upload(content), upload_key=uuid.uuid4())
    assert refused.value.errors[""]
    assert names_on_disk(folder) == []
    assert not StoredFile.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_a_repeated_key_gives_the_first_file(office: Office, siti: Account, folder: Path) -> None:
    key = uuid.uuid4()
    first = receive(office=office, owner=siti, upload=upload(builders.jpeg()), upload_key=key)
    second = receive(office=office, owner=siti, upload=upload(b"anything"), upload_key=key)
    assert second.pk == first.pk
    assert len(names_on_disk(folder)) == 1


def test_another_person_may_use_the_same_key(office: Office, siti: Account, joko: Account) -> None:
    key = uuid.uuid4()
    first = receive(office=office, owner=siti, upload=upload(builders.jpeg()), upload_key=key)
    second = receive(office=office, owner=joko, upload=upload(builders.jpeg()), upload_key=key)
    assert second.pk != first.pk


@pytest.mark.django_db(transaction=True)
def test_the_same_key_twice_at_once_makes_one_file(
    office: Office, siti: Account, folder: Path, no_jobs: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, together = uuid.uuid4(), Barrier(4)
    really = receive_module.keep

    def keep_together(*args: object, **kwargs: object) -> StoredFile:
        together.wait(timeout=20)  # all have found no first file
        return really(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(receive_module, "keep", keep_together)

    def send(_: int) -> uuid.UUID:
        try:
            return receive(office=office, owner=siti, upload=upload(builders.jpeg()), upload_key=key).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(send, range(4)))
    assert len(found) == 1
    file = StoredFile.objects.get()
    assert names_on_disk(folder) == [file.storage_name]
    assert ProcrastinateJob.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_rollback_takes_row_and_job_along(office: Office, siti: Account, no_jobs: None) -> None:
    def receive_and_fail() -> None:
        with transaction.atomic():
            receive(office=office, owner=siti, upload=upload(builders.jpeg()), upload_key=None)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        receive_and_fail()
    assert not StoredFile.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_a_row_that_fails_takes_its_bytes_along(
    office: Office, siti: Account, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        assert len(names_on_disk(folder)) == 1, "the bytes come before the row"
        raise RuntimeError

    monkeypatch.setattr("tatadesa.files.store.emit", fail)
    with pytest.raises(RuntimeError):
        receive(office=office, owner=siti, upload=upload(builders.jpeg()), upload_key=None)
    assert names_on_disk(folder) == []
    assert not StoredFile.objects.exists()


def test_the_cost_in_queries_is_small(office: Office, siti: Account, django_assert_max_num_queries: object) -> None:
    # The first file, savepoint and release, the row, the job.
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        receive(office=office, owner=siti, upload=upload(builders.jpeg()), upload_key=uuid.uuid4())
