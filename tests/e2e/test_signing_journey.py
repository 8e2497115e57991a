"""The head of a village signs three letters at once on a phone; the citizen downloads one; anybody can check it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

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
from tests.e2e.papers import pdf, photo
from tests.e2e.signing import passphrase, see_every_page

LIVE = 5_000


def test_three_letters_with_one_passphrase(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    citizen = demo.citizens[0]
    warga = open_context(PHONE).new_page()
    sign_in_citizen(warga, demo, citizen)
    numbers = [apply_for_reference(warga, demo, tmp_path, purpose) for purpose in ("Bank", "Koperasi", "Puskesmas")]

    petugas = open_context(LAPTOP).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", citizen["office"]))
    for number in numbers:
        approve(petugas, demo, number)

    kades = open_context(PHONE).new_page()
    sign_in_staff(kades, demo, demo.staff_member("kades", citizen["office"]))
    sign_three(kades, demo, numbers)
    warga.goto(f"{demo.portal}/permohonan/{numbers[0]}/")
    verify(open_context(PHONE).new_page(), warga, demo)


def apply_for_reference(warga: Page, demo: Demo, folder: Path, purpose: str) -> str:
    """A request for a letter of reference; gives its number."""
    warga.goto(f"{demo.portal}/layanan/pengantar-umum/isi/")
    warga.fill("[name=judul]", f"Surat Pengantar ke {purpose}")
    warga.fill("[name=instansi_tujuan]", purpose)
    warga.fill("[name=keperluan]", f"Mengurus berkas di {purpose}")
    warga.set_input_files("[name=ktp__berkas]", photo(folder, "ktp"))
    warga.set_input_files("[name=kk__berkas]", pdf(folder, "kk"))
    expect(warga.locator("input[type=hidden][name=ktp]")).to_have_count(1, timeout=15_000)
    expect(warga.locator("input[type=hidden][name=kk]")).to_have_count(1, timeout=15_000)
    warga.get_by_role("button", name="Lanjut: periksa isian").click()
    warga.get_by_role("button", name="Kirim permohonan").click()
    expect(warga.get_by_role("heading", name="Terkirim")).to_be_visible()
    return warga.locator("b.number").first.inner_text()


def approve(petugas: Page, demo: Demo, number: str) -> None:
    petugas.goto(f"{demo.portal}/desk/permohonan/{number}/")
    petugas.get_by_role("button", name="Ambil dan periksa").click()
    petugas.get_by_label("Semua sudah saya periksa").check()
    petugas.get_by_role("button", name="Setujui").click()
    expect(petugas.get_by_text("Permohonan disetujui").first).to_be_visible()


def sign_three(kades: Page, demo: Demo, numbers: list[str]) -> None:
    """A wrong passphrase says so and loses nothing; the right one signs all."""
    kades.goto(f"{demo.portal}/desk/tanda-tangan/")
    assert_accessible(kades)
    for number in numbers:
        kades.locator(f"input[name=pilih][value^='{number}:']").check()
    picture(kades, "signing-list")
    kades.get_by_role("button", name="Siapkan yang dicentang").click()
    see_every_page(kades)
    assert kades.locator("input[name=pilih]:checked").count() == 3
    assert kades.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    kades.fill("#passphrase", "bukan-kata-sandinya")
    kades.get_by_role("button", name="Tanda tangani yang dicentang").click()
    expect(kades.get_by_text("Kata sandi tanda tangan salah")).to_be_visible()
    assert kades.locator("input[name=pilih]:checked").count() == 3
    assert_accessible(kades)
    picture(kades, "signing-wrong")
    kades.fill("#passphrase", passphrase(demo))
    kades.get_by_role("button", name="Tanda tangani yang dicentang").click()
    expect(kades.get_by_text("3 surat ditandatangani dan terbit")).to_be_visible()
    assert_accessible(kades)


def verify(public: Page, warga: Page, demo: Demo) -> None:
    """The downloaded file is genuine and says who signed; with one byte more it is not."""
    link = warga.get_by_role("link", name=re.compile("Unduh surat"))
    expect(link).to_be_visible(timeout=LIVE)
    letter = warga.request.get(urljoin(demo.portal, str(link.get_attribute("href")))).body()
    assert len(letter) <= 80 * 1024
    for content, words in (
        (letter, "Tanda tangan elektronik di dalamnya utuh"),
        (letter + b" ", "ditambah setelah itu"),
    ):
        public.goto(f"{demo.portal}/verifikasi/")
        public.set_input_files("#berkas", {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": content})
        public.get_by_role("button", name="Bandingkan berkas").click()
        expect(public.locator("main")).to_contain_text(words)
        assert_accessible(public)
    picture(public, "verify-changed")
