"""Changing an application until an officer takes it, and mending what was sent back."""

import uuid

import pytest

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.revise import revise
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application
from tatadesa.applications.states import State
from tatadesa.core.errors import Conflict, NotFound
from tests.people import World, answers, sent


def change(account: Account, application: Application, **changes: object) -> uuid.UUID:
    key = uuid.uuid4()
    save_draft(account, application.version, key, Content(dict(changes), complete=True, application=application))
    return key


def test_before_anybody_takes_it_everything_may_change(world: World) -> None:
    application = sent(world.siti, world.version)
    key = change(world.siti, application, **answers(world.siti, world.version, keperluan="Beasiswa"))
    again = revise(world.siti, application.number, key)
    assert again.answers["keperluan"] == "Beasiswa"
    assert again.state == State.SUBMITTED
    assert again.attachments.count() == 1, "the new photo took the place of the old one"
    assert [event.verb for event in again.events.order_by("position")] == ["submit", "revise"]


def test_a_repeat_changes_nothing(world: World) -> None:
    application = sent(world.siti, world.version)
    key = change(world.siti, application, keperluan="Beasiswa")
    revise(world.siti, application.number, key)
    assert revise(world.siti, application.number, key).events.count() == 2


def test_locked_once_taken(world: World) -> None:
    application = sent(world.siti, world.version)
    key = change(world.siti, application, keperluan="Beasiswa")
    take(world.operator, application.number)
    with pytest.raises(Conflict):
        revise(world.siti, application.number, key)
    application.refresh_from_db()
    assert application.answers["keperluan"] == "Mendaftar sekolah anak"


def test_after_a_return_only_the_opened_fields_change(world: World) -> None:
    application = sent(world.siti, world.version)
    taken = take(world.operator, application.number)
    return_for_correction(
        world.operator, application.number, seen=taken.event_count, fields=["keperluan"], message="Sebut sekolahnya."
    )
    application.refresh_from_db()
    key = change(world.siti, application, keperluan="Mendaftar SMP Negeri 1", jumlah="9")
    mended = revise(world.siti, application.number, key)
    assert mended.answers["keperluan"] == "Mendaftar SMP Negeri 1"
    assert mended.answers["jumlah"] == 2, "was not opened"
    assert mended.state == State.IN_REVIEW
    assert mended.taken_by == world.operator, "comes back to who asked"
    assert mended.correction is None


def test_a_stranger_finds_nothing(world: World) -> None:
    application = sent(world.siti, world.version)
    key = change(world.siti, application, keperluan="Beasiswa")
    with pytest.raises(NotFound):
        revise(world.joko, application.number, key)
    with pytest.raises(NotFound):
        change(world.joko, application, keperluan="Beasiswa")
