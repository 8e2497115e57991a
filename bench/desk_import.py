"""One import as the desk does it, in a process of its own: ``python -m bench.desk_import SHEET OFFICE``.

The dry run and the writing as the worker runs them, one job after the other, with the officer's decision in between.
Prints what each took, in seconds, and how many rows went in, as JSON.
"""

import json
import sys
import time
from pathlib import Path

import django


def main(sheet: Path, office_code: str) -> None:
    """Import ``sheet`` into the register of an office."""
    django.setup()
    from django.core.files.base import File

    from tatadesa.offices.queries import office_by_code
    from tatadesa.residents.actions.apply_import import decide
    from tatadesa.residents.actions.start_import import keep_sheet
    from tatadesa.residents.models import ImportRun
    from tatadesa.residents.sheets.applying import apply_sheet
    from tatadesa.residents.sheets.checking import check_sheet

    with sheet.open("rb") as file:
        run = keep_sheet(office_by_code(office_code), None, File(file), sheet.name)
    begun = time.perf_counter()
    check_sheet(run.pk)
    checked = time.perf_counter()
    run.refresh_from_db()
    decide(run, None, ImportRun.Mode.ALL)
    decided = time.perf_counter()
    apply_sheet(run.pk)
    applied = time.perf_counter()
    run.refresh_from_db()
    added = run.added if run.state == ImportRun.State.DONE else 0
    print(json.dumps({"check": checked - begun, "apply": applied - decided, "added": added}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
