"""Only one's own, only what was not sent."""

import uuid

import pytest

from tatadesa.applications.actions.delete_draft import delete_draft
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.models import Draft
from tatadesa.core.errors import NotFound
from tests.people import World, draft, sent


def test_ones_own(world: World) -> None:
    key = draft(world.siti, world.version)
    for other in (world.budi, world.joko, world.rina):
        with pytest.raises(NotFound):
            delete_draft(other, key)
    delete_draft(world.siti, key)
    assert not Draft.objects.exists()


def test_changes_to_an_application_are_not_meant(world: World) -> None:
    application = sent(world.siti, world.version)
    key = uuid.uuid4()
    save_draft(world.siti, world.version, key, Content({"jumlah": "3"}, complete=True, application=application))
    with pytest.raises(NotFound):
        delete_draft(world.siti, key)
    assert Draft.objects.filter(key=key).exists()
