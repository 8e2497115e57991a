"""Sending a draft."""

import uuid

import pytest

from tatadesa.applications.actions.save_draft import AlreadySubmitted, Content, save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.models import Application, Draft
from tatadesa.applications.states import State
from tatadesa.core.errors import Conflict, InvalidInput, NotFound
from tests.people import World, answers, draft, sent


def test_makes_one_application_with_event_steps_and_attachments(world: World) -> None:
    application = sent(world.siti, world.version)
    application.refresh_from_db()
    assert application.state == State.SUBMITTED
    assert application.applicant_name == "SITI AMINAH"
    assert application.answers["jumlah"] == 2
    assert application.register_data["penduduk.nik"] == "3302076505909001"
    assert [event.verb for event in application.events.all()] == ["submit"]
    assert [step.status for step in application.steps.order_by("position")] == ["active", "waiting"]
    assert application.attachments.get().field_id == "kk"
    assert not Draft.objects.filter(author=world.siti).exists()


def test_a_repeat_gives_the_first_answer(world: World) -> None:
    key = draft(world.siti, world.version)
    first = submit(world.siti, key)
    assert submit(world.siti, key).pk == first.pk
    assert Application.objects.count() == 1
    assert first.events.count() == 1


def test_a_sent_draft_cannot_be_written_again(world: World) -> None:
    key = draft(world.siti, world.version)
    number = submit(world.siti, key).number
    with pytest.raises(AlreadySubmitted) as refused:
        save_draft(world.siti, world.version, key, Content({}, complete=False))
    assert refused.value.number == number


def test_the_draft_of_another_citizen_does_not_exist(world: World) -> None:
    key = draft(world.siti, world.version)
    with pytest.raises(NotFound):
        submit(world.joko, key)


def test_names_every_field_at_fault(world: World) -> None:
    key = draft(world.siti, world.version, keperluan="", sejak="2020-02-31", jumlah="dua", peruntukan="umroh")
    with pytest.raises(InvalidInput) as refused:
        submit(world.siti, key)
    assert set(refused.value.errors) == {"keperluan", "sejak", "jumlah", "peruntukan"}
    assert Draft.objects.filter(author=world.siti).exists(), "nothing is lost"


def test_a_strangers_file_is_not_accepted(world: World) -> None:
    theirs = answers(world.joko, world.version)["kk"]
    key = draft(world.siti, world.version, kk=theirs)
    with pytest.raises(InvalidInput) as refused:
        submit(world.siti, key)
    assert set(refused.value.errors) == {"kk"}


def test_needs_a_resident_of_that_village(world: World) -> None:
    key = draft(world.rina, world.version)
    with pytest.raises(Conflict):
        submit(world.rina, key)


def test_a_closed_service_keeps_the_draft(world: World) -> None:
    key = draft(world.siti, world.version)
    world.version.service.is_open = False
    world.version.service.save()
    with pytest.raises(Conflict):
        submit(world.siti, key)
    assert Draft.objects.filter(key=key).exists()


def test_unknown_key(world: World) -> None:
    with pytest.raises(NotFound):
        submit(world.siti, uuid.uuid4())
