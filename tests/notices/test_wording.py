"""A notice says the number and the status, and nothing that a stranger at the phone should not read."""

import json
import uuid

import pytest

from tatadesa.applications.actions.reject import reject
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.models import Event
from tatadesa.applications.states import State
from tatadesa.notices.handlers import on_application_event
from tatadesa.notices.models import Notice
from tatadesa.notices.wording import payload, words, words_inside
from tests.counter import at_counter
from tests.deliveries.stages import WAYBILL, sent_off, set_up
from tests.family import child
from tests.notices.helpers import taken
from tests.people import World, answers


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


def test_inside_it_says_whom_it_is_about_and_on_a_locked_screen_it_does_not(world: World) -> None:
    key, dimas = uuid.uuid4(), child(world)
    raw = answers(world.siti, world.version)
    save_draft(world.siti, world.version, key, Content(raw, complete=True), resident_id=dimas.pk)
    event = submit(world.siti, key).events.get()
    assert words_inside(event, world.siti.pk).title == "Kabar permohonan untuk DIMAS PRATAMA (anak)"
    assert words(event).title == "Kabar permohonan Anda"
    on_application_event({"event_id": str(event.pk)})
    assert Notice.objects.get().title.endswith("(anak)")


def test_the_applicant_reads_who_made_it(world: World) -> None:
    event = at_counter(world, world.joko.resident).events.get()
    title = words_inside(event, world.joko.pk).title
    assert title == "Permohonan untuk Anda dibuat oleh Sri Wahyuni, Operator Pelayanan"
    event.application.author_label = "X" * 160
    assert len(words_inside(event, world.joko.pk).title) == 120


@pytest.mark.parametrize("state", list(State))
def test_the_length_of_a_message_tells_nothing(world: World, state: State) -> None:
    application, _ = taken(world)
    said = words(Event(application=application, state=state))
    message = payload(Notice(title=said.title, body=said.body, link=said.link))
    assert len(message) == 512
    assert json.loads(message)["body"] == said.body


def test_a_parcel_says_where_it_is_and_its_waybill_only_inside(world: World) -> None:
    set_up(world)
    event = sent_off(world).application.events.get(verb="deliver")
    assert words(event).body == f"Permohonan {event.application.number}: Surat dikirim"
    assert WAYBILL in words_inside(event, world.siti.pk).body
    for told in ("out_for_delivery", "failed_attempt", "delivered", "returned", "cancelled"):
        event.data["deliver"] = told
        assert not words(event).body.endswith(State(event.state).label)
