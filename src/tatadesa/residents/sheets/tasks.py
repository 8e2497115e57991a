"""Jobs of the import: check a sheet, put it into the register, and clear away what is no longer needed."""

from uuid import UUID

from procrastinate.contrib.django import app

from tatadesa.residents.sheets.applying import apply_sheet
from tatadesa.residents.sheets.checking import check_sheet
from tatadesa.residents.sheets.clearing import clear

QUEUE = "sheets"


@app.task(name="residents.check_sheet", queue=QUEUE)
def check(run_id: str) -> None:
    """The dry run. Not retried: what goes wrong is told on the run's page; a killed worker's job is rescued."""
    check_sheet(UUID(run_id))


@app.task(name="residents.apply_sheet", queue=QUEUE)
def apply(run_id: str) -> None:
    """Put the sheet into the register, as above."""
    apply_sheet(UUID(run_id))


@app.periodic(cron="41 * * * *")
@app.task(name="residents.clear_imports", queue="upkeep", queueing_lock="residents.clear_imports")
def clear_imports(timestamp: int) -> None:
    """Sheets, lists of rows and runs whose time is over."""
    clear()
