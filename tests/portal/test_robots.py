"""What search engines are told."""

from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from lxml import etree

from tatadesa.offices.models import Office
from tests.people import World
from tests.portal.pages import MAX_QUERIES, queries


@pytest.fixture
def rules(client: Client, db: None) -> RobotFileParser:
    response = client.get("/robots.txt")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain")
    parser = RobotFileParser()
    parser.parse(response.content.decode().splitlines())
    return parser


@pytest.mark.parametrize("path", ["/", "/layanan/", "/layanan/surat-uji/", "/bantuan/", "/transparansi/33.02.07.2901/"])
def test_public_pages_are_open(rules: RobotFileParser, path: str) -> None:
    assert rules.can_fetch("*", path)


@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/masuk/", "/instansi/", "/verifikasi/abc/", "/akun/", "/surat/", "/berkas/1/"]
)
def test_the_desk_and_what_is_personal_is_not(rules: RobotFileParser, path: str) -> None:
    assert not rules.can_fetch("*", path)


def addresses(client: Client, **query: str) -> list[str]:
    response = client.get("/sitemap.xml", query)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    return [one.text or "" for one in etree.fromstring(response.content).iter("{*}loc")]


def test_a_host_with_many_villages_has_a_map_for_each(client: Client, rules: RobotFileParser, world: World) -> None:
    assert rules.site_maps() == ["http://testserver/sitemap.xml"]
    maps = addresses(client)
    assert f"http://testserver/sitemap.xml?desa={world.karangsari.code}" in maps
    assert len(maps) == 2


def test_a_village_names_its_public_pages_and_each_opens(client: Client, rules: RobotFileParser, world: World) -> None:
    assert queries(client, f"/sitemap.xml?desa={world.karangsari.code}") <= MAX_QUERIES
    found = addresses(client, desa=world.karangsari.code)
    assert f"http://testserver/layanan/surat-uji/?desa={world.karangsari.code}" in found
    for address in found:
        assert rules.can_fetch("*", address)
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address
    assert client.get("/sitemap.xml", {"desa": "99.99"}).status_code == 404


def test_a_single_village_needs_no_list_of_maps(client: Client, world: World) -> None:
    Office.objects.filter(pk=world.sidamulya.pk).update(is_active=False)
    assert f"http://testserver/layanan/?desa={world.karangsari.code}" in addresses(client)
