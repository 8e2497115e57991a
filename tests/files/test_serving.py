"""What an answer with a file says to the browser."""

from contextlib import closing

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tatadesa.accounts.models import Account
from tatadesa.files import serving, storage
from tatadesa.files.actions.receive import receive
from tatadesa.files.actions.store_generated import store_generated
from tatadesa.files.models import StoredFile
from tatadesa.offices.models import Office
from tests.files import builders


@pytest.fixture
def photo(office: Office, siti: Account) -> StoredFile:
    sent = SimpleUploadedFile('k"k\r\nX: y.png', builders.encoded(builders.picture(), "PNG"))
    return receive(office=office, owner=siti, upload=sent, upload_key=None)


def letter(office: Office) -> StoredFile:
    return store_generated(
        office=office, owner=None, content=builders.pdf(), kind=StoredFile.Kind.PDF, name="Surat Ä.pdf"
    )


def test_a_photo_shows_inline_and_can_do_nothing(photo: StoredFile) -> None:
    answer = serving.response(photo, download=False)
    assert answer.content == storage.read(photo)
    answer.close()
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Content-Length"] == str(photo.size)
    assert answer["ETag"] == f'"{photo.sha256}"'
    assert answer["Content-Disposition"].startswith("inline")
    assert "\n" not in answer["Content-Disposition"]
    assert ".jpg" in answer["Content-Disposition"]


def test_a_pdf_from_outside_never_opens_in_the_browser(office: Office, siti: Account) -> None:
    sent = SimpleUploadedFile("a.pdf", builders.pdf())
    file = receive(office=office, owner=siti, upload=sent, upload_key=None)
    with closing(serving.response(file, download=False)) as answer:
        assert answer["Content-Disposition"] == 'attachment; filename="a.pdf"'
        assert answer["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize(("download", "way"), [(True, "attachment"), (False, "inline")])
def test_our_own_pdf_opens_or_downloads_as_asked(office: Office, download: bool, way: str) -> None:
    with closing(serving.response(letter(office), download=download)) as answer:
        assert answer["Content-Disposition"].startswith(way)
        assert "Surat%20%C3%84.pdf" in answer["Content-Disposition"]
        assert ("sandbox" in answer["Content-Security-Policy"]) is download


def test_a_name_of_ours_replaces_the_senders(photo: StoredFile) -> None:
    with closing(serving.response(photo, download=True, name="KK 26-K7QM.png")) as answer:
        assert answer["Content-Disposition"] == 'attachment; filename="KK 26-K7QM.jpg"'


def test_a_picture_of_a_page() -> None:
    answer = serving.picture(builders.jpeg())
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Cache-Control"] == "private, no-store"
