"""An edited letter prints new words: a table, a condition, a co-signer, a part moved and one copied; then issued."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import LAPTOP, PHONE, Demo, OpenContext, assert_accessible, sign_in_citizen, sign_in_staff
from tests.e2e.papers import pdf, photo
from tests.e2e.signing import sign_letters
from tests.letters.pdfs import text_of

SERVICE = "belum-punya-rumah"
RENTS, STAYS = "Keterangan ini untuk penyewa.", "Keterangan ini untuk yang menumpang."
TWICE = "Kalimat ini sengaja ditulis dua kali."


def parts(page: Page) -> Locator:
    """The parts of the letter itself."""
    return page.locator("#surat > .parts > [data-named=bagian]")


def add(page: Page, kind: str) -> Locator:
    """A new part where the page offers it: before the closing words."""
    count = parts(page).count()
    page.get_by_label("Jenis", exact=True).select_option(label=kind)
    page.get_by_role("button", name="Tambah bagian surat").click()
    expect(parts(page)).to_have_count(count + 1)
    return parts(page).nth(count - 1)


def only_if(page: Page, part: Locator, choice: str) -> None:
    """The part is printed for one of the answers alone."""
    part.get_by_role("button", name="Tampil hanya bila").click()
    part.get_by_label("Bila isian atau data").first.select_option(index=1)
    part.locator("[data-picker]").select_option(label=choice)


def edit(page: Page, demo: Demo) -> None:
    """As a person who knows Word does it."""
    page.goto(f"{demo.desk}/layanan/{SERVICE}/formulir/")
    page.get_by_role("button", name="Ubah formulir ini").click()
    page.get_by_label("Bagian penyusun").get_by_role("link", name="Surat", exact=True).click()
    table = add(page, "Tabel")
    expect(table.get_by_label("Isi tabel diambil dari")).to_contain_text("Anggota keluarga pemohon")
    for choice, words in (("Rumah sewa atau kontrak", RENTS), ("Rumah orang tua atau mertua", STAYS)):
        paragraph = add(page, "Alinea")
        paragraph.get_by_role("textbox").first.fill(words)
        only_if(page, paragraph, choice)
    twice = add(page, "Alinea")
    area = twice.get_by_role("textbox").first
    area.fill(TWICE)
    area.select_text()
    twice.get_by_role("button", name="Tebal").click()
    expect(area).to_have_value(f"**{TWICE}**")
    count = parts(page).count()
    twice.get_by_role("button", name="Gandakan").click()
    expect(parts(page)).to_have_count(count + 1)
    assert_accessible(page)


def drag_the_table_up(page: Page) -> None:
    """By its grip, above the part before it; the picture follows."""
    kinds = parts(page).locator("> .part-head h2").all_inner_texts()
    place = kinds.index("Tabel")
    parts(page).nth(place - 1).evaluate("part => part.scrollIntoView()")
    start = parts(page).nth(place).locator(".part-head [data-grip]").bounding_box()
    above = parts(page).nth(place - 1).bounding_box()
    assert start is not None
    assert above is not None
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, above["y"] + 2, steps=8)
    page.mouse.up()
    expect(parts(page).nth(place - 1).locator("h2")).to_have_text("Tabel")


def sign_along(page: Page) -> None:
    """The camat knows of it."""
    page.get_by_role("button", name="Atur tanda tangan di surat ini").click()
    page.get_by_label("Tambah tanda tangan").select_option(label="Mengetahui (camat, ketua RT, pejabat lain)")
    page.get_by_role("button", name="Tambah tanda tangan surat").click()
    page.get_by_label("Jabatan", exact=True).last.fill("Camat {wilayah.kecamatan}")
    expect(page.locator("#gambar-salah")).to_be_hidden()


def publish(page: Page) -> None:
    """Saved, then published."""
    page.locator(".letter-save").get_by_role("button", name="Simpan").click()
    expect(page.locator("#penyusun [role=status]").first).to_be_visible()
    assert_accessible(page)
    page.set_viewport_size(PHONE)
    assert_accessible(page)
    page.set_viewport_size(LAPTOP)
    page.get_by_role("link", name="Terbitkan…").click()
    page.get_by_role("button", name="Terbitkan sekarang").click()
    expect(page.locator("#penyusun").get_by_text("Versi 2 terbit.")).to_be_visible()


def apply(warga: Page, demo: Demo, folder: Path) -> str:
    """A request of somebody who rents; gives its number."""
    warga.goto(f"{demo.portal}/layanan/{SERVICE}/isi/")
    warga.get_by_label("Rumah sewa atau kontrak").check()
    warga.fill("[name=keperluan]", "Pengajuan rumah bersubsidi")
    warga.set_input_files("[name=ktp__berkas]", photo(folder, "ktp"))
    warga.set_input_files("[name=kk__berkas]", pdf(folder, "kk"))
    warga.locator("[name=pernyataan]").check()
    for name in ("ktp", "kk"):
        expect(warga.locator(f"input[type=hidden][name={name}]")).to_have_count(1, timeout=15_000)
    warga.get_by_role("button", name="Lanjut: periksa isian").click()
    warga.get_by_role("button", name="Kirim permohonan").click()
    expect(warga.get_by_role("heading", name="Terkirim")).to_be_visible()
    return warga.locator("b.number").first.inner_text()


def handle(petugas: Page, kades: Page, demo: Demo, number: str) -> None:
    """Checked, approved, signed."""
    petugas.goto(f"{demo.portal}/desk/permohonan/{number}/")
    petugas.get_by_role("button", name="Ambil dan periksa").click()
    petugas.get_by_label("Semua sudah saya periksa").check()
    petugas.get_by_role("button", name="Setujui").click()
    expect(petugas.get_by_text("Disetujui").first).to_be_visible()
    sign_in_staff(kades, demo, demo.staff_member("kades", demo.citizens[0]["office"]))
    kades.goto(f"{demo.portal}/desk/permohonan/{number}/")
    sign_letters(kades, demo)


def test_an_edited_letter_prints_new_words(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    citizen = demo.citizens[0]
    petugas = open_context(LAPTOP).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", citizen["office"]))
    edit(petugas, demo)
    drag_the_table_up(petugas)
    sign_along(petugas)
    publish(petugas)

    warga = open_context(PHONE).new_page()
    sign_in_citizen(warga, demo, citizen)
    number = apply(warga, demo, tmp_path)
    handle(petugas, open_context(PHONE).new_page(), demo, number)

    warga.goto(f"{demo.portal}/permohonan/{number}/")
    address = warga.get_by_role("link", name=re.compile("Unduh surat")).get_attribute("href")
    words = text_of(warga.request.get(demo.portal + str(address)).body())
    assert RENTS in words
    assert STAYS not in words
    assert words.count(TWICE) == 2
    assert "Mengetahui," in words
    assert re.search(r"Camat [A-Z]", words)
    assert words.count(citizen["nik"]) == 2  # in the identity and in the table of the family
    assert words.index(citizen["nik"]) < words.index("Tempat lahir") < words.index("Tempat tinggal sekarang")
