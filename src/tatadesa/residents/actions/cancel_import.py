"""Give up an import before anything of it is in the register."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import now
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.residents.models import ImportRun
from tatadesa.residents.permissions import require_editor
from tatadesa.residents.sheets import keeping

_OPEN = (ImportRun.State.WAITING, ImportRun.State.CHECKING, ImportRun.State.CHECKED)


@transaction.atomic
def cancel_import(staff: StaffMember, run_id: UUID) -> ImportRun:
    """End a run of the officer's office; its sheet is deleted, a running check stops by itself.

    Raises ``NotFound``, and ``Conflict`` once the rows are being written.
    """
    run = ImportRun.objects.select_for_update(of=("self",)).filter(office=staff.office_id, pk=run_id).first()
    if run is None:
        raise NotFound
    require_editor(staff)
    give_up(run)
    return run


def give_up(run: ImportRun) -> None:
    """End a run inside the caller's transaction; who may is the caller's matter. Raises ``Conflict`` as above."""
    if run.state not in _OPEN:
        raise Conflict("Impor ini tidak dapat dibatalkan lagi.")
    sheet = run.storage_name
    run.state, run.finished_at, run.storage_name = ImportRun.State.CANCELLED, now(), ""
    run.save(update_fields=["state", "finished_at", "storage_name"])
    transaction.on_commit(lambda: keeping.delete(sheet))
