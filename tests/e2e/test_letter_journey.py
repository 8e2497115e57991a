"""An operator rewords the letter of a service: the picture follows, one step back, then the version is published."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.conftest import LAPTOP, PHONE, Demo, OpenContext, assert_accessible, sign_in_staff

WORDS = "Surat ini hanya untuk mengurus bantuan modal."


def picture_of(page: Page) -> str:
    """The first page as the screen shows it."""
    return page.locator("#halaman img").first.get_attribute("src") or ""


def test_a_reworded_letter_is_seen_taken_back_and_published(demo: Demo, open_context: OpenContext) -> None:
    page = open_context(LAPTOP).new_page()
    sign_in_staff(page, demo, demo.staff_member("operator", demo.citizens[0]["office"]))
    page.goto(f"{demo.desk}/layanan/sku/formulir/")
    page.get_by_role("button", name="Ubah formulir ini").click()
    page.get_by_label("Bagian penyusun").get_by_role("link", name="Surat", exact=True).click()
    assert_accessible(page)
    before = picture_of(page)
    paragraph = page.get_by_label("Isi alinea").last
    old = paragraph.input_value()
    paragraph.fill(WORDS)
    expect(page.locator("#halaman img").first).not_to_have_attribute("src", before)
    paragraph.fill("Untuk {jawaban.tidak_ada}.")
    expect(page.get_by_text("{jawaban.tidak_ada} tidak ada di formulir.")).to_be_visible()
    assert_accessible(page)
    paragraph.fill(f"{WORDS} ")
    page.get_by_text("Nama yang bisa dipakai di dalam surat").click()
    page.get_by_role("button", name="{surat.nomor}").click()
    expect(paragraph).to_have_value(f"{WORDS} {{surat.nomor}}")
    page.locator(".letter-save").get_by_role("button", name="Simpan").click()
    expect(page.get_by_label("Isi alinea").last).to_have_value(f"{WORDS} {{surat.nomor}}")
    page.get_by_role("button", name="Urungkan").click()
    page.get_by_label("Bagian penyusun").get_by_role("link", name="Surat", exact=True).click()
    expect(page.get_by_label("Isi alinea").last).to_have_value(old)
    page.set_viewport_size(PHONE)
    assert_accessible(page)
    page.get_by_label("Isi alinea").last.fill(WORDS)
    page.locator(".letter-save").get_by_role("button", name="Simpan").click()
    page.get_by_role("link", name="Terbitkan…").click()
    page.get_by_role("button", name="Terbitkan sekarang").click()
    expect(page.locator("#penyusun").get_by_text("Versi 2 terbit.")).to_be_visible()
