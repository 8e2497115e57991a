"""How far a run is, written where the page that waits for it can see it. Every step holds only in its own state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tatadesa.core.clock import now
from tatadesa.residents.models import ImportRun
from tatadesa.residents.sheets import keeping
from tatadesa.residents.sheets.examining import Counts
from tatadesa.residents.sheets.limits import SheetRefused

BROKEN_OFF: Final = "Impor berhenti karena gangguan. Tidak ada data yang berubah. Coba unggah lagi."
GONE: Final = "Berkas ini sudah dihapus dari penyimpanan. Unggah lagi."


def begin(run_id: UUID, waiting: ImportRun.State, working: ImportRun.State) -> ImportRun | None:
    """The run when it is ``waiting`` or, after a killed worker, ``working`` already; from now on it is ``working``."""
    started = ImportRun.objects.filter(pk=run_id, state__in=(waiting, working))
    if not started.update(state=working, rows_done=0):
        return None
    return ImportRun.objects.select_related("office", "applied_by__staff_member").get(pk=run_id)


def show(run: ImportRun, counts: Counts) -> bool:
    """Write the counts so far; False when the run was cancelled meanwhile."""
    return bool(ImportRun.objects.filter(pk=run.pk, state=run.state).update(**_fields(counts)))


def checked(run: ImportRun, counts: Counts) -> bool:
    """The check is through, and somebody has to decide, unless the mode was chosen before; False as above."""
    state = ImportRun.State.APPLYING if run.mode else ImportRun.State.CHECKED
    return bool(ImportRun.objects.filter(pk=run.pk, state=run.state).update(state=state, **_fields(counts)))


def done(run: ImportRun) -> None:
    """The rows are in the register; inside their transaction."""
    ImportRun.objects.filter(pk=run.pk).update(
        state=ImportRun.State.DONE, finished_at=now(), storage_name="", rows_done=F("rows_total")
    )


def fail(run: ImportRun, words: str) -> None:
    """Nothing came of it; ``words`` say why. The sheet goes."""
    failed = ImportRun.objects.filter(pk=run.pk, state=run.state)
    if failed.update(state=ImportRun.State.FAILED, problem=words[:300], finished_at=now(), storage_name=""):
        transaction.on_commit(lambda: keeping.delete(run.storage_name))


@contextmanager
def told(run: ImportRun) -> Iterator[None]:
    """Whatever ends the work inside ends the run with words; what nobody expected goes on to the log."""
    try:
        yield
    except SheetRefused as refused:
        fail(run, refused.message)
    except FileNotFoundError:
        fail(run, GONE)
    except Exception:
        fail(run, BROKEN_OFF)
        raise


def _fields(counts: Counts) -> dict[str, Any]:
    found = asdict(counts)
    total = found.pop("total")
    return {**found, "rows_done": counts.done, "rows_total": total}
