"""Reading once more, then sending."""

import uuid

from django.test import Client

from tatadesa.applications.actions.save_draft import Content, save_draft
from tatadesa.applications.models import Application
from tatadesa.files.models import StoredFile
from tests.people import World, draft
from tests.portal.pages import text

PATH = "/layanan/surat-uji/periksa/"


def test_shows_the_answers_in_words(siti: Client, world: World) -> None:
    page = text(siti.get(PATH, {"kunci": str(draft(world.siti, world.version))}))
    for words in ("Mendaftar sekolah anak", "31 Januari 2020", "Sekolah", "kk.jpg"):
        assert words in page


def test_sending_gives_a_number_and_sending_again_the_same(siti: Client, world: World) -> None:
    key = str(draft(world.siti, world.version))
    first = siti.post(PATH, {"kunci": key})
    again = siti.post(PATH, {"kunci": key})
    number = Application.objects.get().number
    assert first["Location"] == f"/permohonan/{number}/?terkirim=1"
    assert again["Location"] == f"/permohonan/{number}/"
    page = text(siti.get(first["Location"]))
    assert "Terkirim" in page
    assert number in page


def test_a_draft_that_is_not_complete_goes_back_to_the_form(siti: Client, world: World) -> None:
    key = uuid.uuid4()
    save_draft(world.siti, world.version, key, Content({"keperluan": "Baru separuh"}, complete=False))
    assert siti.get(PATH, {"kunci": str(key)})["Location"] == f"/layanan/surat-uji/isi/?kunci={key}"
    response = siti.post(PATH, {"kunci": str(key)})
    assert response.status_code == 422
    assert "Baru separuh" in response.content.decode()
    assert not Application.objects.exists()


def test_a_file_lost_in_between_is_asked_for_again(siti: Client, world: World) -> None:
    key = draft(world.siti, world.version)
    StoredFile.objects.all().delete()
    response = siti.post(PATH, {"kunci": str(key)})
    assert response.status_code == 422
    assert 'id="isian-kk-salah"' in response.content.decode()


def test_without_a_key_nothing_is_found(siti: Client) -> None:
    assert siti.get(PATH).status_code == 404
    assert siti.post(PATH).status_code == 404
