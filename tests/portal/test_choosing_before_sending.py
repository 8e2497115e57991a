"""The last step of a form asks how the letter is to come, and never stands in the way of sending."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tatadesa.applications.models import Application
from tatadesa.deliveries import couriers, fetching
from tatadesa.deliveries.models import DeliveryChoice, DeliverySettings, Quote
from tatadesa.deliveries.quoting import ASKS_AN_HOUR
from tatadesa.gateways.pos.emulator import make_server
from tests.deliveries.stages import connect, set_up
from tests.gateways.emulators import Running
from tests.people import World, draft
from tests.portal.pages import queries, text
from tests.portal.test_delivery import place

PATH = "/layanan/surat-uji/periksa/"


@pytest.fixture(autouse=True)
def may_be_private(settings) -> None:
    settings.COURIERS_MAY_BE_PRIVATE = True


@pytest.fixture
def key(world: World) -> str:
    return str(draft(world.siti, world.version))


def whole(world: World, key: str, **changes: str) -> dict[str, Any]:
    return {**place(world), "kunci": key, "aksi": "kirim", **changes}


def test_it_is_asked_only_where_letters_are_sent(siti: Client, world: World, key: str) -> None:
    assert "Bagaimana surat sampai" not in text(siti.get(PATH, {"kunci": key}))
    set_up(world)
    shown = siti.get(PATH, {"kunci": key})
    assert "Bagaimana surat sampai" in text(shown)
    assert 'value="53183"' in shown.content.decode()


def test_the_request_goes_out_with_its_choice(siti: Client, world: World, key: str) -> None:
    set_up(world)
    answer = siti.post(PATH, whole(world, key, layanan_kirim="447"))
    choice = DeliveryChoice.objects.get()
    assert answer.headers["Location"] == f"/permohonan/{choice.application.number}/?terkirim=1"
    assert (choice.method, choice.product, choice.address["jalan"]) == ("post", "447", "Jl. Melati 2")


def test_an_address_at_fault_sends_nothing_and_loses_nothing(siti: Client, world: World, key: str) -> None:
    set_up(world)
    answer = siti.post(PATH, whole(world, key, telepon_penerima="12", penerima="A\0<b>"))
    assert answer.status_code == 422
    assert "A&lt;b&gt;" in answer.content.decode()
    assert "Mendaftar sekolah anak" in text(answer)
    assert not Application.objects.exists()
    assert siti.post(PATH, whole(world, key, cara="merpati")).status_code == 422
    assert siti.post(PATH, whole(world, key, telepon_penerima="12", cara="collect")).status_code == 302


def test_going_back_to_the_form_loses_nothing(siti: Client, world: World, key: str) -> None:
    set_up(world)
    typed = whole(world, key, aksi="ubah", penerima="A\0<b>", telepon_penerima="12", layanan_kirim="447")
    answer = siti.post(PATH, typed)
    assert answer.headers["Location"] == f"/layanan/surat-uji/isi/?kunci={key}"
    for page in (PATH, "/layanan/surat-uji/isi/"):
        shown = siti.get(page, {"kunci": key}).content.decode()
        assert 'value="A&lt;b&gt;"' in shown
        assert re.search(r'id="f-cara-post"[^>]*checked', shown)
        assert re.search(r'value="447"[^>]*checked', shown)
    assert siti.post(PATH, whole(world, key, aksi="ubah", cara="\0")).status_code == 302


def test_the_form_asks_for_its_phone_only_where_letters_are_sent(siti: Client, world: World, key: str) -> None:
    form = "/layanan/surat-uji/isi/"
    assert "data-way" not in siti.get(form, {"kunci": key}).content.decode()
    set_up(world)
    page = siti.get(form, {"kunci": key}).content.decode()
    assert "f-cara-post" in page.split("<template data-way>")[1]
    assert queries(siti, f"{form}?kunci={key}") <= 22


def test_the_price_without_javascript_and_while_it_is_typed(siti: Client, world: World, key: str) -> None:
    with Running(make_server(0)) as pos:
        connect(world, "pos", pos.url)
        set_up(world, "pos")
        part = {"kunci": key, "kode_pos": "53183"}
        assert "sedang dihitung" in text(siti.get(f"{PATH}ongkos/", part))
        fetching.fetch(Quote.objects.get().pk)
        assert "Rp9.099" in text(siti.get(f"{PATH}ongkos/", part))
        again = siti.post(PATH, whole(world, key, aksi="ongkos", alamat_kirim__jalan="Jl. Baru 9"))
        assert again.status_code == 200
        assert "Rp9.099" in text(again)
        assert "Jl. Baru 9" in again.content.decode()
        assert not Application.objects.exists()


def test_a_courier_that_is_down_blocks_nobody(siti: Client, world: World, key: str) -> None:
    connect(world, "pos", "http://127.0.0.1:9")
    set_up(world, "pos")
    siti.get(PATH, {"kunci": key})
    for _ in range(couriers.PATIENCE + 1):
        fetching.fetch(Quote.objects.get().pk)
    assert "Ongkos dihitung di loket" in text(siti.get(PATH, {"kunci": key}))
    assert siti.post(PATH, whole(world, key)).status_code == 302
    assert DeliveryChoice.objects.get().price is None


def test_an_office_that_has_stopped_sending_still_takes_the_request(siti: Client, world: World, key: str) -> None:
    set_up(world)
    DeliverySettings.objects.update(is_on=False)
    answer = siti.post(PATH, whole(world, key))
    assert "Permohonan sudah terkirim" in text(siti.get(answer.headers["Location"]))
    assert not DeliveryChoice.objects.exists()


def test_nobody_asks_the_courier_about_every_postcode(siti: Client, world: World, key: str) -> None:
    set_up(world, "pos")
    for postcode in range(40100, 40100 + ASKS_AN_HOUR + 5):
        siti.get(f"{PATH}ongkos/", {"kunci": key, "kode_pos": str(postcode)})
    assert Quote.objects.count() == ASKS_AN_HOUR
    assert "dihitung di loket" in text(siti.get(f"{PATH}ongkos/", {"kunci": key, "kode_pos": "40199"}))


def test_strangers_and_foreign_keys_find_no_price(joko: Client, siti: Client, world: World, key: str) -> None:
    set_up(world)
    assert joko.get(f"{PATH}ongkos/", {"kunci": key, "kode_pos": "53183"}).status_code == 404
    assert siti.get(f"{PATH}ongkos/", {"kode_pos": "53183"}).status_code == 404


def test_the_queries_are_counted(siti: Client, world: World, key: str) -> None:
    set_up(world)
    assert queries(siti, f"{PATH}?kunci={key}") <= 20
