"""Two editors of one draft at the same moment."""

import pytest

from tatadesa.catalogue.actions.edit_draft import edit_draft
from tatadesa.catalogue.actions.publish_draft import publish_draft
from tatadesa.catalogue.actions.start_draft import start_draft
from tatadesa.catalogue.actions.start_service import start_service
from tatadesa.catalogue.actions.undo_edit import undo_edit
from tatadesa.catalogue.builder.edits import RemoveField
from tatadesa.catalogue.builder.queries import workshop
from tatadesa.catalogue.builder.starting import blank
from tatadesa.catalogue.models import Service, ServiceVersion
from tatadesa.core.errors import Conflict
from tests.concurrency.test_applications import at_once
from tests.people import World

pytestmark = pytest.mark.django_db(transaction=True)
SLUG = "surat-uji"


def test_of_two_edits_of_the_same_state_one_is_kept(world: World) -> None:
    draft = start_draft(world.operator, SLUG)
    seen = workshop(world.operator, SLUG).seen
    assert seen is not None
    results = at_once(
        lambda: edit_draft(world.operator, SLUG, RemoveField("jumlah"), seen=seen),
        lambda: edit_draft(world.sekdes, SLUG, RemoveField("sejak"), seen=seen),
    )
    assert sum(isinstance(result, Conflict) for result in results) == 1
    draft.refresh_from_db()
    assert len(draft.form["fields"]) == 5


def test_two_who_begin_a_draft_have_the_same(world: World) -> None:
    results = at_once(*[lambda: start_draft(world.operator, SLUG), lambda: start_draft(world.sekdes, SLUG)] * 3)
    assert {result.pk for result in results} == {ServiceVersion.objects.get(published_at=None).pk}


def test_an_edit_and_a_publication_never_mix(world: World) -> None:
    start_draft(world.operator, SLUG)
    seen = workshop(world.operator, SLUG).seen
    assert seen is not None
    seen = edit_draft(world.operator, SLUG, RemoveField("jumlah"), seen=seen) and workshop(world.operator, SLUG).seen
    assert seen is not None
    published, edited = at_once(
        lambda: publish_draft(world.operator, SLUG, seen=seen),
        lambda: edit_draft(world.sekdes, SLUG, RemoveField("sejak"), seen=seen),
    )
    service = Service.objects.select_related("current").get(office=world.karangsari)
    assert service.current is not None
    if isinstance(published, Conflict):
        assert service.current.number == 1
    else:
        assert isinstance(edited, Conflict)
        assert len(service.current.form["fields"]) == 5


def test_two_undos_take_back_one_edit(world: World) -> None:
    draft = start_draft(world.operator, SLUG)
    for name in ("jumlah", "sejak"):
        seen = workshop(world.operator, SLUG).seen
        assert seen is not None
        edit_draft(world.operator, SLUG, RemoveField(name), seen=seen)
    last = workshop(world.operator, SLUG).seen
    assert last is not None
    at_once(*[lambda: undo_edit(world.operator, SLUG, seen=last)] * 3)
    draft.refresh_from_db()
    assert len(draft.form["fields"]) == 5


def test_services_of_one_name_begun_at_once_do_not_meet(world: World) -> None:
    def begin() -> object:
        return start_service(world.operator, "Surat Sama", "Umum", blank("Surat Sama", "Umum"), "Baru")

    results = at_once(begin, begin, begin)
    made = [result for result in results if isinstance(result, ServiceVersion)]
    assert len({one.service.slug for one in made}) == len(made) >= 1
    assert all(isinstance(result, ServiceVersion | Conflict) for result in results)
