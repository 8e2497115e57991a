"""Applications for a service that another office offers to the village."""

import uuid

import pytest

from tatadesa.applications import inbox, queries
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.save_counter_draft import save_counter_draft
from tatadesa.applications.actions.save_draft import save_draft
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.actions.submit_at_counter import submit_at_counter
from tatadesa.applications.actions.take import take
from tatadesa.applications.drafts import Content
from tatadesa.applications.inbox import Wanted
from tatadesa.applications.models import Application, Draft
from tatadesa.catalogue.models import Service
from tatadesa.core.errors import Conflict, NotFound
from tatadesa.letters.actions.issue import issue
from tatadesa.residents.models import Resident
from tests.offers import SLUG, District, build_district
from tests.people import World, answers, draft


@pytest.fixture
def district(world: World) -> District:
    return build_district()


def handled_by_owner(district: District) -> None:
    Service.objects.filter(pk=district.version.service_id).update(handled_by="owner")
    district.version.service.refresh_from_db()


def test_the_village_handles_it_with_its_own_numbers(world: World, district: District) -> None:
    application = submit(world.siti, draft(world.siti, district.version))
    assert application.office == world.karangsari
    assert queries.of_office(world.operator, application.number) == application
    with pytest.raises(NotFound):
        queries.of_office(district.operator, application.number)
    with pytest.raises(NotFound):
        queries.of_office(world.stranger_operator, application.number)
    application = take(world.operator, application.number)
    application = approve(world.operator, application.number, seen=application.event_count)
    assert "DS-KAR" in issue(world.kades, application.number, seen=application.event_count).number


def test_the_owner_handles_it_from_inbox_to_letter(world: World, district: District) -> None:
    handled_by_owner(district)
    application = submit(world.siti, draft(world.siti, district.version))
    assert application.office == district.office
    assert application.events.get().words == "Permohonan diterima Kecamatan Uji dan menunggu diperiksa."
    assert queries.of_citizen(world.siti, application.number) == application
    for stranger in (world.operator, world.kades, world.stranger_operator):
        with pytest.raises(NotFound):
            queries.of_office(stranger, application.number)
    assert [row.number for row in inbox.inbox(district.operator, Wanted("kantor", service=SLUG)).rows] == [
        application.number
    ]
    application = take(district.operator, application.number)
    application = approve(district.operator, application.number, seen=application.event_count)
    letter = issue(district.head, application.number, seen=application.event_count)
    assert "KEC-UJI" in letter.number
    assert letter.office == district.office


def test_when_the_owner_takes_over_a_draft_follows(world: World, district: District) -> None:
    key = draft(world.siti, district.version)
    handled_by_owner(district)
    save_draft(world.siti, district.version, key, Content(answers(world.siti, district.version), complete=True))
    assert Draft.objects.get(key=key).office == district.office
    assert submit(world.siti, key).office == district.office


def test_a_draft_not_saved_since_goes_to_who_handles_it_now(world: World, district: District) -> None:
    key = draft(world.siti, district.version)
    handled_by_owner(district)
    assert submit(world.siti, key).office == district.office


def begun_at_counter(world: World, district: District, resident: Resident) -> uuid.UUID:
    key = uuid.uuid4()
    content = Content(answers(world.operator.account, district.version), complete=True)
    save_counter_draft(world.operator, resident.pk, district.version, key, content)
    return key


def test_the_counter_sends_it_to_the_owner(world: World, district: District) -> None:
    handled_by_owner(district)
    application = submit_at_counter(world.operator, begun_at_counter(world, district, world.siti.resident))
    assert (application.office, application.citizen) == (district.office, world.siti)


def test_nobody_could_change_what_a_person_without_an_account_sends_elsewhere(world: World, district: District) -> None:
    handled_by_owner(district)
    Resident.objects.filter(account=world.joko).update(account=None)
    joko = Resident.objects.get(name="JOKO PRASETYO")
    key = begun_at_counter(world, district, joko)
    with pytest.raises(Conflict, match="Buatkan dahulu akun"):
        submit_at_counter(world.operator, key)
    assert not Application.objects.exists()
    Service.objects.update(handled_by="village")
    assert submit_at_counter(world.operator, key).office == world.karangsari


def test_the_counter_of_another_region_cannot_fill_it_in(world: World, district: District) -> None:
    Service.objects.filter(slug=SLUG).update(offered_to="33.02.08")
    with pytest.raises(NotFound):
        begun_at_counter(world, district, world.siti.resident)
