"""A notice says the number and the status, and nothing that a stranger at the phone should not read."""

import json

import pytest

from tatadesa.applications.actions.reject import reject
from tatadesa.applications.models import Event
from tatadesa.applications.states import State
from tatadesa.notices.models import Notice
from tatadesa.notices.wording import payload, words
from tests.notices.helpers import taken
from tests.people import World


@pytest.mark.parametrize("state", list(State))
def test_the_words_are_number_and_status(world: World, state: State) -> None:
    application, _ = taken(world)
    said = words(Event(application=application, state=state))
    assert said.body == f"Permohonan {application.number}: {state.label}"
    assert said.link == f"/permohonan/{application.number}/"


def test_nothing_personal_is_in_it(world: World) -> None:
    application, _ = taken(world)
    reject(world.operator, application.number, seen=2, reason="NIK 3302076505909001 tidak cocok")
    said = words(application.events.get(verb="reject"))
    text = f"{said.title} {said.body} {said.link}".lower()
    for secret in ("3302076505909001", "siti", "sekolah", "surat keterangan", "karangsari", "tidak cocok"):
        assert secret not in text


@pytest.mark.parametrize("state", list(State))
def test_the_length_of_a_message_tells_nothing(world: World, state: State) -> None:
    application, _ = taken(world)
    said = words(Event(application=application, state=state))
    message = payload(Notice(title=said.title, body=said.body, link=said.link))
    assert len(message) == 512
    assert json.loads(message)["body"] == said.body
