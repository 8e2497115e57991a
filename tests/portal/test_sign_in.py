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


def test_how_to_get_an_account(client: Client, db: None) -> None:
    assert "kantor desa" in text(client.get("/daftar/"))
