"""What is over is cleared away: sheets hold a whole village."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile

from tatadesa.core.clock import now
from tatadesa.files.storage import private
from tatadesa.residents.actions.apply_import import decide
from tatadesa.residents.actions.cancel_import import cancel_import
from tatadesa.residents.models import ImportRow, ImportRun
from tatadesa.residents.sheets import keeping
from tatadesa.residents.sheets.applying import apply_sheet
from tatadesa.residents.sheets.checking import check_sheet
from tatadesa.residents.sheets.clearing import UNDECIDED, clear
from tests.people import World
from tests.residents.sheets import samples
from tests.residents.sheets.samples import checked, imported, person, table


def aged(run: ImportRun, **ago: int) -> ImportRun:
    ImportRun.objects.filter(pk=run.pk).update(created_at=now() - timedelta(**ago))
    clear()
    run.refresh_from_db()
    return run


def kept(sheet: str) -> list[str]:
    """What lies in the storage of a sheet and of what its check staged."""
    return [name for name in (sheet, f"{sheet}.staged") if private().exists(name)]


def test_an_undecided_sheet_is_deleted_after_seven_days(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    run = checked(world.operator, samples.xlsx(table([person(1)])))
    sheet = run.storage_name
    assert aged(run, days=6).state == ImportRun.State.CHECKED
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        run = aged(run, days=8)
    assert (run.state, run.problem, run.storage_name) == (ImportRun.State.FAILED, UNDECIDED, "")
    assert kept(sheet) == []


def test_the_sheet_goes_once_it_is_in_the_register(world: World, django_capture_on_commit_callbacks: object) -> None:
    run = checked(world.operator, samples.xlsx(table([person(1)])))
    sheet = run.storage_name
    assert kept(sheet) == [sheet, f"{sheet}.staged"]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        decide(run, world.operator.account, samples.ALL)
        apply_sheet(run.pk)
    assert ImportRun.objects.get().storage_name == ""
    assert kept(sheet) == []


def test_the_sheet_goes_with_all_that_was_made_of_it_when_cancelled(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    run = checked(world.operator, samples.xlsx(table([person(1)])))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        cancel_import(world.operator, run.pk)
    assert kept(run.storage_name) == []


def test_what_was_staged_of_a_run_cancelled_at_the_last_moment_goes_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = samples.upload(world.operator, samples.xlsx(table([person(1)])))
    save = keeping.save_staged

    def save_staged(*args: Any) -> None:
        cancel_import(world.operator, run.pk)
        save(*args)

    monkeypatch.setattr(keeping, "save_staged", save_staged)
    check_sheet(run.pk)
    assert kept(run.storage_name) == []
    assert ImportRun.objects.get().state == ImportRun.State.CANCELLED


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
    run = checked(world.operator, samples.xlsx(table([person(1)])))
    orphan = keeping.save(ContentFile(b"x"))
    private().save(f"{orphan}.staged", ContentFile(b"y"))
    assert keeping.delete_orphans() == 0
    monkeypatch.setattr(keeping, "_ORPHAN_AFTER", timedelta(0))
    assert keeping.delete_orphans() >= 2
    assert kept(orphan) == []
    assert len(kept(run.storage_name)) == 2
