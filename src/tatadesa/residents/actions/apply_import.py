"""Decide that a checked sheet goes into the register; a job does it."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from tatadesa.accounts.models import Account, StaffMember
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tatadesa.core.jobs import queue
from tatadesa.residents.models import ImportRun
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.sheets.tasks import apply


@transaction.atomic
def apply_import(staff: StaffMember, run_id: UUID, mode: str) -> ImportRun:
    """Queue the writing of a run of the officer's office in ``mode`` (of ``ImportRun.Mode``).

    Raises ``NotFound``, ``Conflict`` when the run is not waiting for a decision, and ``InvalidInput`` where the mode
    cannot lead to anything.
    """
    run = ImportRun.objects.select_for_update(of=("self",)).filter(office=staff.office_id, pk=run_id).first()
    if run is None:
        raise NotFound
    require_editor(staff)
    decide(run, staff.account, mode)
    queue(apply, lock=f"import-{run.office_id}", run_id=str(run.pk))
    return run


def decide(run: ImportRun, account: Account | None, mode: str) -> None:
    """Mark a locked run as being written; who may is the caller's matter."""
    if run.state != ImportRun.State.CHECKED:
        raise Conflict("Impor ini sudah diputuskan. Lihat keadaannya di bawah.")
    if mode not in ImportRun.Mode.values:
        raise InvalidInput({"mode": "Pilih salah satu cara memasukkan data."})
    if mode == ImportRun.Mode.ALL and run.refused:
        raise InvalidInput({"mode": f"Masih ada {run.refused} baris yang ditolak. Perbaiki dulu, lalu unggah lagi."})
    if not run.added + run.changed:
        raise InvalidInput({"mode": "Tidak ada yang perlu dimasukkan: tidak ada baris baru atau berubah."})
    run.state, run.mode, run.applied_by, run.rows_done = ImportRun.State.APPLYING, mode, account, 0
    try:
        with transaction.atomic():
            run.save(update_fields=["state", "mode", "applied_by", "rows_done"])
    except IntegrityError as error:
        raise Conflict("Impor lain masih berjalan di kantor ini. Tunggu sampai selesai.") from error
