"""What the pages show of imports. Every read begins at the officer's office."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from tatadesa.accounts.models import StaffMember
from tatadesa.core import keyset
from tatadesa.core.errors import InvalidInput, NotFound
from tatadesa.residents.models import ImportRow, ImportRun
from tatadesa.residents.permissions import require_editor

_RUNS = 20
_ROWS = 50


@dataclass(frozen=True)
class Runs:
    """Imports, the newest first, and where the next page begins (empty at the end)."""

    rows: list[ImportRun]
    next: str


@dataclass(frozen=True)
class Rows:
    """Rows of one import in the order of the sheet, and after which row the next page begins (0 at the end)."""

    rows: list[ImportRow]
    next: int


def runs_of_office(staff: StaffMember, *, after: str = "") -> Runs:
    """One page of the office's imports. One query. Raises ``NotAllowed`` and, for a wrong key, ``InvalidInput``."""
    require_editor(staff)
    found = ImportRun.objects.filter(office=staff.office_id).select_related("started_by__staff_member")
    if after:
        moment, identity = keyset.decode(after)
        found = found.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=identity), created_at__lte=moment)
    rows = list(found.order_by("-created_at", "-id")[: _RUNS + 1])
    shown = rows[:_RUNS]
    return Runs(shown, keyset.encode(shown[-1].created_at, shown[-1].pk) if len(rows) > _RUNS else "")


def run_of_office(staff: StaffMember, run_id: UUID) -> ImportRun:
    """One import of the officer's office; raises ``NotAllowed`` and ``NotFound``. One query."""
    runs = ImportRun.objects.select_related("office", "started_by__staff_member", "applied_by__staff_member")
    run = runs.filter(office=staff.office_id, pk=run_id).first()
    if run is None:
        raise NotFound
    require_editor(staff)
    return run


def rows_of(run: ImportRun, outcome: str, *, after: int = 0) -> Rows:
    """One page of the rows with that outcome, without their cells. One query."""
    if outcome not in ImportRow.Outcome.values:
        raise InvalidInput({"": "Bagian ini tidak ada. Mulai lagi dari hasil periksa."})
    found = ImportRow.objects.filter(run=run, outcome=outcome, number__gt=after).defer("cells")
    rows = list(found.order_by("number")[: _ROWS + 1])
    shown = rows[:_ROWS]
    return Rows(shown, shown[-1].number if len(rows) > _ROWS else 0)
