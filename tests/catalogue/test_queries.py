"""Finding services."""

import shutil
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tatadesa.catalogue.actions.publish import publish
from tatadesa.catalogue.commands import LIBRARY, load
from tatadesa.catalogue.definition import read_definition
from tatadesa.catalogue.models import Service
from tatadesa.catalogue.queries import group_by_category, service_of, services_of
from tatadesa.core.errors import NotFound
from tests.catalogue.samples import definition
from tests.people import World

SIX = ["sktm", "sku", "domisili", "pengantar-skck", "kelahiran", "izin-keramaian"]


@pytest.fixture
def village(world: World, tmp_path: Path) -> World:
    """Karangsari with six services of the library instead of the test's own."""
    Service.objects.filter(office=world.karangsari).update(is_open=False)
    for slug in SIX:
        shutil.copytree(LIBRARY / slug, tmp_path / slug)
    load(str(tmp_path), world.karangsari.code)
    return world


def slugs(world: World, search: str = "") -> list[str]:
    """What a citizen of Karangsari finds."""
    return [offered.slug for offered in services_of(world.karangsari, search)]


def test_services_come_in_the_offices_order(village: World) -> None:
    assert slugs(village) == SIX


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("tidak mampu", ["sktm"]),
        ("BANSOS", ["sktm"]),
        ("beasiswa  sekolah", ["sktm"]),
        ("saya mau buat surat untuk warung", ["sku"]),
        ("pinjaman bank", ["sku"]),
        ("kos", ["domisili"]),
        ("melamar kerja", ["pengantar-skck"]),
        ("akte lahir", ["kelahiran"]),
        ("bayi", ["kelahiran"]),
        ("hajatan", ["izin-keramaian"]),
        ("dangdut!", ["izin-keramaian"]),
        ("skck", ["pengantar-skck"]),
        ("hajatan bayi", []),
        ("%", SIX),
        ("kapal terbang", []),
    ],
)
def test_everyday_words_find_services(village: World, search: str, found: list[str]) -> None:
    assert slugs(village, search) == found


def test_a_list_is_one_query_however_long(village: World) -> None:
    for extra in range(2):
        publish(village.karangsari, read_definition(definition(slug=f"surat-{extra}")))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            groups = group_by_category(services_of(village.karangsari, "surat"))
            seen = [
                (name, offered.name, offered.version.icon, offered.slug, offered.owner.full_name)
                for name, list_ in groups
                for offered in list_
            ]
            assert seen
        assert len(queries) == 1


def test_long_searches_are_bounded(village: World) -> None:
    assert slugs(village, "surat " * 10_000) == slugs(village, "surat")


def test_services_are_grouped_in_order(village: World) -> None:
    groups = group_by_category(services_of(village.karangsari))
    assert [name for name, _ in groups] == ["Sosial", "Usaha", "Kependudukan", "Keamanan dan ketertiban"]
    assert [offered.slug for offered in groups[2].services] == ["domisili", "kelahiran"]


def test_other_offices_and_closed_services_are_not_listed(village: World) -> None:
    assert [offered.slug for offered in services_of(village.sidamulya)] == ["surat-uji"]
    Service.objects.filter(office=village.karangsari, slug="sku").update(is_open=False)
    assert "sku" not in slugs(village)
    assert not service_of(village.karangsari, "sku").service.is_open
    with pytest.raises(NotFound):
        service_of(village.sidamulya, "sku")


def test_one_service_is_one_query(village: World) -> None:
    with CaptureQueriesContext(connection) as queries:
        offered = service_of(village.karangsari, "sktm")
        assert offered.version.form["fields"]
        assert offered.version.service.office == offered.owner == offered.handled_at
    assert len(queries) == 1
