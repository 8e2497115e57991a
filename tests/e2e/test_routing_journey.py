"""An operator says in words whom a service asks and what officers fill in; a request with that answer goes there."""

from __future__ import annotations

import re

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
from tests.e2e.test_builder_journey import add, publish, save

NAME = "Izin Hajatan Baru"
ASKED = "Minta pendapat Polsek, bila Memakai pengeras suara adalah “Ya”"


def test_the_polsek_is_asked_by_itself_and_the_officer_fills_in_the_survey(
    demo: Demo, open_context: OpenContext
) -> None:
    citizen = demo.citizens[4]
    petugas = open_context(LAPTOP).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", citizen["office"]))
    slug = begin(petugas, demo)
    ask_the_polsek(petugas)
    ask_the_officer(petugas)
    publish(petugas, 1)

    warga = open_context(PHONE).new_page()
    sign_in_citizen(warga, demo, citizen)
    number = apply(warga, demo, slug)
    petugas.goto(f"{demo.desk}/permohonan/{number}/")
    petugas.get_by_role("button", name="Ambil dan periksa").click()
    expect(petugas.get_by_text("diteruskan ke Polsek Sumpiuh untuk dimintai pendapat").first).to_be_visible()
    warga.goto(f"{demo.portal}/permohonan/{number}/")
    expect(warga.get_by_text("Sedang dimintai pendapat ke Polsek Sumpiuh sejak")).to_be_visible()
    expect(petugas.get_by_text("Isian petugas belum lengkap: Hasil survei lokasi.").first).to_be_visible()
    petugas.get_by_label(re.compile("Hasil survei lokasi")).fill("Halaman cukup luas")
    petugas.get_by_role("button", name="Simpan isian petugas").click()
    expect(petugas.get_by_text("Isian petugas belum lengkap")).to_have_count(0)
    petugas.get_by_role("button", name="Setujui").click()
    expect(petugas.get_by_text("Masih menunggu jawaban: Polsek Sumpiuh").first).to_be_visible()
    assert_accessible(petugas)


def begin(page: Page, demo: Demo) -> str:
    """A service with one question; gives its slug."""
    page.goto(f"{demo.desk}/layanan/baru/")
    page.get_by_label("Nama layanan", exact=True).fill(NAME)
    page.get_by_label("Kelompok").fill("Keamanan")
    page.get_by_role("button", name="Mulai dari kosong").click()
    add(page, "Memakai pengeras suara", "Ya atau Tidak")
    save(page)
    return page.url.split("/layanan/")[1].split("/")[0]


def ask_the_polsek(page: Page) -> None:
    """A mistake first; then the picture of the chain shows it."""
    page.get_by_role("link", name="Alur", exact=True).click()
    page.get_by_role("button", name=re.compile("lalu tambah pertanyaan")).click()
    page.get_by_label("Instansi yang ditanya").select_option(label="Polsek")
    page.locator("[name=bila-0-dari]").select_option(label="Memakai pengeras suara")
    page.locator(".condition [data-picker]").first.select_option("Ya")
    page.get_by_role("button", name="Simpan pertanyaan").click()
    expect(page.get_by_text("Tulis apa yang ditanyakan").first).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Pertanyaannya").fill("Apakah ada keberatan?")
    page.get_by_label("Memakai pengeras suara", exact=True).check()
    picture(page, "builder-ask")
    page.get_by_role("button", name="Simpan pertanyaan").click()
    expect(page.locator(".chain").get_by_text(ASKED)).to_be_visible()
    assert_accessible(page)
    picture(page, "builder-workflow")


def ask_the_officer(page: Page) -> None:
    """As a question to a citizen is made."""
    page.get_by_role("link", name="Isian petugas").click()
    expect(page.get_by_text("Belum ada isian petugas.")).to_be_visible()
    add(page, "Hasil survei lokasi", "Teks panjang")
    save(page)
    expect(page.frame_locator("#pratinjau").get_by_text("Hasil survei lokasi")).to_be_visible()
    assert_accessible(page)
    picture(page, "builder-officers")


def apply(warga: Page, demo: Demo, slug: str) -> str:
    """With loudspeakers; gives the number."""
    warga.goto(f"{demo.portal}/layanan/{slug}/isi/")
    warga.get_by_text("Ya", exact=True).click()
    warga.get_by_role("button", name="Lanjut: periksa isian").click()
    warga.get_by_role("button", name="Kirim permohonan").click()
    expect(warga.get_by_role("heading", name="Terkirim")).to_be_visible()
    return warga.locator("b.number").first.inner_text()
