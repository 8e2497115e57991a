"""What the command line does with the register: ``tatadesa import residents``."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core.files.base import File

from tatadesa.offices.queries import office_by_code
from tatadesa.residents.actions.cancel_import import give_up
from tatadesa.residents.actions.start_import import keep_sheet
from tatadesa.residents.models import ImportRow, ImportRun
from tatadesa.residents.sheets import progress
from tatadesa.residents.sheets.applying import apply_sheet
from tatadesa.residents.sheets.checking import check_sheet
from tatadesa.residents.sheets.limits import SheetRefused


@dataclass(frozen=True)
class RefusedRow:
    """A row that stays out: its number as the spreadsheet counts, and why."""

    row: int
    reasons: list[str]


@dataclass(frozen=True)
class Report:
    """Counts of rows. ``applied`` says whether anything was written into the register."""

    added: int
    changed: int
    unchanged: int
    refused: int
    applied: bool
    refused_rows: list[RefusedRow]

    @property
    def counts(self) -> dict[str, int]:
        """The four numbers alone."""
        return {name: getattr(self, name) for name in ("added", "changed", "unchanged", "refused")}

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


def import_residents(sheet: Path, office_code: str, *, dry_run: bool = False, all_or_nothing: bool = False) -> Report:
    """Check ``sheet`` and, unless it is a ``dry_run``, write its good rows; with ``all_or_nothing`` all or none.

    Raises ``OSError`` for the file, ``NotFound`` for the office, ``Conflict`` while another import of the office runs,
    and ``SheetRefused`` for a sheet that cannot be used at all.
    """
    office = office_by_code(office_code)
    with sheet.open("rb") as file:
        run = keep_sheet(office, None, File(file), sheet.name)
    try:
        if not dry_run:
            # Nobody decides in between: the check goes on to the writing.
            mode = ImportRun.Mode.ALL if all_or_nothing else ImportRun.Mode.ACCEPTED
            ImportRun.objects.filter(pk=run.pk).update(mode=mode)
        check_sheet(run.pk)
        apply_sheet(run.pk)
        run.refresh_from_db()
        if run.state == ImportRun.State.FAILED and not (all_or_nothing and run.refused):
            raise SheetRefused(run.problem)
        return _report(run)
    finally:
        run.refresh_from_db()
        if run.state in (ImportRun.State.WAITING, ImportRun.State.CHECKING, ImportRun.State.CHECKED):
            give_up(run)
        elif run.state == ImportRun.State.APPLYING:
            progress.fail(run, progress.BROKEN_OFF)


def _report(run: ImportRun) -> Report:
    refused = ImportRow.objects.filter(run=run, outcome=ImportRow.Outcome.REFUSED).order_by("number")
    rows = [
        RefusedRow(row.number, [f"{reason['column']}: {reason['message']}" for reason in row.reasons])
        for row in refused.only("number", "reasons")
    ]
    was_written = run.state == ImportRun.State.DONE and run.added + run.changed > 0
    return Report(run.added, run.changed, run.unchanged, run.refused, was_written, rows)
