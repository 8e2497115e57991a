"""What is over is cleared away: sheets hold a whole village."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from tatadesa.core.clock import now
from tatadesa.files.storage import private
from tatadesa.residents.models import ImportRow, ImportRun
from tatadesa.residents.sheets import keeping
from tatadesa.residents.sheets.clearing import UNDECIDED, clear
from tests.people import World
from tests.residents.sheets import samples
from tests.residents.sheets.samples import checked, imported, person, table


def aged(run: ImportRun, **ago: int) -> ImportRun:
    ImportRun.objects.filter(pk=run.pk).update(created_at=now() - timedelta(**ago))
    clear()
    run.refresh_from_db()
    return run


def test_an_undecided_sheet_is_deleted_after_seven_days(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    run = checked(world.operator, samples.xlsx(table([person(1)])))
    sheet = run.storage_name
    assert aged(run, days=6).state == ImportRun.State.CHECKED
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        run = aged(run, days=8)
    assert (run.state, run.problem, run.storage_name) == (ImportRun.State.FAILED, UNDECIDED, "")
    assert not private().exists(sheet)


def test_the_sheet_goes_once_it_is_in_the_register(world: World, django_capture_on_commit_callbacks: object) -> None:
    run = checked(world.operator, samples.xlsx(table([person(1)])))
    sheet = run.storage_name
    assert private().exists(sheet)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        ImportRun.objects.filter(pk=run.pk).delete()
        imported(world.operator, samples.xlsx(table([person(1)])))
    assert ImportRun.objects.get().storage_name == ""


def test_rows_are_deleted_after_thirty_days_and_the_counts_stay(world: World) -> None:
    run = imported(world.operator, samples.xlsx(table([person(1)])))
    aged(run, days=29)
    assert ImportRow.objects.filter(run=run).exists()
    assert aged(run, days=31).added == 1
    assert not ImportRow.objects.filter(run=run).exists()


@pytest.mark.parametrize("state", ["waiting", "checking", "applying"])
def test_a_run_whose_job_is_lost_does_not_block_the_office_for_ever(world: World, state: str) -> None:
    run = samples.upload(world.operator, samples.xlsx(table([person(1)])))
    ImportRun.objects.update(state=state)
    assert aged(run, hours=5).state == state
    assert aged(run, hours=7).state == ImportRun.State.FAILED
    samples.upload(world.operator, samples.xlsx(table([person(1)])))


def test_a_sheet_without_a_run(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    run = samples.upload(world.operator, samples.xlsx(table([person(1)])))
    orphan = keeping.save(ContentFile(b"x"))
    assert keeping.delete_orphans() == 0
    monkeypatch.setattr(keeping, "_ORPHAN_AFTER", timedelta(0))
    keeping.delete_orphans()
    assert not private().exists(orphan)
    assert private().exists(run.storage_name)
