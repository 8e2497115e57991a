"""A service of one office, shown by the villages around it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tatadesa.catalogue.models import Service, ServiceAtOffice
from tatadesa.catalogue.offers import closed_words
from tatadesa.catalogue.queries import list_of_office, offer_of, regions_above, service_of, services_of
from tatadesa.core.errors import NotFound
from tatadesa.offices.models import Office
from tests.offers import SLUG, District, build_district
from tests.people import World, publish_service

TODAY = date(2026, 11, 25)


@pytest.fixture
def district(world: World) -> District:
    return build_district()


def slugs(office: Office) -> list[str]:
    return [offered.slug for offered in services_of(office)]


def test_every_village_of_the_region_shows_it_after_its_own(world: World, district: District) -> None:
    assert slugs(world.karangsari) == slugs(world.sidamulya) == ["surat-uji", SLUG]
    offered = service_of(world.karangsari, SLUG)
    assert (offered.owner, offered.home, offered.is_own) == (district.office, world.karangsari, False)
    assert offered.handled_at == world.karangsari


@pytest.mark.parametrize(
    ("offered_to", "shown"), [("33", True), ("33.02.07.2901", True), ("33.02.08", False), ("", False)]
)
def test_the_region_says_where(world: World, district: District, offered_to: str, shown: bool) -> None:
    Service.objects.filter(slug=SLUG).update(offered_to=offered_to)
    assert (SLUG in slugs(world.karangsari)) is shown
    assert SLUG in slugs(district.office)


def test_a_number_that_only_begins_alike_is_another_region(world: World) -> None:
    assert regions_above(world.karangsari) == ["33", "33.02", "33.02.07", "33.02.07.2901"]
    build_district(offered_to="33.02.0")
    assert SLUG not in slugs(world.karangsari)


def test_other_agencies_do_not_show_it(world: World, district: District) -> None:
    other = Office.objects.create(
        code="kua", kind="kua", name="KUA Uji", region_id="33.02.07", address="-", number_code="KUA"
    )
    assert slugs(other) == []


def test_the_villages_own_service_wins(world: World, district: District) -> None:
    own = publish_service(world.karangsari, SLUG)
    assert service_of(world.karangsari, SLUG).version == own
    assert slugs(world.karangsari).count(SLUG) == 1
    assert service_of(world.sidamulya, SLUG).version == district.version


def test_the_nearest_offices_service_wins(world: World, district: District) -> None:
    far = Office.objects.create(
        code="dinas", kind="dinas", name="Dinas Uji", region_id="33.02", address="-", number_code="DNS"
    )
    Service.objects.filter(pk=publish_service(far, SLUG).service_id).update(offered_to="33.02")
    assert service_of(world.karangsari, SLUG).owner == district.office


def test_a_village_switches_it_off_and_speaks_its_own_words(world: World, district: District) -> None:
    choice = ServiceAtOffice.objects.create(
        office=world.karangsari, service=district.service, texts={"name": "Rekomendasi Camat", "cost": "Gratis di sini"}
    )
    here, there = service_of(world.karangsari, SLUG), service_of(world.sidamulya, SLUG)
    assert (here.name, here.cost, here.summary) == ("Rekomendasi Camat", "Gratis di sini", district.version.summary)
    assert (there.name, there.cost, there.note) == (district.version.name, "Gratis", "")
    choice.is_off = True
    choice.save()
    assert SLUG not in slugs(world.karangsari)
    assert SLUG in slugs(world.sidamulya)
    assert service_of(world.karangsari, SLUG).closed(TODAY) == "Desa ini tidak membuka layanan ini."


def test_the_owner_may_handle_it(world: World, district: District) -> None:
    Service.objects.filter(slug=SLUG).update(handled_by="owner")
    assert service_of(world.karangsari, SLUG).handled_at == district.office


def test_an_office_that_is_gone_offers_nothing(world: World, district: District) -> None:
    Office.objects.filter(pk=district.office.pk).update(is_active=False)
    assert SLUG not in slugs(world.karangsari)
    with pytest.raises(NotFound):
        service_of(world.karangsari, SLUG)
    assert offer_of(world.karangsari, district.service) is None


def test_dates_open_and_close_it() -> None:
    day = timedelta(days=1)
    service = Service(is_open=True, opens_on=TODAY, closes_on=TODAY)
    assert closed_words(service, TODAY) == ""
    assert "dibuka mulai 25 November 2026" in closed_words(service, TODAY - day)
    assert "ditutup sejak 25 November 2026" in closed_words(service, TODAY + day)
    assert closed_words(Service(is_open=False), TODAY) == "Layanan ini sedang ditutup."


def test_the_offices_own_list_has_all_and_costs_two_queries(world: World, district: District) -> None:
    Service.objects.filter(pk=world.version.service_id).update(is_open=False)
    begun = Service.objects.create(office=world.karangsari, slug="baru-mulai", category="Umum")
    begun.versions.create(
        office=world.karangsari, number=1, name="Baru Mulai", summary="-", form={}, workflow=[], standard={}
    )
    with CaptureQueriesContext(connection) as queries:
        listed = [(row.name, row.offered is None, row.has_draft) for row in list_of_office(world.karangsari)]
    assert len(queries) == 2
    assert listed == [
        ("Baru Mulai", True, True),
        ("Surat Keterangan Uji", False, False),
        ("Surat Keterangan Uji", False, False),
    ]
