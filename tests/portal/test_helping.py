"""Help in one tap from every page, whom to ask, and the first look in three screens."""

import re

import pytest
from django.test import Client

from tatadesa.portal.help_topics import TOPICS
from tests.people import World
from tests.portal.pages import text

KEYS = {topic.key for topic in TOPICS}


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/", "mulai"),
        ("/layanan/surat-uji/isi/", "mengisi"),
        ("/permohonan/", "pantau"),
        ("/surat/", "hasil"),
        ("/akun/", "data"),
    ],
)
def test_each_page_points_at_its_own_topic(siti: Client, world: World, path: str, key: str) -> None:
    assert f'href="/bantuan/#{key}"' in siti.get(path).content.decode()
    assert f'id="{key}"' in siti.get("/bantuan/").content.decode()


def test_every_pointer_has_its_topic(client: Client, siti: Client, world: World) -> None:
    for browser, paths in (
        (client, ("/", "/masuk/", "/daftar/", "/bantuan/")),
        (siti, ("/", "/layanan/", "/akun/data-saya/")),
    ):
        for path in paths:
            assert set(re.findall(r"/bantuan/#([a-z]+)", browser.get(path).content.decode())) <= KEYS


def test_the_own_office_can_be_called(siti: Client, world: World) -> None:
    type(world.karangsari).objects.filter(pk=world.karangsari.pk).update(phone="0281 123-456")
    page = siti.get("/bantuan/").content.decode()
    assert 'href="tel:0281123456"' in page
    assert world.karangsari.full_name in text(siti.get("/bantuan/"))
    assert world.karangsari.opening_hours in text(siti.get("/bantuan/"))


def test_visitors_choose_their_village_first(client: Client, world: World) -> None:
    page = text(client.get("/bantuan/"))
    assert "Pilih desa Anda dulu" in page
    assert world.karangsari.address in text(client.get("/bantuan/", {"desa": world.karangsari.code}))


def test_the_first_look_has_three_screens_without_script(client: Client, siti: Client) -> None:
    page = client.get("/kenalan/").content.decode()
    assert re.findall(r'<li class="card empty" id="(\w+)"', page) == ["satu", "dua", "tiga"]
    assert 'href="#dua"' in page
    assert 'href="#tiga"' in page
    assert "/daftar/" in page
    assert "/layanan/" in siti.get("/kenalan/").content.decode()


def test_texts_are_short_enough_for_a_slow_reader() -> None:
    for topic in TOPICS:
        for line in topic.lines:
            for sentence in re.split(r"[.?!] ", line):
                assert len(sentence.split()) <= 15, sentence
