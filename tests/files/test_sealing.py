"""What lies in the storage cannot be read there, nor moved to another name."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from tatadesa.accounts.models import Account
from tatadesa.files import previews, storage
from tatadesa.files.actions.receive import receive
from tatadesa.files.actions.store_generated import store_generated
from tatadesa.files.models import StoredFile
from tatadesa.files.sealing import Seal, SealBroken
from tatadesa.offices.models import Office
from tests.files import builders

SEAL = Seal(b"TEST", b"tests.seal.v1", "FILES_SECRET")


@given(st.binary(max_size=300), st.binary(max_size=20))
def test_it_opens_for_what_it_belongs_to_only(content: bytes, name: bytes) -> None:
    sealed = SEAL.close(content, name)
    assert SEAL.open(sealed, name) == content
    with pytest.raises(SealBroken):
        SEAL.open(sealed, name + b"x")
    with pytest.raises(SealBroken):
        Seal(b"TEST", b"another purpose", "FILES_SECRET").open(sealed, name)


@given(st.binary(max_size=60), st.integers(0, 200), st.integers(1, 255))
def test_a_changed_byte_breaks_it(content: bytes, at: int, change: int) -> None:
    sealed = bytearray(SEAL.close(content, b"name"))
    sealed[at % len(sealed)] ^= change
    with pytest.raises(SealBroken):
        SEAL.open(bytes(sealed), b"name")


@given(st.binary(max_size=100))
def test_anything_else_is_not_sealed(content: bytes) -> None:
    with pytest.raises(SealBroken):
        SEAL.open(content, b"name")


def test_no_paper_and_no_picture_of_it_lies_open_in_the_storage(office: Office, siti: Account, folder: Path) -> None:
    photo = receive(office=office, owner=siti, upload=SimpleUploadedFile("kk.jpg", builders.jpeg()), upload_key=None)
    scan = receive(office=office, owner=siti, upload=SimpleUploadedFile("kk.pdf", builders.pdf()), upload_key=None)
    for file in (photo, scan):
        previews.on_file_stored({"file_id": str(file.pk)})
    kept = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert len(kept) == 5
    for content in kept:
        assert content.startswith(b"TDS1")
        assert b"\xff\xd8\xff" not in content[:200]
        assert b"%PDF" not in content
    assert storage.read(photo).startswith(b"\xff\xd8\xff")
    assert storage.read(scan).startswith(b"%PDF-")


def test_a_letter_of_ours_needs_no_key(office: Office, folder: Path, settings: Any) -> None:
    content = builders.pdf()
    file = store_generated(office=office, owner=None, content=content, kind=StoredFile.Kind.PDF, name="surat.pdf")
    settings.FILES_SECRET = "another text altogether"
    assert storage.read(file) == content == (folder / file.storage_name).read_bytes()


def test_under_another_secret_nothing_opens(office: Office, siti: Account, settings: Any) -> None:
    sent = SimpleUploadedFile("kk.jpg", builders.jpeg())
    file = receive(office=office, owner=siti, upload=sent, upload_key=None)
    settings.FILES_SECRET = "another text altogether"
    with pytest.raises(SealBroken):
        storage.read(file)
