"""Puts a checked sheet into the register: everything in one transaction, or nothing. Runs as a job.

The sheet is checked again, as the register may have changed since the dry run. What changes even between this check and
the writing is found by the writing itself, and the whole is done over.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import OperationalError, transaction

from tatadesa.residents.models import ImportRun
from tatadesa.residents.sheets import keeping, progress
from tatadesa.residents.sheets.copying import forget_rows
from tatadesa.residents.sheets.examining import Examination, is_refused, worth_keeping
from tatadesa.residents.sheets.staging import Stage
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
        if not any(_settled(run) for _ in range(_TRIES)):
            progress.fail(run, BUSY)


def _settled(run: ImportRun) -> bool:
    """One attempt from the sheet on; False when somebody else's change was faster."""
    try:
        with keeping.opened(run) as sheet, Stage() as stage:
            _apply(run, Examination(run.office, sheet), stage)
    except OvertakenError:
        return False
    except OperationalError as error:
        if not _is_deadlock(error):
            raise
        return False
    return True


def _apply(run: ImportRun, examination: Examination, stage: Stage) -> None:
    for verdicts in examination.verdicts():
        kept = [verdict for verdict in verdicts if worth_keeping(verdict)]
        stage.add_rows(run, kept)
        stage.add_people(verdict for verdict in kept if not is_refused(verdict))
        progress.show(run, examination.counts)
    stage.add_families(examination.households)
    refused = examination.counts.refused
    with transaction.atomic():
        # The row is the lock: a second worker with the same run waits here and then finds it done.
        locked = ImportRun.objects.select_for_update(of=("self",), no_key=True).filter(pk=run.pk, state=run.state)
        if not locked.exists():
            return
        forget_rows(run.pk)
        stage.copy_rows()
        if run.mode == ImportRun.Mode.ALL and refused:
            progress.fail(run, NOT_ALL.format(count=refused))
            return
        write(run, stage, _writer(run))
        progress.done(run, examination.counts)
        transaction.on_commit(lambda: keeping.delete(run.storage_name))


def _writer(run: ImportRun) -> Writer:
    account = run.applied_by
    if account is None:
        return Writer(None, "Baris perintah")
    staff = account.staff_member
    return Writer(account.pk, f"{staff.name}, {staff.position}"[:_LONGEST_LABEL])


def _is_deadlock(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", "") == "40P01"
