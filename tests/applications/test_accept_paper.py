"""Papers brought to the office instead of a photo."""

import uuid

import pytest

from tatadesa.applications.actions.accept_paper import accept_paper
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.return_for_correction import return_for_correction
from tatadesa.applications.actions.revise import revise
from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application, Draft
from tatadesa.catalogue.models import ServiceVersion
from tatadesa.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tests.people import World, answers, publish_service

PAPER = [{"label": "Kartu Keluarga", "field": "kk", "required": True, "paper": True}]


@pytest.fixture
def version(world: World) -> ServiceVersion:
    """As the test's service, but the KK may be brought."""
    first = publish_service(world.karangsari, "boleh-dibawa")
    content = {name: getattr(first, name) for name in ("name", "summary", "form", "workflow", "letter", "standard")}
    second = ServiceVersion.objects.create(
        office=first.office,
        service=first.service,
        number=2,
        requirements=PAPER,
        published_at=first.published_at,
        **content,
    )
    first.service.current = second
    first.service.save()
    return second


def brought(world: World, version: ServiceVersion) -> Application:
    """Siti's application whose KK she will bring."""
    return submit(world.siti, promise(world, version))


def promise(world: World, version: ServiceVersion, kk: str = "") -> uuid.UUID:
    key = uuid.uuid4()
    raw = {**answers(world.siti, version), "kk": [kk] if kk else []}
    save_draft(world.siti, version, key, Content(raw, complete=True, to_bring=["kk"]))
    return key


def test_a_promise_stands_for_the_file(world: World, version: ServiceVersion) -> None:
    application = brought(world, version)
    assert (application.to_bring, application.on_paper) == (["kk"], [])


def test_where_it_must_be_attached_the_promise_does_not_count(world: World) -> None:
    key = promise(world, world.version)
    assert Draft.objects.get(key=key).to_bring == []
    with pytest.raises(InvalidInput) as refused:
        submit(world.siti, key)
    assert set(refused.value.errors) == {"kk"}


def test_who_attached_it_need_not_bring_it(world: World, version: ServiceVersion) -> None:
    attached = answers(world.siti, version)["kk"][0]
    assert submit(world.siti, promise(world, version, attached)).to_bring == []


def test_the_officer_takes_the_paper(world: World, version: ServiceVersion) -> None:
    application = brought(world, version)
    application = accept_paper(world.operator, application.number, "kk", seen=application.event_count)
    assert (application.to_bring, application.on_paper, application.state) == ([], ["kk"], "submitted")
    event = application.events.last()
    assert event is not None
    assert (event.verb, event.words) == ("paper", "Berkas asli diterima di kantor: Kartu Keluarga.")


def test_approved_only_with_the_paper_in_hand(world: World, version: ServiceVersion) -> None:
    application = take(world.operator, brought(world, version).number)
    with pytest.raises(Conflict, match="Masih menunggu berkas asli: Kartu Keluarga"):
        approve(world.operator, application.number, seen=application.event_count)
    application = accept_paper(world.other_operator, application.number, "kk", seen=application.event_count)
    assert approve(world.operator, application.number, seen=application.event_count).state == "approved"


def test_not_twice_not_unseen_not_what_was_never_promised(world: World, version: ServiceVersion) -> None:
    application = brought(world, version)
    with pytest.raises(Conflict):
        accept_paper(world.operator, application.number, "kk", seen=0)
    with pytest.raises(Conflict):
        accept_paper(world.operator, application.number, "keperluan", seen=1)
    accept_paper(world.operator, application.number, "kk", seen=1)
    with pytest.raises(Conflict):
        accept_paper(world.operator, application.number, "kk", seen=2)


def test_strangers_and_those_who_serve_nobody_cannot(world: World, version: ServiceVersion) -> None:
    application = brought(world, version)
    with pytest.raises(NotFound):
        accept_paper(world.stranger_operator, application.number, "kk", seen=1)
    world.operator.roles = ["administrator"]
    world.operator.save()
    with pytest.raises(NotAllowed):
        accept_paper(world.operator, application.number, "kk", seen=1)


def test_a_correction_of_another_field_keeps_the_promise(world: World, version: ServiceVersion) -> None:
    application = take(world.operator, brought(world, version).number)
    application = return_for_correction(
        world.operator, application.number, seen=application.event_count, fields=["keperluan"], message="Lengkapi."
    )
    key = uuid.uuid4()
    save_draft(world.siti, version, key, Content({"keperluan": "Sekolah anak"}, complete=True, application=application))
    assert revise(world.siti, application.number, key).to_bring == ["kk"]
