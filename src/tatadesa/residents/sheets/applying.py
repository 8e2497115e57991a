"""Puts a checked sheet into the register: everything in one transaction, or nothing. Runs as a job.

What the check has staged is written as it is. The register may have changed since, and may change while this runs: the
writing itself finds out. Then the sheet is read and checked again, which keeps what officers have changed meanwhile.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID
from zipfile import BadZipFile, ZipFile

from django.db import OperationalError, transaction

from tatadesa.residents.models import ImportRun
from tatadesa.residents.sheets import keeping, progress
from tatadesa.residents.sheets.checking import examine
from tatadesa.residents.sheets.writing import OvertakenError, Writer, write

_TRIES: Final = 3
_LONGEST_LABEL: Final = 160
BUSY: Final = "Data penduduk terus diubah petugas lain selama impor. Tidak ada yang dimasukkan. Coba lagi nanti."
NOT_ALL: Final = (
    "Tidak ada yang dimasukkan, karena {count} baris ditolak. Perbaiki baris itu di bawah, lalu unggah lagi seluruhnya."
)


def apply_sheet(run_id: UUID) -> None:
    """Write the rows of a run that waits for it; after a killed worker begin again. Nothing for any other state."""
    run = progress.begin(run_id, ImportRun.State.APPLYING, ImportRun.State.APPLYING)
    if run is None:
        return
    with progress.told(run):
        if not any(_settled(run, attempt) for attempt in range(_TRIES)):
            progress.fail(run, BUSY)


def _settled(run: ImportRun, attempt: int) -> bool:
    """One attempt; False when nothing is staged, or somebody else's change was faster."""
    if attempt:
        examine(run)
    try:
        with keeping.opened_staged(run) as file, ZipFile(file) as staged:
            _apply(run, staged)
    except (OvertakenError, FileNotFoundError, BadZipFile):
        return False
    except OperationalError as error:
        if not _is_deadlock(error):
            raise
        return False
    return True


@transaction.atomic
def _apply(run: ImportRun, staged: ZipFile) -> None:
    # The row is the lock: a second worker with the same run waits here and then finds it done.
    runs = ImportRun.objects.select_for_update(of=("self",), no_key=True)
    locked = runs.filter(pk=run.pk, state=run.state).first()
    if locked is None:
        return
    if run.mode == ImportRun.Mode.ALL and locked.refused:
        progress.fail(run, NOT_ALL.format(count=locked.refused))
        return
    write(run, staged, _writer(run))
    progress.done(run)
    transaction.on_commit(lambda: keeping.delete(run.storage_name))


def _writer(run: ImportRun) -> Writer:
    account = run.applied_by
    if account is None:
        return Writer(None, "Baris perintah")
    staff = account.staff_member
    return Writer(account.pk, f"{staff.name}, {staff.position}"[:_LONGEST_LABEL])


def _is_deadlock(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", "") == "40P01"
