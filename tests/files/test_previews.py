"""Pictures of files, made by the queued job."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tatadesa.accounts.models import Account
from tatadesa.files import confined, previews
from tatadesa.files.actions.receive import receive
from tatadesa.files.models import StoredFile
from tatadesa.offices.models import Office
from tests.files import builders
from tests.files.conftest import names_on_disk


def stored(office: Office, owner: Account, content: bytes) -> StoredFile:
    return receive(office=office, owner=owner, upload=SimpleUploadedFile("a", content), upload_key=None)


def size(content: bytes | None) -> tuple[int, int]:
    assert content is not None
    return Image.open(io.BytesIO(content), formats=("JPEG",)).size


def test_a_photo_is_its_own_page_at_once_and_gets_a_thumbnail(office: Office, siti: Account) -> None:
    file = stored(office, siti, builders.jpeg((1000, 500)))
    assert size(previews.page_image(file, 1)) == (1000, 500)
    assert previews.thumbnail(file) is None
    previews.on_file_stored({"file_id": str(file.pk)})
    assert size(previews.thumbnail(file)) == (480, 240)
    file.refresh_from_db()
    assert file.preview_state == StoredFile.PreviewState.READY


def test_pages_of_a_pdf_are_drawn_once(office: Office, siti: Account, folder: Path) -> None:
    file = stored(office, siti, builders.pdf(builders.with_photo(builders.jpeg()), pages=2))
    assert previews.page_image(file, 1) is None
    previews.on_file_stored({"file_id": str(file.pk)})
    first = previews.page_image(file, 1)
    assert max(size(first)) == 1600
    assert first != previews.page_image(file, 2), "page 1 shows the photo, page 2 is blank"
    assert max(size(previews.thumbnail(file))) == 480
    before = names_on_disk(folder)
    previews.on_file_stored({"file_id": str(file.pk)})
    assert names_on_disk(folder) == before
    assert f"{file.storage_name}.p2.jpg" in before


def test_two_workers_at_once_leave_one_set_of_pictures(office: Office, siti: Account, folder: Path) -> None:
    file = stored(office, siti, builders.pdf())
    previews.on_file_stored({"file_id": str(file.pk)})
    before = names_on_disk(folder)
    StoredFile.objects.update(preview_state=StoredFile.PreviewState.WAITING)
    previews.on_file_stored({"file_id": str(file.pk)})
    assert names_on_disk(folder) == before


@pytest.mark.parametrize("page", [-1, 0, 2, 99])
def test_there_is_no_page_beyond_the_last(office: Office, siti: Account, page: int) -> None:
    assert previews.page_image(stored(office, siti, builders.jpeg()), page) is None


def test_a_pdf_that_cannot_be_drawn_is_marked(office: Office, siti: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    file = stored(office, siti, builders.pdf())
    monkeypatch.setattr(confined, "_TIMEOUT_SECONDS", 0.01)
    previews.on_file_stored({"file_id": str(file.pk)})
    file.refresh_from_db()
    assert file.preview_state == StoredFile.PreviewState.FAILED
    assert previews.page_image(file, 1) is None


@pytest.mark.django_db
def test_a_file_that_is_gone_is_no_error() -> None:
    previews.on_file_stored({"file_id": "01890000-0000-7000-8000-000000000000"})
