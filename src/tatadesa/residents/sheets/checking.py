"""The dry run: what would be added, changed, left as it is and refused, row by row. Runs as a job."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tatadesa.residents.models import ImportRun
from tatadesa.residents.sheets import keeping, progress
from tatadesa.residents.sheets.copying import IMPORT_ROW, copy_lines, forget_rows, row_line
from tatadesa.residents.sheets.examining import Examination, worth_keeping

_TABLE = "residents_importrow"


def check_sheet(run_id: UUID) -> None:
    """Check the sheet of a waiting run; after a killed worker begin again. Does nothing for any other state."""
    run = progress.begin(run_id, ImportRun.State.WAITING, ImportRun.State.CHECKING)
    if run is None:
        return
    with progress.told(run):
        forget_rows(run.pk)
        with keeping.opened(run) as sheet:
            examination = Examination(run.office, sheet)
            for verdicts in examination.verdicts():
                with transaction.atomic():
                    lines = [row_line(run, verdict) for verdict in verdicts if worth_keeping(verdict)]
                    copy_lines(_TABLE, IMPORT_ROW, lines)
                    if not progress.show(run, examination.counts):
                        return
        progress.checked(run, examination.counts)
