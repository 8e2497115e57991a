"""Where an uploaded sheet lies between its check and the decision: in the private storage, apart from other files.

Beside it, under its name, lies what the check has staged of it: whatever deletes the one deletes the other.
"""

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
_STAGED: Final = ".staged"
# A sheet whose run was rolled back, or whose process was killed between writing the one and the other.
_ORPHAN_AFTER: Final = timedelta(days=1)


def save(sheet: File[Any]) -> str:
    """Keep ``sheet`` under a new random name and give that name; it is on disk when this returns."""
    return private().save(f"{FOLDER}/{secrets.token_hex(16)}", sheet)


def save_staged(run: ImportRun, staged: IO[bytes]) -> None:
    """Keep what was staged of the run's sheet, in place of what an earlier check staged."""
    name = run.storage_name + _STAGED
    private().delete(name)
    staged.seek(0)
    saved = private().save(name, File(staged))
    if saved != name:  # a second worker with the same run was faster; what it staged is as good
        private().delete(saved)


@contextmanager
def opened(run: ImportRun) -> Iterator[IO[bytes]]:
    """A copy of the run's sheet as a file of this machine; raises ``FileNotFoundError`` when it is gone."""
    with _copied(run.storage_name) as sheet:
        yield sheet


@contextmanager
def opened_staged(run: ImportRun) -> Iterator[IO[bytes]]:
    """The same of what was staged."""
    with _copied(run.storage_name + _STAGED) as staged:
        yield staged


def delete(name: str) -> None:
    """Remove one sheet and what was staged of it; no error when it is gone already."""
    if name:
        private().delete(name + _STAGED)
        private().delete(name)


def delete_orphans() -> int:
    """Remove sheets that no run knows, and what was staged of them; gives how many files went."""
    storage = private()
    try:
        _, names = storage.listdir(FOLDER)
    except FileNotFoundError:  # nothing was ever imported
        return 0
    sheets = {f"{FOLDER}/{name}": f"{FOLDER}/{name.removesuffix(_STAGED)}" for name in names}
    known = set(ImportRun.objects.filter(storage_name__in=set(sheets.values())).values_list("storage_name", flat=True))
    lost = [path for path, sheet in sheets.items() if sheet not in known]
    old = [path for path in lost if now() - storage.get_modified_time(path) > _ORPHAN_AFTER]
    for path in old:
        storage.delete(path)
    return len(old)


@contextmanager
def _copied(name: str) -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as copy:
        with private().open(name) as stored:
            shutil.copyfileobj(stored, copy)
        copy.seek(0)
        yield copy
