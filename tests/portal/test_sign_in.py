"""Signing in and out."""

import pytest
from django.test import Client

from tests.people import PIN, World
from tests.portal.pages import text

NIK = "3302076505909001"


def test_nik_and_pin_open_the_account_and_lead_on(client: Client, world: World) -> None:
    response = client.post("/masuk/", {"identitas": NIK, "pin": PIN, "lanjut": "/surat/"})
    assert (response.status_code, response["Location"]) == (302, "/surat/")
    assert "Halo, Siti" in text(client.get("/"))


def test_the_way_on_stays_on_this_site(client: Client, world: World) -> None:
    for target in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        response = client.post("/masuk/", {"identitas": NIK, "pin": PIN, "lanjut": target})
        assert response["Location"] == "/", target
        client.logout()


@pytest.mark.parametrize("nik", [NIK, "3302076505909999"])
def test_a_wrong_pin_and_an_unknown_nik_look_the_same(client: Client, world: World, nik: str) -> None:
    response = client.post("/masuk/", {"identitas": nik, "pin": "918273"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "tidak cocok" in page
    assert nik in page, "what was typed is still there"
    assert "918273" not in page, "but never the PIN"


def test_each_field_says_what_is_missing(client: Client, world: World) -> None:
    response = client.post("/masuk/", {"identitas": "", "pin": "12"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#identitas"' in page
    assert 'href="#pin"' in page
    assert page.count('aria-invalid="true"') == 2


def test_too_many_tries_get_a_pause(client: Client, world: World) -> None:
    for _ in range(8):
        client.post("/masuk/", {"identitas": NIK, "pin": "918273"})
    response = client.post("/masuk/", {"identitas": NIK, "pin": PIN})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


def test_without_token_nothing_happens_and_the_page_says_how_to_go_back(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/masuk/", {"identitas": NIK, "pin": PIN})
    assert response.status_code == 403
    assert "kembali" in text(response)
    assert "sesi" not in client.cookies


def test_signing_out_ends_the_session_and_wipes_the_phone(siti: Client) -> None:
    response = siti.post("/keluar/", {"perangkat": ""})
    assert response.status_code == 302
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert siti.get("/surat/").status_code == 302


def test_signing_out_needs_a_post(siti: Client) -> None:
    assert siti.get("/keluar/").status_code == 405
    assert siti.get("/surat/").status_code == 200


def test_the_page_shows_the_ways_for_who_has_no_account_or_no_pin(client: Client, db: None) -> None:
    page = client.get("/masuk/").content.decode()
    assert 'href="/daftar/"' in page
    assert 'href="/masuk/lupa-pin/"' in page


def test_a_wait_is_said_on_the_page_itself(client: Client, world: World) -> None:
    for _ in range(5):
        response = client.post("/masuk/", {"identitas": NIK, "pin": "918273"})
    assert "Terlalu banyak percobaan. Coba lagi dalam" in text(response)
    assert 'name="pin"' in response.content.decode()


def test_a_browser_that_knows_the_account_comes_in_while_a_stranger_keeps_guessing(world: World) -> None:
    own, strange = Client(), Client(REMOTE_ADDR="10.9.9.9")
    own.post("/masuk/", {"identitas": NIK, "pin": PIN})
    own.post("/keluar/")
    for _ in range(6):
        refused = strange.post("/masuk/", {"identitas": NIK, "pin": "918273"})
    assert refused.status_code == 429
    assert strange.post("/masuk/", {"identitas": NIK, "pin": PIN}).status_code == 429
    assert own.post("/masuk/", {"identitas": NIK, "pin": PIN}).status_code == 302
    assert strange.post("/masuk/", {"identitas": NIK, "pin": PIN}).status_code == 429, "nor does that help the stranger"


def test_a_known_browser_is_slowed_down_too(world: World) -> None:
    own = Client()
    own.post("/masuk/", {"identitas": NIK, "pin": PIN})
    own.post("/keluar/")
    assert [own.post("/masuk/", {"identitas": NIK, "pin": "918273"}).status_code for _ in range(5)][-1] == 429


def test_the_mark_of_a_browser_cannot_be_made_up_or_lent_to_another_account(world: World) -> None:
    own, strange = Client(), Client(REMOTE_ADDR="10.9.9.9")
    own.post("/masuk/", {"identitas": world.joko.login, "pin": PIN})
    strange.cookies["peramban"] = own.cookies["peramban"].value
    assert [strange.post("/masuk/", {"identitas": NIK, "pin": "918273"}).status_code for _ in range(5)][-1] == 429
    for odd in ("", ".", "x.y", "é" * 22, "a" * 5000, own.cookies["peramban"].value + ".x"):
        strange.cookies["peramban"] = odd
        assert strange.post("/masuk/", {"identitas": NIK, "pin": PIN}).status_code == 429
    assert own.cookies["peramban"]["httponly"]
