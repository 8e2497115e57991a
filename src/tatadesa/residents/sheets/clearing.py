"""Ends imports that lead nowhere and deletes what is no longer needed: sheets hold the data of a whole village."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from tatadesa.core.clock import now
from tatadesa.residents.models import ImportRow, ImportRun
from tatadesa.residents.sheets import keeping, progress

KEEP_SHEET: Final = timedelta(days=7)
KEEP_ROWS: Final = timedelta(days=30)
# Far longer than the largest sheet takes. Its job is lost for good; until it is ended no other import can begin.
LOST_AFTER: Final = timedelta(hours=6)
UNDECIDED: Final = "Tidak diputuskan dalam 7 hari, jadi berkasnya dihapus. Unggah lagi bila masih perlu."

_STATES = ImportRun.State


def clear() -> None:
    """Do it for all offices; run every hour."""
    running = ImportRun.objects.filter(state__in=(_STATES.WAITING, _STATES.CHECKING, _STATES.APPLYING))
    for run in running.filter(created_at__lt=now() - LOST_AFTER):
        progress.fail(run, progress.BROKEN_OFF)
    for run in ImportRun.objects.filter(state=_STATES.CHECKED, created_at__lt=now() - KEEP_SHEET):
        progress.fail(run, UNDECIDED)
    ImportRow.objects.filter(run__created_at__lt=now() - KEEP_ROWS).delete()
    keeping.delete_orphans()
