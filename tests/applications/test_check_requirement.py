"""Ticking requirements, and what approving makes of it."""

import uuid

import pytest

from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.check_requirement import check_requirement
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.revise import revise
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.checklist import checks_of, unticked
from tatadesa.applications.models import Application
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tests.desk.stages import taken
from tests.people import World, answers


@pytest.fixture
def application(world: World) -> Application:
    return taken(world)


def tick(world: World, application: Application, verdict: str, reason: str = "") -> None:
    check_requirement(
        world.operator, application.number, "kk", seen=application.event_count, verdict=verdict, reason=reason
    )


def test_a_tick_says_who(world: World, application: Application) -> None:
    tick(world, application, "fits")
    check = checks_of(application)["kk"]
    assert (check.verdict, check.by_label) == ("fits", "Sri Wahyuni, Operator Pelayanan")
    tick(world, application, "")
    assert checks_of(application) == {}


@pytest.mark.parametrize(("verdict", "reason"), [("unfit", " "), ("unfit", "x" * 201), ("bagus", "")])
def test_what_does_not_fit_needs_a_reason(verdict: str, reason: str, world: World, application: Application) -> None:
    with pytest.raises(InvalidInput):
        tick(world, application, verdict, reason)


def test_only_who_checks_ticks_and_only_requirements(world: World, application: Application) -> None:
    seen = application.event_count
    with pytest.raises(Conflict):
        check_requirement(world.other_operator, application.number, "kk", seen=seen, verdict="fits")
    with pytest.raises(NotFound):
        check_requirement(world.operator, application.number, "nama", seen=seen, verdict="fits")
    with pytest.raises(Conflict):
        check_requirement(world.operator, application.number, "kk", seen=seen - 1, verdict="fits")


def test_what_does_not_fit_is_not_approved(world: World, application: Application) -> None:
    tick(world, application, "unfit", "Buram")
    with pytest.raises(Conflict, match="Kartu Keluarga"):
        approve(world.operator, application.number, seen=application.event_count)


def test_unticked_needs_a_confirmation(world: World, application: Application) -> None:
    seen = application.event_count
    assert unticked(application, {}) == ["Kartu Keluarga"]
    with pytest.raises(InvalidInput) as refused:
        approve(world.operator, application.number, seen=seen, confirmed=False)
    assert set(refused.value.errors) == {"unticked"}
    tick(world, application, "fits")
    assert approve(world.operator, application.number, seen=seen, confirmed=False).state == "approved"


def test_a_document_sent_anew_is_looked_at_anew(world: World, application: Application) -> None:
    tick(world, application, "unfit", "Buram")
    seen, number = application.event_count, application.number
    returned = return_for_correction(world.operator, number, seen=seen, fields=["kk"], message="Foto lagi.")
    key = uuid.uuid4()
    again = answers(world.siti, world.version)["kk"]
    save_draft(world.siti, world.version, key, Content({"kk": again}, complete=True, application=returned))
    revised = revise(world.siti, number, key)
    assert checks_of(revised) == {}
    event = revised.events.order_by("-position").first()
    assert event is not None
    assert event.data["before"] == {"kk": application.answers["kk"]}
