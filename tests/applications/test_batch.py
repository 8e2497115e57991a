"""Decisions over a selection: a row and a job for each."""

import uuid

import pytest

from tatadesa.applications import batch
from tatadesa.applications.actions.check_requirement import check_requirement
from tatadesa.applications.actions.start_batch import MOST, start_batch
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application, BatchRun
from tatadesa.applications.states import State
from tatadesa.core.errors import InvalidInput, NotAllowed, NotFound
from tests.people import World, sent

HANDLERS = {
    "take": batch.on_take,
    "approve": batch.on_approve,
    "reject": batch.on_reject,
    "release": batch.on_release,
}


def done(run: BatchRun) -> dict[str, str]:
    """Run its jobs as the worker does, each twice; gives number -> outcome or the words of a refusal."""
    for row in run.rows.all():
        for _ in range(2):
            HANDLERS[run.verb]({"row_id": str(row.pk)})
    return {row.number: row.words or row.outcome for row in run.rows.all()}


def state(application: Application) -> str:
    application.refresh_from_db()
    return application.state


def test_each_is_approved_whether_taken_or_not(world: World) -> None:
    first, second = sent(world.siti, world.version), sent(world.joko, world.version)
    take(world.operator, second.number)
    picked = {first.number: 1, second.number: 2}
    run = start_batch(world.operator, "approve", picked, key=uuid.uuid4(), confirmed=True)
    assert done(run) == {first.number: "done", second.number: "done"}
    assert state(first) == state(second) == State.APPROVED


def test_one_that_changed_or_is_a_colleagues_stops_no_other(world: World) -> None:
    mine, held = sent(world.siti, world.version), sent(world.joko, world.version)
    stale = sent(world.budi, world.version)
    take(world.other_operator, held.number)
    picked = {held.number: 2, stale.number: 7, mine.number: 1}
    run = start_batch(world.operator, "approve", picked, key=uuid.uuid4(), confirmed=True)
    told = done(run)
    assert told[mine.number] == "done"
    assert "Agus Riyanto" in told[held.number] or "Ambil permohonan" in told[held.number]
    assert "baru saja berubah" in told[stale.number]
    assert (state(held), state(stale)) == (State.IN_REVIEW, State.SUBMITTED)


def test_what_nobody_ticked_is_asked_for_once_for_all(world: World) -> None:
    ticked, bare = sent(world.siti, world.version), sent(world.joko, world.version)
    take(world.operator, ticked.number)
    check_requirement(world.operator, ticked.number, "kk", verdict="fits", seen=2)
    picked = {ticked.number: 2, bare.number: 1}
    with pytest.raises(InvalidInput) as refused:
        start_batch(world.operator, "approve", picked, key=uuid.uuid4())
    assert "1 dari 2 permohonan" in refused.value.errors["unticked"]
    assert not BatchRun.objects.exists()
    run = start_batch(world.operator, "approve", {ticked.number: 2}, key=uuid.uuid4())
    assert done(run) == {ticked.number: "done"}


def test_a_row_whose_ticks_are_gone_by_its_turn_is_refused_with_words(world: World) -> None:
    application = sent(world.siti, world.version)
    take(world.operator, application.number)
    check_requirement(world.operator, application.number, "kk", verdict="fits", seen=2)
    run = start_batch(world.operator, "approve", {application.number: 2}, key=uuid.uuid4())
    application.checks.all().delete()
    assert done(run) == {application.number: "Ada persyaratan yang belum ditandai."}
    assert state(application) == State.IN_REVIEW


def test_rejecting_needs_a_reason_that_all_read(world: World) -> None:
    application = sent(world.siti, world.version)
    with pytest.raises(InvalidInput) as refused:
        start_batch(world.operator, "reject", {application.number: 1}, key=uuid.uuid4())
    assert "alasan" in refused.value.errors
    run = start_batch(world.operator, "reject", {application.number: 1}, key=uuid.uuid4(), words="Layanan ditutup.")
    assert done(run) == {application.number: "done"}
    assert application.events.order_by("position").last().words == "Layanan ditutup."


def test_sent_twice_it_is_one_run(world: World) -> None:
    application, key = sent(world.siti, world.version), uuid.uuid4()
    first = start_batch(world.operator, "take", {application.number: 1}, key=key)
    assert start_batch(world.operator, "take", {application.number: 1}, key=key) == first
    assert first.rows.count() == 1


def test_another_offices_request_is_not_there(world: World) -> None:
    theirs = sent(world.rina, world.sidamulya_version)
    run = start_batch(world.operator, "take", {theirs.number: 1}, key=uuid.uuid4())
    assert done(run)[theirs.number] != "done"
    assert state(theirs) == State.SUBMITTED
    with pytest.raises(NotFound):
        batch.run_of(world.other_operator, run.pk)


@pytest.mark.parametrize("count", [0, MOST + 1])
def test_neither_none_nor_too_many(world: World, count: int) -> None:
    with pytest.raises(InvalidInput):
        start_batch(world.operator, "take", {str(n): 1 for n in range(count)}, key=uuid.uuid4())


def test_an_unknown_decision_and_an_administrator_are_refused(world: World) -> None:
    with pytest.raises(InvalidInput):
        start_batch(world.operator, "issue", {"26-AAAA-BBBB": 1}, key=uuid.uuid4())
    world.operator.roles = ["administrator"]
    with pytest.raises(NotAllowed):
        start_batch(world.operator, "take", {"26-AAAA-BBBB": 1}, key=uuid.uuid4())
