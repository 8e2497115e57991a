"""Lists of places for forms."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.people import World

pytestmark = pytest.mark.django_db


def test_the_list_below_a_region_is_short_and_kept(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        page = client.get("/wilayah/", {"induk": "33.02.07"})
    assert page.json() == [["33.02.07.2901", "Karangsari", ""], ["33.02.07.2902", "Sidamulya", ""]]
    assert "public" in page["Cache-Control"]
    assert "Cookie" not in page.get("Vary", "")
    again = client.get("/wilayah/", {"induk": "33.02.07"}, headers={"If-None-Match": page["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_without_a_region_the_provinces(world: World, client: Client) -> None:
    assert client.get("/wilayah/").json() == [["33", "Jawa Tengah", ""]]


@pytest.mark.parametrize(
    "address",
    [
        "/wilayah/?induk=x",
        "/wilayah/?induk=33.02.07.2901",
        "/wilayah/?induk=33%00",
        "/wilayah/cari/?q=uji&dalam='",
        "/wilayah/cari/?q=uji&sampai=9",
    ],
)
def test_what_is_no_region_is_not_found(world: World, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_place_is_found_at_any_level(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        found = client.get("/wilayah/cari/", {"q": "kec uji"}).json()
    assert found == [["33.02.07", "Kec. Uji, Kab. Banyumas, Jawa Tengah"]]
    inside = client.get("/wilayah/cari/", {"q": "karangsari", "dalam": "33.02", "sampai": "3"})
    assert inside.json() == []
    assert client.get("/wilayah/cari/").json() == []
    assert client.get("/wilayah/cari/", {"q": "%_" * 200}).json() == []
