"""Where an uploaded sheet lies between its check and the decision: in the private storage, apart from other files."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import IO, Any, Final

from django.core.files.base import File

from tatadesa.core.clock import now
from tatadesa.files.storage import private
from tatadesa.residents.models import ImportRun

FOLDER: Final = "impor"
# A sheet whose run was rolled back, or whose process was killed between writing the one and the other.
_ORPHAN_AFTER: Final = timedelta(days=1)


def save(sheet: File[Any]) -> str:
    """Keep ``sheet`` under a new random name and give that name; it is on disk when this returns."""
    return private().save(f"{FOLDER}/{secrets.token_hex(16)}", sheet)


@contextmanager
def opened(run: ImportRun) -> Iterator[IO[bytes]]:
    """A copy of the run's sheet as a file of this machine; raises ``FileNotFoundError`` when it is gone."""
    with tempfile.TemporaryFile() as copy:
        with private().open(run.storage_name) as stored:
            shutil.copyfileobj(stored, copy)
        copy.seek(0)
        yield copy


def delete(name: str) -> None:
    """Remove one sheet; no error when it is gone already."""
    if name:
        private().delete(name)


def delete_orphans() -> int:
    """Remove sheets that no run knows; gives how many went."""
    storage = private()
    try:
        _, names = storage.listdir(FOLDER)
    except FileNotFoundError:  # nothing was ever imported
        return 0
    paths = {f"{FOLDER}/{name}" for name in names}
    known = set(ImportRun.objects.filter(storage_name__in=paths).values_list("storage_name", flat=True))
    old = [path for path in paths - known if now() - storage.get_modified_time(path) > _ORPHAN_AFTER]
    for path in old:
        storage.delete(path)
    return len(old)
