"""Between the dry run and the register: other officers, a killed worker, a failure in the middle."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError, connection, transaction

from tatadesa.files.storage import private
from tatadesa.residents.actions.apply_import import decide
from tatadesa.residents.actions.cancel_import import cancel_import
from tatadesa.residents.actions.change_resident import change_resident
from tatadesa.residents.actions.record_death import record_death
from tatadesa.residents.models import Family, ImportRow, ImportRun, Mutation, Resident
from tatadesa.residents.sheets import applying, checking, keeping, progress, writing
from tatadesa.residents.sheets.applying import BUSY, apply_sheet
from tatadesa.residents.sheets.checking import check_sheet
from tests.people import World
from tests.residents.sheets import samples
from tests.residents.sheets.samples import ACCEPTED, ALL, checked, counts, imported, person, table


def decided(world: World, people: list[dict[str, Any]], mode: str = ALL) -> ImportRun:
    """A run whose rows are about to be written."""
    run = checked(world.operator, samples.xlsx(table(people)))
    decide(run, world.operator.account, mode)
    return run


def before_writing(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object], times: int = 1) -> list[int]:
    """Let ``act`` happen between the check and the transaction that writes, at the first ``times`` attempts."""
    attempts: list[int] = []
    original = applying._apply

    def apply(*args: Any) -> None:
        attempts.append(len(attempts) + 1)
        if len(attempts) <= times:
            act()
        original(*args)

    monkeypatch.setattr(applying, "_apply", apply)
    return attempts


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[ImportRun]:
    """The runs whose sheet was read again."""
    found: list[ImportRun] = []
    original = checking.examine

    def examine(run: ImportRun) -> Any:
        found.append(run)
        return original(run)

    monkeypatch.setattr(applying, "examine", examine)
    return found


def test_the_sheet_is_read_once(world: World, examined: list[ImportRun]) -> None:
    """What the dry run staged is written, even where an officer has changed somebody whom the sheet leaves alone."""
    people = [person(1), person(2), person(3)]
    imported(world.operator, samples.xlsx(table(people[:2])))
    run = decided(world, [people[0], {**people[1], "pekerjaan_id": 65}, people[2]])
    other = Resident.objects.get(nik=people[0]["nik"])
    change_resident(world.operator, other.pk, seen=1, values={"occupation": 15})
    apply_sheet(run.pk)
    run.refresh_from_db()
    assert (run.state, counts(run), examined) == (ImportRun.State.DONE, (1, 1, 1, 0), [])
    assert Resident.objects.get(nik=people[1]["nik"]).occupation == 65
    assert Resident.objects.get(pk=other.pk).occupation == 15


def test_what_an_officer_changed_since_the_dry_run_stays(world: World, examined: list[ImportRun]) -> None:
    """Four rows, three of which the sheet changes; the officer has been at each of them meanwhile."""
    people = [person(number, suku="JAWA") for number in range(1, 5)]
    imported(world.operator, samples.xlsx(table(people)))
    run = decided(world, [people[0], *({**one, "pekerjaan_id": 65} for one in people[1:])])
    edits = ({"ethnicity": "SUNDA"}, {"ethnicity": "SUNDA"}, {"occupation": 15}, {"occupation": 65})
    for one, values in zip(people, edits, strict=True):
        change_resident(world.sekdes, Resident.objects.get(nik=one["nik"]).pk, seen=1, values=values)
    apply_sheet(run.pk)
    run.refresh_from_db()
    found = [Resident.objects.get(nik=one["nik"]) for one in people]
    assert [(one.ethnicity, one.occupation) for one in found] == [
        ("SUNDA", 9),
        ("SUNDA", 65),
        ("JAWA", 15),
        ("JAWA", 65),
    ]
    assert (run.state, counts(run), len(examined)) == (ImportRun.State.DONE, (0, 1, 3, 0), 1)
    assert "Diubah petugas setelah lembar ini diperiksa" in samples.words(run)[3]


def test_whoever_moved_since_the_dry_run_stays_on_the_new_card(world: World) -> None:
    people = [person(1), person(5)]
    imported(world.operator, samples.xlsx(table(people)))
    run = decided(world, [{**people[0], "alamat": "Jl. Baru 1", "pekerjaan_id": 65}, people[1]])
    other = Family.objects.get(no_kk=people[1]["no_kk"])
    Resident.objects.filter(nik=people[0]["nik"]).update(family=other, edition=2)
    apply_sheet(run.pk)
    moved = Resident.objects.select_related("family").get(nik=people[0]["nik"])
    assert (moved.family, moved.family.address, moved.occupation) == (other, people[1]["alamat"], 65)


@pytest.mark.parametrize("staged", [None, b"PK\x03\x04 cut short"])
def test_without_what_was_staged_the_sheet_is_read_again(
    world: World, examined: list[ImportRun], staged: bytes | None
) -> None:
    run = decided(world, [person(1)])
    private().delete(f"{run.storage_name}.staged")
    if staged:
        private().save(f"{run.storage_name}.staged", ContentFile(staged))
    apply_sheet(run.pk)
    run.refresh_from_db()
    assert (run.state, counts(run), len(examined)) == (ImportRun.State.DONE, (1, 0, 0, 0), 1)


def test_without_any_file_nothing_goes_in(world: World) -> None:
    run = decided(world, [person(1)])
    keeping.delete(run.storage_name)
    apply_sheet(run.pk)
    run.refresh_from_db()
    assert (run.state, run.problem) == (ImportRun.State.FAILED, progress.GONE)


def test_an_officers_change_between_check_and_decision_is_not_overwritten_blindly(world: World) -> None:
    """The writing notices, and the second check compares with what the officer wrote."""
    people = [person(1)]
    imported(world.operator, samples.xlsx(table(people)))
    run = decided(world, [{**people[0], "pekerjaan_id": 65}])
    resident = Resident.objects.get(nik=people[0]["nik"])
    change_resident(world.operator, resident.pk, seen=1, values={"occupation": 65})
    apply_sheet(run.pk)
    run.refresh_from_db()
    assert (run.state, counts(run)) == (ImportRun.State.DONE, (0, 0, 1, 0))
    assert Resident.objects.get(pk=resident.pk).edition == 2


def test_a_change_even_between_check_and_writing_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [person(1), person(2)]
    imported(world.operator, samples.xlsx(table(people)))
    run = decided(world, [{**people[0], "pekerjaan_id": 65}, {**people[1], "pekerjaan_id": 65}])
    resident = Resident.objects.get(nik=people[0]["nik"])
    values = {"ethnicity": "SUNDA"}
    attempts = before_writing(monkeypatch, lambda: change_resident(world.operator, resident.pk, seen=1, values=values))
    apply_sheet(run.pk)
    run.refresh_from_db()
    resident.refresh_from_db()
    assert (run.state, len(attempts)) == (ImportRun.State.DONE, 2)
    assert (resident.ethnicity, resident.occupation, resident.edition) == ("SUNDA", 65, 3)
    assert Mutation.objects.filter(changes={"occupation": [9, 65]}).count() == 2


def test_somebody_new_registered_meanwhile_is_changed_and_not_doubled(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = decided(world, [person(1)])

    def register() -> None:
        family = Family.objects.create(office=world.karangsari, no_kk=person(1)["no_kk"], rt="003", rw="002")
        Resident.objects.create(
            office=world.karangsari,
            family=family,
            nik=person(1)["nik"],
            name="WARGA B",
            sex=1,
            birth_place="BANYUMAS",
            birth_date=person()["tanggallahir"],
            religion=1,
            education=5,
            occupation=9,
            marital_status=2,
            family_role=1,
        )

    before_writing(monkeypatch, register)
    apply_sheet(run.pk)
    run.refresh_from_db()
    assert counts(run) == (0, 1, 0, 0)
    assert Resident.objects.get(nik=person(1)["nik"]).family.address == "Jl. Kenanga 1"


def test_a_register_that_never_rests_ends_in_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [person(1)]
    imported(world.operator, samples.xlsx(table(people)))
    run = decided(world, [{**people[0], "pekerjaan_id": 65}])
    resident = Resident.objects.get(nik=people[0]["nik"])

    def change() -> None:
        resident.refresh_from_db()
        change_resident(
            world.operator, resident.pk, seen=resident.edition, values={"ethnicity": f"SUKU {'ABCD'[resident.edition]}"}
        )

    attempts = before_writing(monkeypatch, change, times=9)
    apply_sheet(run.pk)
    run.refresh_from_db()
    assert (run.state, run.problem, len(attempts)) == (ImportRun.State.FAILED, BUSY, 3)
    assert Resident.objects.get(pk=resident.pk).occupation == 9


def test_all_or_nothing_when_a_row_can_no_longer_go_in(world: World) -> None:
    people = [person(1), person(2)]
    imported(world.operator, samples.xlsx(table(people[:1])))
    run = decided(world, [{**people[0], "pekerjaan_id": 65}, people[1]], ALL)
    record_death(world.operator, Resident.objects.get(nik=people[0]["nik"]).pk, seen=1, happened_on="01-01-2026")
    apply_sheet(run.pk)
    run.refresh_from_db()
    assert run.state == ImportRun.State.FAILED
    assert "1 baris ditolak" in run.problem
    assert ImportRow.objects.get(run=run, outcome="refused").number == 2
    assert not Resident.objects.filter(nik=people[1]["nik"]).exists()


def test_a_failure_in_the_middle_leaves_no_half_import(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    run = decided(world, [person(1), person(2)], ACCEPTED)
    monkeypatch.setattr(writing, "_ENTRIES", "SELECT 1 / 0")
    with pytest.raises(Exception, match="division by zero"):
        apply_sheet(run.pk)
    run.refresh_from_db()
    assert (run.state, run.problem) == (ImportRun.State.FAILED, progress.BROKEN_OFF)
    assert not Resident.objects.filter(nik=person(1)["nik"]).exists()
    assert not Family.objects.filter(no_kk=person(1)["no_kk"]).exists()


class Killed(BaseException):
    """Stands for the end of the process: nothing may catch it."""


def test_a_check_that_was_killed_begins_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    run = samples.upload(world.operator, samples.xlsx(table([person(number) for number in range(1, 601)])))
    original = progress.show

    def die(*args: Any) -> bool:
        original(*args)
        raise Killed

    monkeypatch.setattr(progress, "show", die)
    with pytest.raises(Killed):
        check_sheet(run.pk)
    run.refresh_from_db()
    assert run.state == ImportRun.State.CHECKING
    monkeypatch.setattr(progress, "show", original)
    check_sheet(run.pk)
    run.refresh_from_db()
    assert (run.state, counts(run), run.rows_done, run.rows_total) == ("checked", (600, 0, 0, 0), 600, 600)
    assert ImportRow.objects.filter(run=run).count() == 600


def test_a_writing_that_was_killed_begins_again_and_a_done_one_does_not(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = decided(world, [person(1)])
    before_writing(monkeypatch, lambda: (_ for _ in ()).throw(Killed()))
    with pytest.raises(Killed):
        apply_sheet(run.pk)
    run.refresh_from_db()
    assert run.state == ImportRun.State.APPLYING
    for _ in range(2):
        apply_sheet(run.pk)
    run.refresh_from_db()
    assert (run.state, Mutation.objects.filter(resident__nik=person(1)["nik"]).count()) == (ImportRun.State.DONE, 1)


def test_a_cancelled_check_stops(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    run = samples.upload(world.operator, samples.xlsx(table([person(number) for number in range(1, 901)])))
    sheet = run.storage_name
    seen = []
    original = progress.show

    def show(*args: Any) -> bool:
        if not seen:
            cancel_import(world.operator, run.pk)
        seen.append(1)
        return original(*args)

    monkeypatch.setattr(checking.progress, "show", show)
    check_sheet(run.pk)
    run.refresh_from_db()
    assert (run.state, len(seen)) == (ImportRun.State.CANCELLED, 1)
    assert run.storage_name == ""
    assert not private().exists(f"{sheet}.staged")


def test_a_sheet_refused_in_the_middle_says_why(world: World) -> None:
    content = samples.xlsx(table([person(1)]))
    run = checked(world.operator, content[: len(content) // 2])
    assert (run.state, run.finished_at is not None) == (ImportRun.State.FAILED, True)
    assert "rusak" in run.problem


def test_another_error_of_the_database_is_not_swallowed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    run = decided(world, [person(1)])

    def broken() -> None:
        raise OperationalError("the server is gone")

    before_writing(monkeypatch, broken)
    with pytest.raises(OperationalError):
        apply_sheet(run.pk)
    run.refresh_from_db()
    assert run.state == ImportRun.State.FAILED


@pytest.mark.django_db(transaction=True)
def test_an_import_and_an_officer_at_the_same_moment(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Real commits and two connections: the officer's save waits for the writing or makes it begin again."""
    people = [person(1), person(2)]
    imported(world.operator, samples.xlsx(table(people)))
    resident = Resident.objects.get(nik=people[1]["nik"])
    run = decided(world, [{**one, "tempatlahir": "CILACAP"} for one in people])
    sheet = run.storage_name

    def edit() -> None:
        change_resident(world.sekdes, resident.pk, seen=1, values={"ethnicity": "JAWA"})
        connection.close()

    def meanwhile() -> None:
        officer = threading.Thread(target=edit)
        officer.start()
        officer.join()

    attempts = before_writing(monkeypatch, meanwhile)
    apply_sheet(run.pk)
    run.refresh_from_db()
    resident.refresh_from_db()
    assert (run.state, len(attempts)) == (ImportRun.State.DONE, 2)
    assert (resident.ethnicity, resident.birth_place, resident.edition) == ("JAWA", "CILACAP", 3)
    assert not private().exists(sheet)


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_run_write_once(world: World) -> None:
    run = decided(world, [person(number) for number in range(1, 21)])
    problems: list[BaseException] = []

    def work() -> None:
        try:
            apply_sheet(run.pk)
        except BaseException as error:
            problems.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    run.refresh_from_db()
    assert problems == []
    assert run.state == ImportRun.State.DONE
    assert Mutation.objects.filter(kind="import").count() == 20
    with transaction.atomic():
        assert Resident.objects.filter(nik__startswith="330207150895").count() == 20
