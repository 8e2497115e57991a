"""Where the bytes are: the storage ``private`` of the settings, a folder on disk or a bucket.

A name is random and spread over two levels of folders (``3f/a2/3fa2...``). What is made from a file lies
beside it under the file's name and a suffix, so that it is found, and swept, with it. What people sent and
what is made from it is sealed; our own letters are not, as an archive must outlive any key.
"""

import secrets
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from tatadesa.files.models import StoredFile
from tatadesa.files.sealing import Seal

_SEAL = Seal(b"TDS1", b"tatadesa.files.v1", "FILES_SECRET")


def private() -> Storage:
    """The storage behind all functions here."""
    return storages["private"]


def save(content: bytes, *, sealed: bool = True) -> str:
    """Keep ``content`` under a new random name and give that name; it is on disk when this returns."""
    token = secrets.token_hex(16)
    name = f"{token[:2]}/{token[2:4]}/{token}"
    return private().save(name, ContentFile(_SEAL.close(content, name.encode()) if sealed else content))


def read(file: StoredFile) -> bytes:
    """All bytes of ``file``; raises ``FileNotFoundError`` when storage has lost them, ``SealBroken``."""
    return _opened(file.storage_name)


def page_name(file: StoredFile, page: int) -> str:
    """Where the picture of ``page`` (from 1) lies."""
    return f"{file.storage_name}.p{page}.jpg"


def thumbnail_name(file: StoredFile) -> str:
    """Where the small picture lies."""
    return f"{file.storage_name}.t.jpg"


def save_derived(name: str, content: bytes) -> None:
    """Keep what was made from a file under ``name``; does nothing when it is there already."""
    storage = private()
    if storage.exists(name):
        return
    saved = storage.save(name, ContentFile(_SEAL.close(content, name.encode())))
    if saved != name:  # another job was faster and Django chose a free name
        storage.delete(saved)


def read_derived(name: str) -> bytes | None:
    """What lies under ``name``, None when it is not there."""
    try:
        return _opened(name)
    except FileNotFoundError:
        return None


def delete(name: str) -> None:
    """Remove one name; no error when it is gone already."""
    private().delete(name)


def delete_all(file: StoredFile) -> None:
    """Remove the bytes of ``file`` and everything made from them."""
    pages = range(1, file.pages + 1)
    for name in (thumbnail_name(file), *(page_name(file, page) for page in pages), file.storage_name):
        delete(name)


def folders_of_hour(hour: int) -> list[str]:
    """The first-level folders whose turn it is in ``hour`` (0..23): over a day each comes once."""
    return [f"{number:02x}" for number in range(256) if number % 24 == hour]


def folders(first_level: str | None = None) -> Iterator[str]:
    """The names of the first level of folders, or the second-level paths below ``first_level``."""
    try:
        found, _ = private().listdir(first_level or "")
    except FileNotFoundError:  # nothing was ever stored
        return
    for name in found:
        yield f"{first_level}/{name}" if first_level else name


def _opened(name: str) -> bytes:
    with private().open(name) as stream:
        content: bytes = stream.read()
    # Our own letters, and files from before there was a seal, are as they were.
    return _SEAL.open(content, name.encode()) if _SEAL.marks(content) else content
