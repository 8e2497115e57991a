"""A letter goes home: chosen on a phone, sent from the desk, told by the courier, arrived on the phone."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

from tests.e2e.conftest import (
    LAPTOP,
    PHONE,
    Demo,
    OpenContext,
    assert_accessible,
    picture,
    sign_in_citizen,
    sign_in_staff,
)
from tests.e2e.test_application_journey import fill_sktm
from tests.files.test_barcodes import label, photo

SOON = 20_000
RECEIPT = "P2611290000077"


def test_from_the_choice_to_the_door(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    citizen = demo.citizens[1]
    pengelola = open_context(LAPTOP).new_page()
    sign_in_staff(pengelola, demo, demo.staff_member("administrator", citizen["office"]))
    hook = send_by_biteship(pengelola, demo)
    biteship = httpx.Client(base_url=demo.emulator("biteship"))
    biteship.post("/control/hook", json={"url": hook, "header": "X-Biteship-Secret", "secret": "demo"})

    warga = open_context(PHONE).new_page()
    sign_in_citizen(warga, demo, citizen)
    number = choose_post(warga, demo)

    petugas = open_context(LAPTOP).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", citizen["office"]))
    waybill = send(petugas, demo, number)

    expect(warga.get_by_text(waybill).first).to_be_visible(timeout=SOON)
    for status, words in (
        ("dropping_off", "Dalam perjalanan"),
        ("on_hold", "Ada kendala"),
        ("delivered", "Sudah diterima"),
    ):
        biteship.post(f"/control/parcel/{waybill}", json={"what": status}).raise_for_status()
        expect(warga.get_by_role("heading", name="Kiriman surat")).to_be_visible()
        expect(warga.locator("section[aria-labelledby=kiriman] .chip")).to_have_text(words, timeout=SOON)
    expect(warga.get_by_text("Surat sudah sampai di alamat tujuan.")).to_be_visible()
    assert_accessible(warga)
    picture(warga, "kiriman-sampai")
    petugas.goto(f"{demo.portal}/desk/kiriman/?bagian=selesai")
    expect(petugas.get_by_text(waybill)).to_be_visible()
    again_from_the_counter(pengelola, petugas, demo, number, tmp_path)
    expect(warga.get_by_text(RECEIPT).first).to_be_visible(timeout=SOON)


def again_from_the_counter(pengelola: Page, petugas: Page, demo: Demo, number: str, folder: Path) -> None:
    """A copy goes out without contract: its number is read from a photo of the receipt, and saved by the officer."""
    send_by(pengelola, demo, "counter")
    petugas.goto(f"{demo.portal}/desk/permohonan/{number}/")
    petugas.get_by_role("button", name="Kirim lagi").click()
    receipt = folder / "struk.jpg"
    receipt.write_bytes(photo(label(RECEIPT), 11, 1).read())
    petugas.set_input_files("[name=foto]", receipt)
    expect(petugas.get_by_text(f"Terbaca {RECEIPT}")).to_be_visible(timeout=SOON)
    expect(petugas.get_by_label("Nomor resi")).to_have_value(RECEIPT)
    assert_accessible(petugas)
    picture(petugas, "kiriman-resi-dari-foto")
    petugas.get_by_role("button", name="Simpan resi").click()
    expect(petugas.get_by_text(f"Resi {RECEIPT} disimpan")).to_be_visible()


def test_chosen_in_the_form(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    """The request goes out with its choice, and the price is there at once."""
    citizen = demo.citizens[0]
    pengelola = open_context(LAPTOP).new_page()
    sign_in_staff(pengelola, demo, demo.staff_member("administrator", citizen["office"]))
    send_by(pengelola, demo, "biteship", "reg = Pos Reguler")
    warga = open_context(PHONE).new_page()
    sign_in_citizen(warga, demo, citizen)
    fill_in(warga, demo, tmp_path)
    expect(warga.get_by_role("group", name="Bagaimana surat sampai")).to_be_visible()
    expect(warga.get_by_label("Nama penerima")).to_be_hidden()
    assert_accessible(warga)
    warga.get_by_label("Dikirim POS ke rumah").check()
    warga.get_by_label("Nomor HP penerima").fill("12")
    warga.get_by_role("button", name="Kirim permohonan").click()
    expect(warga.get_by_role("heading", name=re.compile("Ada .* isian"))).to_be_visible()
    assert_accessible(warga)
    warga.get_by_label("Nomor HP penerima").fill("081200000101")
    expect(warga.locator("#ongkos").get_by_text(re.compile(r"Rp\d"))).to_be_visible(timeout=SOON)
    picture(warga, "kiriman-di-formulir")
    priced_anew_for_another_place(warga)
    warga.get_by_role("button", name="Kirim permohonan").click()
    expect(warga.get_by_role("heading", name="Terkirim")).to_be_visible()
    expect(warga.get_by_text("Dikirim ke rumah dengan")).to_be_visible()
    assert_accessible(warga)
    # Nobody finds it open afterwards.
    warga.get_by_role("link", name="Batalkan").click()
    warga.locator("main form button").first.click()
    expect(warga.get_by_text("Dibatalkan").first).to_be_visible()


def priced_anew_for_another_place(page: Page) -> None:
    """A search that changes the region takes the old postcode and its price away; the village brings the new ones."""
    postcode = page.get_by_label("Kode pos")
    page.get_by_label("Cari cepat").fill("sukajadi")
    page.get_by_role("button", name="Kec. Sukajadi, Kota Bandung, Jawa Barat", exact=True).click()
    expect(postcode).to_have_value("")
    expect(page.locator("#ongkos").get_by_text("Isi alamat dengan kode pos")).to_be_visible()
    page.get_by_label("Desa atau kelurahan").select_option(label="Sukabungah")
    expect(postcode).to_have_value("40162")
    expect(page.locator("#ongkos").get_by_text("Taksiran ke kode pos 40162.")).to_be_visible(timeout=SOON)


def fill_in(page: Page, demo: Demo, folder: Path) -> None:
    """A form up to its last step."""
    page.goto(f"{demo.portal}/layanan/?cari=miskin")
    page.get_by_role("link", name=re.compile("Tidak Mampu")).first.click()
    page.get_by_role("link", name="Ajukan sekarang").click()
    fill_sktm(page, folder)
    expect(page.locator("input[type=hidden][name=ktp]")).to_have_count(1, timeout=SOON)
    expect(page.locator("input[type=hidden][name=kk]")).to_have_count(1, timeout=SOON)
    page.get_by_role("button", name="Lanjut: periksa isian").click()
    expect(page.get_by_role("heading", name="Sudah benar?")).to_be_visible()


def send_by(page: Page, demo: Demo, courier: str, products: str = "") -> None:
    """The office changes its courier."""
    page.goto(f"{demo.portal}/desk/kiriman/pengaturan/")
    page.get_by_label("Surat dikirim lewat").select_option(courier)
    if products:
        page.get_by_label("Jenis kiriman yang ditawarkan").fill(products)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Pengaturan kiriman disimpan.")).to_be_visible()


def send_by_biteship(page: Page, demo: Demo) -> str:
    """The office changes its courier and tries the connection; gives the address for webhooks."""
    page.goto(f"{demo.portal}/desk/kiriman/pengaturan/")
    page.get_by_label("Surat dikirim lewat").select_option("biteship")
    page.get_by_label("Jenis kiriman yang ditawarkan").fill("tanpa tanda")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Baris “tanpa tanda” tidak terbaca")).to_be_visible()
    page.get_by_label("Jenis kiriman yang ditawarkan").fill("reg = Pos Reguler")
    assert_accessible(page)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Pengaturan kiriman disimpan.")).to_be_visible()
    page.goto(f"{demo.portal}/desk/kiriman/pengaturan/biteship/")
    page.get_by_role("button", name="Coba sekarang").click()
    expect(page.get_by_text("53183 ke 40115")).to_be_visible()
    assert_accessible(page)
    return page.locator("code").inner_text()


def choose_post(page: Page, demo: Demo) -> str:
    """The citizen chooses for a letter that is there already, first with a number nobody can call."""
    page.goto(f"{demo.portal}/permohonan/")
    page.locator("a.row", has_text="Surat Keterangan Usaha").first.click()
    page.get_by_role("link", name=re.compile("Ubah|Pilih cara menerima")).click()
    page.get_by_label("Dikirim POS ke rumah").check()
    page.get_by_label("Nomor HP penerima").fill("12")
    page.get_by_role("button", name="Simpan").last.click()
    expect(page.get_by_role("heading", name=re.compile("Ada .* isian"))).to_be_visible()
    page.get_by_label("Nomor HP penerima").fill("081200000102")
    expect(page.get_by_text("Rp11.000")).to_be_visible(timeout=SOON)
    assert_accessible(page)
    picture(page, "kiriman-pilih")
    page.get_by_role("button", name="Simpan").last.click()
    expect(page.get_by_text("Dikirim ke rumah dengan Pos Reguler")).to_be_visible()
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def send(page: Page, demo: Demo, number: str) -> str:
    """The operator sends what waits; gives the waybill that comes by itself."""
    page.goto(f"{demo.portal}/desk/kiriman/")
    assert_accessible(page)
    expect(page.get_by_label(f"Pilih {number}")).to_be_checked()
    page.get_by_role("button", name="Kirim yang dipilih").click()
    expect(page.get_by_text("1 surat masuk daftar kiriman")).to_be_visible()
    found = page.locator("li.parcel", has_text=number)
    for _ in range(40):
        if "belum ada resi" not in found.inner_text():
            break
        page.wait_for_timeout(500)
        page.reload()
    assert_accessible(page)
    picture(page, "kiriman-jalan")
    [waybill] = re.findall(r"P\d{13}", found.inner_text())
    return waybill
