"""The register's list: what it finds, what it never puts into an address, who sees which part."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tatadesa.accounts.models import Account
from tatadesa.core.models import AccessLogEntry
from tatadesa.residents import codes
from tatadesa.residents.models import Resident
from tests.desk.stages import text
from tests.people import World
from tests.residents.register import family_of, member, of, role

MAX_QUERIES = 10
SignedIn = Callable[[Account], Client]


@pytest.fixture
def desk(world: World, signed_in: SignedIn) -> Client:
    """The operator's browser."""
    return signed_in(world.operator.account)


def names(page: str) -> list[str]:
    return re.findall(r'class="row-name">([^<]+?)\s*<', page)


def test_everybody_who_lives_here_by_name(world: World, desk: Client) -> None:
    member(world, "ALMARHUM", base_status=codes.DEAD)
    page = text(desk.get("/desk/penduduk/"))
    assert names(page) == ["BUDI SANTOSO", "JOKO PRASETYO", "SITI AMINAH"]
    assert "RINA" not in page
    assert names(text(desk.get("/desk/penduduk/?status=2"))) == ["ALMARHUM"]
    assert len(names(text(desk.get("/desk/penduduk/?status=semua")))) == 4


@pytest.mark.parametrize("typed", ["aminah", "3302076505909001", "3302 0765 0590 9001", "SITI"])
def test_a_search_finds_and_no_address_carries_its_words(world: World, desk: Client, typed: str) -> None:
    answer = desk.post("/desk/penduduk/", {"cari": typed}, follow=True)
    assert names(text(answer)) == ["SITI AMINAH"]
    assert answer.redirect_chain == [("/desk/penduduk/?cari=1", 302)]
    assert names(text(desk.get("/desk/penduduk/?cari=1"))) == ["SITI AMINAH"]
    assert len(names(text(desk.get("/desk/penduduk/")))) == 3
    kept = desk.session["cari_penduduk"]
    assert typed not in kept


def test_searching_while_typing_answers_with_the_list_alone(world: World, desk: Client) -> None:
    answer = desk.post("/desk/penduduk/daftar/", {"cari": "joko", "kelamin": "1"}, headers={"HX-Request": "true"})
    assert names(text(answer)) == ["JOKO PRASETYO"]
    assert "<html" not in text(answer)
    assert answer.headers["HX-Replace-Url"] == "/desk/penduduk/?kelamin=1&cari=1"


def test_how_many_were_found_is_told_apart_from_the_list(world: World, desk: Client) -> None:
    """A reader by ear hears one sentence, and not the whole list after each letter."""
    found = text(desk.post("/desk/penduduk/daftar/", {"cari": "joko"}, headers={"HX-Request": "true"}))
    assert '<div hx-swap-oob="innerHTML:#hitungan">1 penduduk tampil.</div>' in found
    assert "aria-live" not in found
    page = text(desk.get("/desk/penduduk/"))
    assert '<p class="hidden" id="hitungan" role="status"></p>' in page
    assert "hx-swap-oob" not in page


def test_narrowed_by_place_sex_and_age(world: World, desk: Client) -> None:
    member(world, "BAGAS")
    assert names(text(desk.get("/desk/penduduk/?rt=3&rw=2"))) == ["JOKO PRASETYO"]
    assert names(text(desk.get("/desk/penduduk/?sampai=17"))) == ["BAGAS"]
    assert names(text(desk.get("/desk/penduduk/?kelamin=2&dari=18"))) == ["SITI AMINAH"]
    assert names(text(desk.get("/desk/penduduk/?dusun=Kulon"))) == []


@pytest.mark.parametrize("query", ["dari=x", "sampai=999", "dari=-1", "dari=%C2%B2"])
def test_an_age_that_is_none_says_what_to_do(world: World, desk: Client, query: str) -> None:
    answer = desk.get(f"/desk/penduduk/?{query}")
    assert answer.status_code == 422
    assert "Isi umur dengan angka" in text(answer)


def test_what_was_typed_is_text_and_one_letter_is_too_little(world: World, desk: Client) -> None:
    answer = desk.post("/desk/penduduk/", {"cari": '"><script>alert(1)', "dusun": "'\x00 OR"}, follow=True)
    assert "<script>alert" not in text(answer)
    assert "paling sedikit" in text(desk.post("/desk/penduduk/daftar/", {"cari": "a"}))
    assert desk.get("/desk/penduduk/?setelah=rusak").status_code == 422


def test_an_rt_head_sees_the_own_part_only_and_others_nothing(world: World, signed_in: SignedIn) -> None:
    head = role(world.other_operator, "rt", rt="003", rw="002")
    client = signed_in(head.account)
    assert names(text(client.get("/desk/penduduk/"))) == ["JOKO PRASETYO"]
    assert names(text(client.get("/desk/penduduk/?status=semua&rt=1"))) == []
    assert client.get(f"/desk/penduduk/{of(world.siti).pk}/").status_code == 404
    assert client.get(f"/desk/penduduk/{of(world.joko).pk}/").status_code == 200
    assert client.get(f"/desk/penduduk/{of(world.joko).pk}/ubah/").status_code == 403
    assert client.get(f"/desk/penduduk/keluarga/{family_of(world.siti).pk}/").status_code == 404
    for nobody in (role(world.other_operator, "rt"), role(world.other_operator, "agency_officer")):
        client = signed_in(nobody.account)
        for path in ("", "keluarga/", "mutasi/", f"{of(world.joko).pk}/"):
            assert client.get(f"/desk/penduduk/{path}").status_code == 403


def test_as_many_queries_for_many_rows_as_for_one_and_each_look_is_logged(world: World, desk: Client) -> None:
    counts = []
    for round_ in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert desk.get("/desk/penduduk/").status_code == 200
        counts.append(len(captured))
        for number in range(30):
            member(world, f"ANAK {number}", nik=f"3302070105159{1 + round_}{number:02}")
    assert counts[0] == counts[1] <= MAX_QUERIES
    assert AccessLogEntry.objects.filter(purpose="daftar penduduk").count() == 2


def test_pages_by_key_show_everybody_once(world: World, desk: Client) -> None:
    for number in range(30):
        member(world, f"WARGA {number % 7}", nik=f"33020701051591{number:02}")
    seen: list[str] = []
    path = "/desk/penduduk/"
    while path:
        page = text(desk.get(path))
        seen += re.findall(r'href="/desk/penduduk/([0-9a-f-]{36})/"', page)
        found = re.search(r'id="berikutnya" href="([^"]+)"', page)
        path = found[1].replace("&amp;", "&") if found else ""
    assert len(seen) == len(set(seen)) == Resident.objects.filter(office=world.karangsari).count()
