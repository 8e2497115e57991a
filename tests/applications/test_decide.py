"""Returning, rejecting, approving, cancelling: who may, when, and what the history says."""

from collections.abc import Callable

import pytest

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.cancel import cancel
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application
from tatadesa.applications.states import State
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tests.people import World, sent

Decision = Callable[[StaffMember, str, int], Application]
DECISIONS: dict[str, Decision] = {
    "return": lambda staff, number, seen: return_for_correction(
        staff, number, seen=seen, fields=["kk"], message="Foto kabur."
    ),
    "reject": lambda staff, number, seen: reject(staff, number, seen=seen, reason="Bukan warga desa."),
    "approve": lambda staff, number, seen: approve(staff, number, seen=seen, note="cek RT"),
}
every_decision = pytest.mark.parametrize("decide", DECISIONS.values(), ids=DECISIONS.keys())


def taken(world: World) -> Application:
    return take(world.operator, sent(world.siti, world.version).number)


def test_return_opens_the_named_fields_with_the_message(world: World) -> None:
    application = taken(world)
    returned = DECISIONS["return"](world.operator, application.number, application.event_count)
    assert returned.state == State.CORRECTION
    assert returned.correction == {"fields": ["kk"], "message": "Foto kabur."}
    assert returned.events.order_by("-position")[0].words == "Foto kabur."


@pytest.mark.parametrize(
    ("fields", "message", "at"),
    [
        ([], "x", "fields"),
        (["bukan-isian"], "x", "fields"),
        (["kk"], "  ", "message"),
        (["kk"], "\u200b\u202e\0", "message"),
        (["kk"], "x" * 1001, "message"),
    ],
)
def test_return_needs_fields_and_words(world: World, fields: list[str], message: str, at: str) -> None:
    application = taken(world)
    with pytest.raises(InvalidInput) as refused:
        return_for_correction(
            world.operator, application.number, seen=application.event_count, fields=fields, message=message
        )
    assert set(refused.value.errors) == {at}


def test_reject_ends_it_with_the_reason(world: World) -> None:
    application = taken(world)
    rejected = DECISIONS["reject"](world.operator, application.number, application.event_count)
    assert rejected.state == State.REJECTED
    assert rejected.decided_at is not None
    assert {step.status for step in rejected.steps.all()} == {"stopped"}


def test_reject_needs_a_reason(world: World) -> None:
    application = taken(world)
    with pytest.raises(InvalidInput):
        reject(world.operator, application.number, seen=application.event_count, reason=" ")


def test_approve_hands_over_to_the_issuing_step(world: World) -> None:
    application = taken(world)
    approved = DECISIONS["approve"](world.operator, application.number, application.event_count)
    assert approved.state == State.APPROVED
    assert approved.taken_by is None
    assert [step.status for step in approved.steps.order_by("position")] == ["done", "active"]
    event = approved.events.order_by("-position")[0]
    assert event.internal_note == "cek RT"
    assert "cek RT" not in event.words


def test_the_signer_can_return_it_to_the_one_who_checked(world: World) -> None:
    application = taken(world)
    approved = DECISIONS["approve"](world.operator, application.number, application.event_count)
    returned = DECISIONS["return"](world.kades, approved.number, approved.event_count)
    assert returned.taken_by == world.operator
    assert [step.status for step in returned.steps.order_by("position")] == ["active", "waiting"]


@every_decision
def test_a_page_that_is_out_of_date_decides_nothing(world: World, decide: Decision) -> None:
    application = taken(world)
    with pytest.raises(Conflict):
        decide(world.operator, application.number, application.event_count - 1)
    application.refresh_from_db()
    assert application.state == State.IN_REVIEW


@every_decision
def test_a_colleague_must_take_it_first(world: World, decide: Decision) -> None:
    application = taken(world)
    with pytest.raises(Conflict):
        decide(world.other_operator, application.number, application.event_count)


@every_decision
def test_the_wrong_role_is_refused(world: World, decide: Decision) -> None:
    application = taken(world)
    with pytest.raises(NotAllowed):
        decide(world.kades, application.number, application.event_count)


@every_decision
def test_another_village_finds_nothing(world: World, decide: Decision) -> None:
    application = taken(world)
    with pytest.raises(NotFound):
        decide(world.stranger_operator, application.number, application.event_count)


@every_decision
def test_nothing_can_be_decided_twice(world: World, decide: Decision) -> None:
    application = taken(world)
    reject(world.operator, application.number, seen=application.event_count, reason="Salah alamat.")
    application.refresh_from_db()
    with pytest.raises(Conflict):
        decide(world.operator, application.number, application.event_count)


def test_cancel_before_anybody_works_on_it(world: World) -> None:
    assert cancel(world.siti, sent(world.siti, world.version).number).state == State.CANCELLED


def test_no_cancel_while_it_is_checked(world: World) -> None:
    application = taken(world)
    with pytest.raises(Conflict):
        cancel(world.siti, application.number)
    application.refresh_from_db()
    assert application.taken_by == world.operator


def test_a_stranger_cannot_cancel(world: World) -> None:
    number = sent(world.siti, world.version).number
    for stranger in (world.joko, world.rina, world.budi):
        with pytest.raises(NotFound):
            cancel(stranger, number)


def test_what_is_told_to_the_citizen_has_no_hidden_characters(world: World) -> None:
    application = taken(world)
    with pytest.raises(InvalidInput):
        reject(world.operator, application.number, seen=application.event_count, reason="\u200b\u202e")
    rejected = reject(world.operator, application.number, seen=application.event_count, reason="Bukan\u202e warga.\0")
    assert rejected.events.order_by("-position")[0].words == "Bukan warga."


def test_a_note_has_no_hidden_characters(world: World) -> None:
    application = taken(world)
    approved = approve(world.operator, application.number, seen=application.event_count, note="cek\u202e RT\0")
    assert approved.events.order_by("-position")[0].internal_note == "cek RT"
