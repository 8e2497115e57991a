"""Who gets where: visitors are asked to sign in, strangers find nothing."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from tatadesa.accounts.models import Account
from tests.people import World, draft, sent
from tests.portal.pages import FORM, issued, text, typed

OWN_PAGES = ("/permohonan/", "/surat/", "/akun/", "/pemberitahuan/", FORM)


@pytest.mark.parametrize("path", OWN_PAGES)
def test_visitors_sign_in_first_and_come_back(client: Client, world: World, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/masuk/?lanjut=%2F")


@pytest.mark.parametrize("path", OWN_PAGES)
def test_staff_are_no_citizens(world: World, signed_in: Callable[[Account], Client], path: str) -> None:
    assert signed_in(world.operator.account).get(path).status_code == 302


def test_scripts_get_a_plain_refusal(client: Client, world: World) -> None:
    response = client.get("/langsung/token/", headers={"accept": "application/json"})
    assert response.status_code == 401
    assert "error" in response.json()


def test_a_form_sent_after_the_session_ended_is_not_thrown_away(client: Client, world: World) -> None:
    response = client.post(FORM, typed())
    assert response.status_code == 401
    assert "kembali" in text(response)


def test_a_stranger_finds_nothing(joko: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    own = f"/permohonan/{application.number}/"
    file_id = application.attachments.get().file_id
    key = draft(world.siti, world.version)
    letter = issued(world)
    for path in (
        own,
        f"{own}riwayat/",
        f"{own}ubah/",
        f"{own}batal/",
        f"{own}tanda-terima.pdf",
        f"/berkas/{file_id}/",
        f"/surat/{letter.pk}.pdf",
        f"/layanan/surat-uji/periksa/?kunci={key}",
    ):
        assert joko.get(path).status_code == 404, path
    for path in (f"{own}batal/", f"{own}ubah/", f"{own}ubah/periksa/", "/layanan/surat-uji/periksa/"):
        assert joko.post(path, {"kunci": str(key)}).status_code == 404, path
    application.refresh_from_db()
    assert application.event_count == 1


def test_a_stranger_does_not_see_the_content_of_a_draft(joko: Client, world: World) -> None:
    key = draft(world.siti, world.version, keperluan="Rahasia Siti")
    assert "Rahasia Siti" not in joko.get(FORM, {"kunci": str(key)}).content.decode()


def test_unknown_services_and_drafts_are_not_found(world: World, signed_in: Callable[[Account], Client]) -> None:
    rina = signed_in(world.rina)
    assert rina.get("/layanan/tidak-ada/").status_code == 404
    assert rina.get(f"/layanan/surat-uji/periksa/?kunci={uuid.uuid4()}").status_code == 404
