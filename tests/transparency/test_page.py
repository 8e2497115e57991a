"""The public page: for everybody, for caches, and about nobody."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tatadesa.core.clock import office_today
from tatadesa.offices.models import Office
from tests.insight.histories import an_hour_ago, application
from tests.people import World, publish_service

MAX_BYTES = 60 * 1024


def address(world: World) -> str:
    return f"/transparansi/{world.karangsari.code}/"


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_address_stays() -> None:
    assert reverse("transparency:page", args=["33.02.07.2001"]) == "/transparansi/33.02.07.2001/"


def test_promise_and_what_happened(client: Client, world: World) -> None:
    for _ in range(6):
        application(world.siti, world.version, sent=an_hour_ago())
    page = text(client.get(address(world)))
    assert "Separuh permohonan selesai dalam <b>1 jam</b>; 9 dari 10 dalam <b>1 jam</b>." in page
    assert '<td data-label="Janji">1 hari kerja</td>' in page
    assert '<td data-label="Selesai">6</td>' in page
    assert "<dt>Kepuasan warga</dt><dd>belum ada</dd>" in page


def test_small_numbers_are_hidden_and_so_is_what_would_tell_them(client: Client, world: World) -> None:
    few = publish_service(world.karangsari, "surat-jarang")
    for version, times in ((world.version, 6), (few, 4)):
        for _ in range(times):
            application(world.siti, version, sent=an_hour_ago())
    page = text(client.get(address(world)))
    assert "kurang dari 5 selesai</td>" in page
    assert "<dd>6<span" in page
    for revealing in (">10<", ">4<"):
        assert revealing not in page


def test_no_name_of_anybody(client: Client, world: World) -> None:
    for _ in range(6):
        application(world.siti, world.version, sent=an_hour_ago())
    page = text(client.get(address(world))).upper()
    for name in ("SITI", "SRI WAHYUNI", "KRAJAN", "002"):
        assert name not in page


def test_caches_may_keep_it(client: Client, world: World, signed_in: Any) -> None:
    answer = client.get(address(world))
    assert answer.headers["Cache-Control"] == "public, max-age=600"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert answer.cookies == {}
    again = client.get(address(world), headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    # The same for somebody who is signed in: nobody's name can stay in a cache.
    assert signed_in(world.siti).get(address(world)).headers["ETag"] == answer.headers["ETag"]
    for _ in range(5):
        application(world.siti, world.version, sent=an_hour_ago())
    assert client.get(address(world), headers={"If-None-Match": answer.headers["ETag"]}).status_code == 200


def test_other_sites_show_a_preview(client: Client, world: World) -> None:
    page = text(client.get(address(world)))
    assert '<meta property="og:title" content="Pelayanan Desa Karangsari">' in page
    assert f'<meta property="og:url" content="http://testserver{address(world)}">' in page
    assert '<meta property="og:image" content="http://testserver/static/portal/icons/icon-512.png">' in page
    assert "noindex" not in page


def test_it_is_small(client: Client, world: World) -> None:
    for number in range(60):
        version = publish_service(world.karangsari, f"surat-{number}")
        for _ in range(5):
            application(world.siti, version, sent=an_hour_ago())
    assert len(client.get(address(world)).content) < MAX_BYTES


def test_last_year(client: Client, world: World) -> None:
    answer = client.get(address(world), {"tahun": str(office_today("Asia/Jakarta").year - 1)})
    assert "31 Desember" in text(answer)
    assert client.get(address(world), {"tahun": "1066"}).status_code == 404


@pytest.mark.parametrize("code", ["99.99", "a" * 400, "%00", "..%2f", "33.02.07.2901'"])
def test_an_office_there_is_not(client: Client, world: World, code: str) -> None:
    assert client.get(f"/transparansi/{code}/").status_code == 404


def test_an_agency_has_one_too(client: Client, world: World) -> None:
    Office.objects.filter(pk=world.sidamulya.pk).update(kind="kecamatan", code="kecamatan-uji")
    assert "Pelayanan Kecamatan Sidamulya" in text(client.get("/transparansi/kecamatan-uji/"))


def test_people_find_it(client: Client, world: World, signed_in: Any) -> None:
    for page in (
        client.get("/layanan/", {"desa": world.karangsari.code}),
        signed_in(world.siti).get("/"),
        signed_in(world.operator.account).get("/desk/dasbor/"),
    ):
        assert address(world) in text(page)
