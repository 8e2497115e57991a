"""The page on which a citizen says how the letter is to come, and where it is seen coming."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tatadesa.core.clock import now
from tatadesa.deliveries import fetching
from tatadesa.deliveries.actions.request_shipment import request_shipment
from tatadesa.deliveries.models import DeliveryChoice, Quote, Shipment
from tatadesa.deliveries.ports import ParcelState
from tatadesa.gateways.pos.emulator import make_server
from tests.deliveries.stages import WAYBILL, connect, event, happen, requested, sent_off, set_up, to_be_sent
from tests.gateways.emulators import Running
from tests.letters.stages import issued
from tests.people import World, sent
from tests.portal.pages import MAX_QUERIES, queries, text

ADDRESS = {
    "cara": "post",
    "aksi": "simpan",
    "penerima": "Siti Aminah",
    "telepon_penerima": "0812-0000-0001",
    "alamat_kirim__provinsi": "33",
    "alamat_kirim__kota": "33.02",
    "alamat_kirim__kecamatan": "33.02.22",
    "alamat_kirim__desa": "33.02.22.2001",
    "alamat_kirim__kode_pos": "53183",
    "alamat_kirim__rt": "001",
    "alamat_kirim__rw": "002",
    "alamat_kirim__jalan": "Jl. Melati 2",
}


@pytest.fixture(autouse=True)
def may_be_private(settings) -> None:
    settings.COURIERS_MAY_BE_PRIVATE = True


def path(number: str) -> str:
    return f"/permohonan/{number}/kiriman/"


def place(world: World) -> dict[str, str]:
    """An address in Siti's own village."""
    code = world.karangsari.region_id
    parts = {"provinsi": code[:2], "kota": code[:5], "kecamatan": code[:8], "desa": code}
    return ADDRESS | {f"alamat_kirim__{name}": value for name, value in parts.items()}


def test_nothing_is_offered_where_the_office_sends_nothing(siti: Client, world: World) -> None:
    application = sent(world.siti, world.version)
    assert path(application.number) not in siti.get(f"/permohonan/{application.number}/").content.decode()
    assert "Dikirim POS" not in text(siti.get(path(application.number)))


def test_from_the_choice_to_the_page(siti: Client, world: World) -> None:
    set_up(world)
    application = sent(world.siti, world.version)
    assert path(application.number) in siti.get(f"/permohonan/{application.number}/").content.decode()
    shown = siti.get(path(application.number))
    assert 'value="53183"' in shown.content.decode()
    answer = siti.post(path(application.number), place(world))
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/permohonan/{application.number}/")
    assert "Dikirim ke rumah dengan Pos Reguler" in text(siti.get(f"/permohonan/{application.number}/"))


def test_what_is_missing_is_said_and_nothing_is_lost(siti: Client, world: World) -> None:
    set_up(world)
    application = sent(world.siti, world.version)
    answer = siti.post(path(application.number), place(world) | {"telepon_penerima": "12", "penerima": "A\0<b>"})
    assert answer.status_code == 422
    assert "A&lt;b&gt;" in answer.content.decode()
    assert "Nomor HP penerima" in text(answer)
    assert not DeliveryChoice.objects.exists()
    assert siti.post(path(application.number), {"aksi": "simpan"}).status_code == 422


def test_prices_come_as_soon_as_the_courier_has_said_them(siti: Client, world: World) -> None:
    with Running(make_server(0)) as pos:
        connect(world, "pos", pos.url)
        set_up(world, "pos")
        application = sent(world.siti, world.version)
        part = f"{path(application.number)}ongkos/?kode_pos=40162"
        assert "sedang dihitung" in text(siti.get(part))
        fetching.fetch(Quote.objects.get().pk)
        assert "Rp9.099" in text(siti.get(part))
    assert "Isi alamat" in text(siti.get(f"{path(application.number)}ongkos/?kode_pos=abc"))


def test_the_price_again_without_javascript(siti: Client, world: World) -> None:
    set_up(world)
    application = sent(world.siti, world.version)
    answer = siti.post(path(application.number), place(world) | {"aksi": "ongkos"})
    assert answer.status_code == 200
    assert "dihitung di loket" in text(answer)
    assert "Jl. Melati 2" in answer.content.decode()


def test_the_way_of_the_parcel_is_on_the_page(siti: Client, world: World) -> None:
    set_up(world)
    shipment = sent_off(world)
    happen(shipment, event(ParcelState.IN_TRANSIT, 1, place="Bandung"), event(ParcelState.OUT_FOR_DELIVERY, 2))
    shown = siti.get(f"/permohonan/{shipment.application.number}/")
    assert WAYBILL in text(shown)
    assert "Sedang diantar" in text(shown)
    assert "Perkiraan tiba hari ini" in text(shown)
    assert "Bandung" in text(shown)
    assert f"https://www.posindonesia.co.id/id/tracking/{WAYBILL}" in shown.content.decode()
    assert siti.post(path(shipment.application.number), place(world)).status_code == 302
    assert DeliveryChoice.objects.get().method == "post"


def test_an_old_price_is_marked_and_no_word_of_the_courier_reaches_citizens(siti: Client, world: World) -> None:
    with Running(make_server(0)) as pos:
        connect(world, "pos", pos.url)
        set_up(world, "pos")
        own = f"{path(sent(world.siti, world.version).number)}ongkos/?kode_pos="
        siti.get(f"{own}53183")
        fetching.fetch(Quote.objects.get().pk)
        Quote.objects.update(fetched_at=now() - timedelta(days=3), asked_at=now() - timedelta(days=3))
        assert "Harga terbaru sedang ditanyakan" in text(siti.get(f"{own}53183"))
        pos.misbehave("status", "fee", times=9)
        fetching.fetch(Quote.objects.get().pk)
        old = text(siti.get(f"{own}53183"))
        assert "Rp9.099" in old
        assert "Harga lama" in old
        assert "Harga terbaru belum bisa diambil" in old
        siti.get(f"{own}40162")
        fetching.fetch(Quote.objects.get(destination="40162").pk)
        unknown = text(siti.get(f"{own}40162"))
        assert "Harga dari kurir belum bisa diambil. Ongkos dihitung di loket POS." in unknown
        assert "HTTP" not in unknown + old


@pytest.mark.parametrize(
    ("payer", "chosen", "sent_words"),
    [
        ("office", "Ditanggung kantor desa", ""),
        ("receiver", "Dibayar kepada kurir saat surat diantar", "Bayar ongkos kirim kepada kurir saat surat diantar"),
    ],
)
def test_who_pays_is_said_before_and_after(
    siti: Client, world: World, payer: str, chosen: str, sent_words: str
) -> None:
    set_up(world, payer=payer)
    number = to_be_sent(world).application.number
    before = text(siti.get(f"/permohonan/{number}/"))
    assert "ongkos dihitung di loket POS" in before
    assert chosen in before
    request_shipment(world.operator, number)
    after = text(siti.get(f"/permohonan/{number}/"))
    assert sent_words in after
    assert ("Bayar ongkos" in after) is bool(sent_words)
    happen(Shipment.objects.get(), event(ParcelState.RETURNING, 1))
    assert "Bayar ongkos" not in text(siti.get(f"/permohonan/{number}/"))


def test_another_address_is_asked_for_while_it_waits_for_the_courier(siti: Client, world: World) -> None:
    set_up(world)
    shipment = requested(world)
    number = shipment.application.number
    assert "Ganti alamat kiriman" in text(siti.get(f"/permohonan/{number}/"))
    assert "Minta ganti alamat" in text(siti.get(path(number)))
    assert siti.post(path(number), place(world) | {"telepon_penerima": "12"}).status_code == 422
    assert siti.post(path(number), place(world) | {"alamat_kirim__jalan": "Jl. Kenanga 7"}).status_code == 302
    assert "Anda meminta alamat lain: Jl. Kenanga 7" in text(siti.get(f"/permohonan/{number}/"))


def test_strangers_find_nothing(joko: Client, world: World) -> None:
    set_up(world)
    letter = issued(world)
    assert joko.get(path(letter.application.number)).status_code == 404
    assert joko.post(path(letter.application.number), place(world)).status_code == 404


def test_the_queries_are_counted(siti: Client, world: World) -> None:
    set_up(world)
    application = sent(world.siti, world.version)
    assert queries(siti, f"/permohonan/{application.number}/") <= MAX_QUERIES
    shipment = sent_off(world)
    assert queries(siti, f"/permohonan/{shipment.application.number}/") <= MAX_QUERIES + 4
