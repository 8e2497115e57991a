"""The dry run: what would be added, changed, left as it is and refused, row by row. Runs as a job.

What it lists and what it stages is all that is written later: nobody has to read the sheet a second time, as long as
the register stays what it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction

from tatadesa.residents.models import ImportRow, ImportRun
from tatadesa.residents.sheets import keeping, progress
from tatadesa.residents.sheets.copying import IMPORT_ROW, copy_lines, row_line
from tatadesa.residents.sheets.examining import Counts, Examination, is_refused, worth_keeping
from tatadesa.residents.sheets.staging import Staging
from tatadesa.residents.sheets.verdicts import CHANGED, Shown

_TABLE: Final = "residents_importrow"


def check_sheet(run_id: UUID) -> None:
    """Check the sheet of a waiting run; after a killed worker begin again. Does nothing for any other state."""
    run = progress.begin(run_id, ImportRun.State.WAITING, ImportRun.State.CHECKING)
    if run is None:
        return
    with progress.told(run):
        counts = examine(run)
        if counts and not progress.checked(run, counts):
            keeping.delete(run.storage_name)


def examine(run: ImportRun) -> Counts | None:
    """Read the sheet, list its rows and stage those to write, in place of what is there; None when the run has ended.

    A run that is decided on already has rows that were shown: what officers have changed since then stays.
    """
    shown = partial(_shown, run) if run.state == ImportRun.State.APPLYING else None
    with keeping.opened(run) as sheet, Staging() as staging:
        examination = Examination(run.office, sheet, shown)
        last = 0
        for verdicts in examination.verdicts():
            kept = [verdict for verdict in verdicts if worth_keeping(verdict)]
            staging.add_people(verdict for verdict in kept if not is_refused(verdict))
            with transaction.atomic():
                if verdicts:
                    earlier, last = last, verdicts[-1].number
                    ImportRow.objects.filter(run=run, number__gt=earlier, number__lte=last).delete()
                    copy_lines(_TABLE, IMPORT_ROW, [row_line(run, verdict) for verdict in kept])
                if not progress.show(run, examination.counts):
                    return None
        keeping.save_staged(run, staging.finished(examination.households))
    return examination.counts


def _shown(run: ImportRun, numbers: Sequence[int]) -> dict[int, Shown]:
    """Of rows that were about somebody in the register; a row that is not listed was to change nothing."""
    shown: dict[int, Shown] = {number: {} for number in numbers}
    for row in ImportRow.objects.filter(run=run, number__in=numbers).only("number", "outcome", "changes"):
        if row.outcome == CHANGED:
            shown[row.number] = row.changes
        else:
            del shown[row.number]
    return shown
