"""Where the bytes are: the storage ``private`` of the settings, a folder on disk or a bucket.

A name is random and spread over two levels of folders (``3f/a2/3fa2...``). What is made from a file lies
beside it under the file's name and a suffix, so that it is found, and swept, with it.
"""

import secrets
from collections.abc import Iterator
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from tatadesa.files.models import StoredFile


def private() -> Storage:
    """The storage behind all functions here."""
    return storages["private"]


def save(content: bytes) -> str:
    """Keep ``content`` under a new random name and give that name; it is on disk when this returns."""
    token = secrets.token_hex(16)
    return private().save(f"{token[:2]}/{token[2:4]}/{token}", ContentFile(content))


def read(file: StoredFile) -> bytes:
    """All bytes of ``file``; raises ``FileNotFoundError`` when storage has lost them."""
    with private().open(file.storage_name) as stream:
        content: bytes = stream.read()
    return content


def open_stream(file: StoredFile) -> IO[Any]:
    """``file`` opened for reading; the caller closes it."""
    return private().open(file.storage_name)


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
    saved = storage.save(name, ContentFile(content))
    if saved != name:  # another job was faster and Django chose a free name
        storage.delete(saved)


def read_derived(name: str) -> bytes | None:
    """What lies under ``name``, None when it is not there."""
    try:
        with private().open(name) as stream:
            content: bytes = stream.read()
    except FileNotFoundError:
        return None
    return content


def delete(name: str) -> None:
    """Remove one name; no error when it is gone already."""
    private().delete(name)


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
