"""Pages for what went wrong: the same look, and what to do now."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from tests.portal.pages import text


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 418])
def test_every_status_has_words_and_a_way_on(status: int) -> None:
    request = RequestFactory().get("/x/")
    page = render_to_string("portal/error.html", {"status": status, "message": "Kata untuk warga."}, request)
    assert "Kata untuk warga." in page
    assert 'href="/"' in page
    assert f"Kode {status}" in page


def test_an_error_page_asks_neither_session_nor_database() -> None:
    """Without a database fixture any query would fail; this page must still come."""
    request = RequestFactory().get("/permohonan/26-AAAA-BBBB/")
    assert "Ada gangguan" in render_to_string("portal/error.html", {"status": 500, "message": "."}, request)


def test_the_address_of_a_form_opened_by_hand_has_words_and_a_way_on(client: Client, db: None) -> None:
    response = client.get("/keluar/", HTTP_ACCEPT="text/html")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "Alamat ini tidak bisa dibuka langsung" in text(response)
    assert 'href="/"' in response.content.decode()


def test_unknown_addresses(client: Client, db: None) -> None:
    response = client.get("/tidak/ada/")
    assert response.status_code == 404
    assert "Tidak ditemukan" in text(response)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client: Client, db: None) -> None:
    response = client.post("/unggah/", b"x", content_type="text/plain", CONTENT_LENGTH=str(41 * 1024 * 1024))
    assert response.status_code == 413
    assert "Berkas terlalu besar" in text(response)
