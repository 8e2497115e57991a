"""Who hears of what."""

import uuid

import pytest

from tatadesa.applications.actions.cancel import cancel
from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.models import Event
from tatadesa.applications.states import Verb
from tatadesa.notices.rules import Channel, hearings
from tests.counter import at_counter
from tests.family import elder
from tests.notices.helpers import taken
from tests.people import World, answers, sent

BOTH = frozenset({Channel.IN_APP, Channel.WEB_PUSH})


def test_an_officers_act_reaches_the_applicant_everywhere(world: World) -> None:
    _, event = taken(world)
    [hearing] = hearings(event)
    assert (hearing.account_id, hearing.channels) == (world.siti.pk, BOTH)


def test_a_submission_is_confirmed_in_the_application_only(world: World) -> None:
    event = sent(world.siti, world.version).events.get()
    [hearing] = hearings(event)
    assert (hearing.account_id, hearing.channels) == (world.siti.pk, frozenset({Channel.IN_APP}))


def test_nobody_is_told_of_their_own_act(world: World) -> None:
    application = sent(world.siti, world.version)
    cancel(world.siti, application.number)
    assert hearings(application.events.get(verb="cancel")) == []


@pytest.mark.parametrize("verb", [verb for verb in Verb if verb not in (Verb.SUBMIT, Verb.REMIND)])
def test_every_verb_of_somebody_else_is_heard(world: World, verb: Verb) -> None:
    application, event = taken(world)
    assert len(hearings(Event(application=application, verb=verb, actor_id=event.actor_id))) == 1


def test_the_applicant_hears_of_what_another_makes_for_him(world: World) -> None:
    key, budi = uuid.uuid4(), world.budi.resident
    raw = answers(world.siti, world.version)
    save_draft(world.siti, world.version, key, Content(raw, complete=True), resident_id=budi.pk)
    heard = {one.account_id: one.channels for one in hearings(submit(world.siti, key).events.get())}
    assert heard == {world.siti.pk: frozenset({Channel.IN_APP}), world.budi.pk: BOTH}


def test_the_counter_tells_the_account_where_there_is_one(world: World) -> None:
    [hearing] = hearings(at_counter(world, world.joko.resident).events.get())
    assert (hearing.account_id, hearing.channels) == (world.joko.pk, BOTH)
    assert hearings(at_counter(world, elder(world)).events.get()) == []


def test_a_rejection_is_heard(world: World) -> None:
    application, _ = taken(world)
    reject(world.operator, application.number, seen=2, reason="Berkas tidak sesuai dengan data penduduk.")
    [hearing] = hearings(application.events.get(verb="reject"))
    assert hearing.channels == BOTH
