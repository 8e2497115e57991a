"""Parcels on the desk: the list, the papers, what is done about one, and the settings."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.accounts.models import Account
from tatadesa.deliveries import fetching
from tatadesa.deliveries.actions.cancel_shipment import cancel_shipment
from tatadesa.deliveries.actions.enter_waybill import enter_waybill
from tatadesa.deliveries.actions.request_shipment import request_shipment
from tatadesa.deliveries.models import CourierAccount, DeliverySettings, Quote, Shipment
from tatadesa.deliveries.ports import ParcelState
from tatadesa.gateways.pos.emulator import make_server
from tatadesa.privacy.actions.ask import ask
from tests.deliveries.stages import WAYBILL, connect, event, happen, requested, sent_off, set_up, to_be_sent
from tests.files.test_barcodes import label, photo
from tests.gateways.emulators import Running
from tests.people import PASSWORD, TOTP_SECRET, World
from tests.portal.test_delivery import place

SETTINGS = {
    "seen": "1",
    "is_on": "1",
    "provider": "pos",
    "rates_by": "",
    "tracking_by": "",
    "products": "240 = Pos Reguler = 2-4 hari\n447 = Pos Nextday\n2Q9 = Sameday = 1 hari",
    "payer": "office",
    "transfer_words": "",
    "envelope_grams": "30",
    "sheet_grams": "5",
    "declared_value": "0",
    "stuck_days": "5",
}


@pytest.fixture(autouse=True)
def may_be_private(settings) -> None:
    settings.COURIERS_MAY_BE_PRIVATE = True


@pytest.fixture
def operator(world: World, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(world.operator.account)


@pytest.fixture
def siti(world: World, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(world.siti)


@pytest.fixture
def manager(world: World, signed_in: Callable[[Account], Client]) -> Client:
    staff = create_staff_member(
        world.karangsari, "admin", PASSWORD, "Nur Hidayati", "Administrator", ["administrator"], totp_secret=TOTP_SECRET
    )
    return signed_in(staff.account)


def page(client: Client, part: str) -> str:
    answer = client.get(f"/desk/kiriman/?bagian={part}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_list_to_the_waybill(operator: Client, world: World) -> None:
    set_up(world)
    number = to_be_sent(world).application.number
    assert number in page(operator, "menunggu")
    operator.post("/desk/kiriman/kirim/", {"nomor": [number, "X\0"]})
    shipment = Shipment.objects.get()
    assert number in page(operator, "jalan")
    assert number in page(operator, "periksa")
    wrong = operator.post(f"/desk/kiriman/{shipment.pk}/resi/", {"resi": "pendek", "biaya": "abc"})
    assert wrong.status_code == 422
    assert "pendek" in wrong.content.decode()
    assert wrong.content.decode().count('class="field-error"') == 2
    operator.post(f"/desk/kiriman/{shipment.pk}/resi/", {"resi": WAYBILL, "biaya": "Rp9.100"})
    shipment.refresh_from_db()
    assert (shipment.waybill, shipment.price) == (WAYBILL, 9100)
    assert number not in page(operator, "periksa")
    operator.post(f"/desk/kiriman/{shipment.pk}/keadaan/", {"keadaan": "delivered"})
    assert number in page(operator, "selesai")
    assert WAYBILL in operator.get(f"/desk/permohonan/{number}/").content.decode()


def test_search_finds_it_by_its_waybill(operator: Client, world: World) -> None:
    set_up(world)
    shipment = sent_off(world)
    path = "/desk/?tab=semua&cari="
    assert shipment.application.number in operator.get(f"{path}{WAYBILL.lower()}").content.decode()
    assert shipment.application.number not in operator.get(f"{path}P2611280000002").content.decode()


def test_labels_and_the_list_for_the_counter(operator: Client, world: World) -> None:
    set_up(world)
    shipment = sent_off(world)
    for what in ("label", "daftar"):
        answer = operator.post("/desk/kiriman/cetak/", {"kiriman": str(shipment.pk), "cetak": what})
        assert answer.headers["Content-Type"] == "application/pdf"
        with pikepdf.open(io.BytesIO(answer.content)) as document:
            width, height = (float(size) for size in document.pages[0].mediabox[2:])
            if what == "label":
                assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (105, 148)
    assert operator.get(f"/desk/kiriman/{shipment.pk}/label.pdf").status_code == 200
    assert operator.post("/desk/kiriman/cetak/", {"kiriman": "bukan-uuid"}).status_code == 409
    assert operator.get("/desk/kiriman/bulanan/?bulan=2026-13").status_code == 302


def test_the_months_statement_names_no_receiver_and_sums_what_is_billed(operator: Client, world: World) -> None:
    set_up(world)
    first = requested(world)
    Shipment.objects.update(quoted=9000)
    assert statement(operator, first)[1][-1] == "Menunggu diserahkan ke kurir"
    cancel_shipment(world.operator, first.pk)
    sent = enter_waybill(world.operator, request_shipment(world.operator, first.application.number).pk, WAYBILL, 9700)
    Shipment.objects.filter(pk=sent.pk).update(quoted=9100)
    head, old, new, total = statement(operator, sent)
    assert (head[8:11], head[-2]) == (["Taksiran (Rp)", "Biaya (Rp)", "Selisih (Rp)"], "Yang membayar")
    assert (old[5], old[-1]) == ("", "Dibatalkan")
    assert (new[1], new[5], new[8:11]) == (sent.application.number, WAYBILL, [9100, 9700, 600])
    assert (total[:2], total[8:11]) == (["Jumlah tanpa yang batal", "1 kiriman"], [9100, 9700, 600])
    assert sent.receiver["name"] not in str([head, old, new, total])
    Shipment.objects.filter(pk=sent.pk).update(request="unsure")
    assert statement(operator, sent)[2][-1] == "Jawaban kurir tidak jelas"


def statement(client: Client, shipment: Shipment) -> list[list[object]]:
    answer = client.get(f"/desk/kiriman/bulanan/?bulan={shipment.asked_at:%Y-%m}")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    return book.get_sheet_by_index(0).to_python()


def test_a_camera_is_answered_in_json(operator: Client, world: World) -> None:
    set_up(world)
    path = f"/desk/kiriman/{requested(world).pk}/foto-resi/"
    told = {"accept": "application/json"}
    assert operator.post(path, {"foto": photo(label(WAYBILL), 8, 1)}, headers=told).json() == {"resi": WAYBILL}
    empty = operator.post(path, {"foto": photo(label(""), 8, 1)}, headers=told)
    assert (empty.status_code, list(empty.json())) == (422, ["kesalahan"])


def test_collected_and_chosen_at_the_counter(operator: Client, world: World) -> None:
    set_up(world)
    letter = to_be_sent(world)
    number = letter.application.number
    assert operator.post(f"/desk/permohonan/{number}/kiriman/", {"cara": "collect"}).status_code == 302
    assert number in page(operator, "diambil")
    letter.application.refresh_from_db()
    seen = letter.application.event_count
    operator.post(f"/desk/permohonan/{number}/kiriman/diambil/", {"nama": "Budi", "seen": seen})
    assert number not in page(operator, "diambil")


def test_the_price_is_seen_at_the_counter(operator: Client, world: World) -> None:
    with Running(make_server(0)) as pos:
        connect(world, "pos", pos.url)
        set_up(world, "pos")
        path = f"/desk/permohonan/{to_be_sent(world).application.number}/kiriman/"
        part = {"alamat_kirim__kode_pos": "53183"}
        assert "sedang ditanyakan" in operator.get(f"{path}ongkos/", part).content.decode()
        fetching.fetch(Quote.objects.get().pk)
        assert "Rp9.099" in operator.get(f"{path}ongkos/", part).content.decode()
        again = operator.post(path, place(world) | {"aksi": "ongkos", "alamat_kirim__jalan": "Jl. Baru 9"})
        assert (again.status_code, "Rp9.099" in again.content.decode()) == (200, True)
        assert "Jl. Baru 9" in again.content.decode()
        assert operator.get(f"{path}ongkos/", {"alamat_kirim__kode_pos": "5<", "ke": "9" * 40}).status_code == 200


def test_another_address_asked_for_and_given(operator: Client, siti: Client, world: World) -> None:
    set_up(world)
    old = requested(world)
    number = old.application.number
    siti.post(f"/permohonan/{number}/kiriman/", place(world) | {"alamat_kirim__jalan": "Jl. Kenanga 7"})
    assert "Pemohon meminta alamat lain" in page(operator, "periksa")
    own = f"/desk/kiriman/{old.pk}/alamat/"
    refused = operator.post(own, {"jawab": "tolak", "alasan": ""})
    assert (refused.status_code, "Jl. Kenanga 7" in refused.content.decode()) == (422, True)
    assert operator.post(own, {"jawab": "tolak", "alasan": "Di luar jangkauan"}).status_code == 302
    assert "Di luar jangkauan" in siti.get(f"/permohonan/{number}/").content.decode()
    siti.post(f"/permohonan/{number}/kiriman/", place(world) | {"alamat_kirim__jalan": "Jl. Kenanga 7"})
    assert operator.post(own, {"jawab": "ganti"}).status_code == 302
    shown = operator.get(f"/desk/permohonan/{number}/").content.decode()
    assert "Sebelumnya" in shown
    bad = operator.post(f"/desk/permohonan/{number}/kiriman/", place(world) | {"telepon_penerima": "12"})
    assert bad.status_code == 422
    again = place(world) | {"alamat_kirim__jalan": "Jl. Anggrek 3"}
    assert operator.post(f"/desk/permohonan/{number}/kiriman/", again).status_code == 302
    assert Shipment.objects.filter(replaces__isnull=False).count() == 2


def test_money_comes_and_goes_back(operator: Client, siti: Client, world: World) -> None:
    set_up(world, payer="transfer", transfer_words="Bank Desa 123")
    number = to_be_sent(world).application.number
    own, seen = f"/desk/permohonan/{number}/", f"/permohonan/{number}/"
    assert "Bank Desa 123" in siti.get(seen).content.decode()
    assert operator.post(f"{own}kiriman/uang-kembali/").status_code == 409
    assert operator.post(f"{own}kiriman/lunas/").status_code == 302
    assert "Uang sudah dikembalikan" in operator.get(own).content.decode()
    assert "sudah dibayar" in siti.get(seen).content.decode()
    assert operator.post(f"{own}kiriman/uang-kembali/").status_code == 302
    assert "sudah dikembalikan kepada pemohon" in operator.get(own).content.decode()
    assert "sudah dikembalikan kepada Anda" in siti.get(seen).content.decode()
    assert operator.post(f"{own}kiriman/uang-kembali/").status_code == 409


def test_the_menus_number_is_that_of_what_it_names(operator: Client, world: World) -> None:
    set_up(world)
    to_be_sent(world)
    ask(world.siti, kind="other", text="Mohon penjelasan")

    def told(part: str) -> str:
        return operator.get(f"/desk/menu/jumlah/?di={part}").content.decode().split(">")[1].split("<")[0]

    assert [told(part) for part in ("parcels", "data_requests", "inbox", "\0")] == ["1", "1", "2", "2"]


def test_a_returned_letter_is_checked_off_from_the_list(operator: Client, world: World) -> None:
    set_up(world)
    shipment = happen(sent_off(world), event(ParcelState.RETURNED, 1))
    assert "Sudah kembali ke kantor." in page(operator, "periksa")
    own = f"/desk/kiriman/{shipment.pk}/diperiksa/"
    assert "sudah diperiksa" in operator.post(own, follow=True).content.decode()
    assert "Sudah kembali ke kantor." not in page(operator, "periksa")
    Shipment.objects.update(state="in_transit", ended_at=None)
    assert "belum bisa ditandai" in operator.post(own, follow=True).content.decode()


def test_an_office_sets_itself_up(manager: Client, world: World) -> None:
    assert manager.post("/desk/kiriman/pengaturan/", SETTINGS).status_code == 302
    assert DeliverySettings.objects.get().products == [
        {"code": "240", "name": "Pos Reguler", "days": [2, 4]},
        {"code": "447", "name": "Pos Nextday"},
        {"code": "2Q9", "name": "Sameday", "days": [1, 1]},
    ]
    kept = manager.get("/desk/kiriman/pengaturan/").content.decode()
    assert "240 = Pos Reguler = 2-4 hari" in kept
    assert "2Q9 = Sameday = 1 hari" in kept
    assert manager.post("/desk/kiriman/pengaturan/", SETTINGS).status_code == 409
    bad = SETTINGS | {"seen": "2", "provider": "kuda", "products": "tanpa tanda", "stuck_days": "9999"}
    answer = manager.post("/desk/kiriman/pengaturan/", bad)
    assert answer.status_code == 422
    assert "tanpa tanda" in answer.content.decode()
    assert answer.content.decode().count("field-error") == 3


def test_an_account_keeps_its_secret_and_says_what_works(manager: Client, world: World) -> None:
    with Running(make_server(0)) as pos:
        own = "/desk/kiriman/pengaturan/pos/"
        values = {"seen": "1", "url": pos.url, "consumer_key": "kunci", "consumer_secret": "rahasia-sekali"}
        assert manager.post(own, values).status_code == 302
        assert "rahasia-sekali" not in manager.get(own).content.decode()
        assert "rahasia-sekali" not in CourierAccount.objects.get().sealed
        assert manager.post(own, values | {"seen": "2", "consumer_secret": ""}).status_code == 302
        tried = manager.post(f"{own}coba/").content.decode()
        assert "53183 ke 40115" in tried
        moved = manager.post(own, values | {"seen": "3", "url": "https://contoh.id", "consumer_secret": ""})
        assert moved.status_code == 422
        assert manager.get("/desk/kiriman/pengaturan/kuda/").status_code == 404


def test_operators_set_nothing(operator: Client) -> None:
    assert operator.post("/desk/kiriman/pengaturan/", SETTINGS).status_code == 403
    assert operator.post("/desk/kiriman/pengaturan/pos/", {"seen": "1"}).status_code == 403


@pytest.mark.parametrize("part", ["menunggu", "jalan", "periksa", "selesai"])
def test_the_queries_are_the_same_for_many(operator: Client, world: World, part: str) -> None:
    set_up(world)
    if part == "menunggu":
        to_be_sent(world)
    elif part == "selesai":
        happen(sent_off(world), event(ParcelState.DELIVERED, 1))
    else:
        requested(world)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        page(operator, part)
    assert len(counted) <= 9


def test_the_waybill_is_read_from_a_photo_and_saved_by_the_officer(operator: Client, world: World) -> None:
    set_up(world)
    shipment = requested(world)
    own = f"/desk/kiriman/{shipment.pk}/foto-resi/"
    answer = operator.post(own, {"foto": photo(label(WAYBILL), 12, 1)})
    assert (answer.status_code, f"resi={WAYBILL}" in answer.headers["Location"]) == (302, True)
    shown = operator.get(answer.headers["Location"].split("#")[0]).content.decode()
    assert f'value="{WAYBILL}"' in shown
    shipment.refresh_from_db()
    assert shipment.waybill == ""


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\xff\xd8\xff broken"])
def test_a_photo_without_a_number_says_what_to_do(operator: Client, world: World, content: bytes) -> None:
    set_up(world)
    own = f"/desk/kiriman/{requested(world).pk}/foto-resi/"
    answer = operator.post(own, {"foto": SimpleUploadedFile("x.jpg", content)} if content else {})
    assert answer.status_code == 422
    assert 'id="resi-foto-salah"' in answer.content.decode()
