"""The empty form as PDF."""

from django.test import Client

from tatadesa.catalogue.models import ServiceAtOffice
from tests.people import World

PDF = "/layanan/surat-uji/formulir.pdf"


def test_everybody_can_fetch_and_keep_it(client: Client, world: World) -> None:
    answer = client.get(PDF, {"desa": world.karangsari.code})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "public" in answer.headers["Cache-Control"]
    assert "Cookie" not in answer.headers.get("Vary", "")
    again = client.get(PDF, {"desa": world.karangsari.code}, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_new_words_are_a_new_form(client: Client, world: World) -> None:
    before = client.get(PDF, {"desa": world.karangsari.code}).headers["ETag"]
    ServiceAtOffice.objects.create(office=world.karangsari, service=world.version.service, texts={"name": "Surat Lain"})
    answer = client.get(PDF, {"desa": world.karangsari.code}, headers={"If-None-Match": before})
    assert answer.status_code == 200


def test_without_a_village_or_a_service_there_is_none(client: Client, world: World) -> None:
    assert client.get(PDF).status_code == 404
    assert client.get("/layanan/tidak-ada/formulir.pdf", {"desa": world.karangsari.code}).status_code == 404
    ServiceAtOffice.objects.create(office=world.karangsari, service=world.version.service, is_off=True)
    assert client.get(PDF, {"desa": world.karangsari.code}).status_code == 404
