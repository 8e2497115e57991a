"""A mother applies for her child on the phone, and an operator for an old man at the counter."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import (
    LAPTOP,
    PHONE,
    Demo,
    OpenContext,
    assert_accessible,
    sign_in_citizen,
    sign_in_staff,
)
from tests.e2e.papers import pdf, photo
from tests.e2e.test_application_journey import fill_sktm, issue


def test_a_mother_applies_for_her_child(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    mother = demo.citizens[1]
    warga = open_context(PHONE).new_page()
    sign_in_citizen(warga, demo, mother)
    warga.goto(f"{demo.portal}/layanan/sktm/isi/")
    choice = warga.locator("#untuk-siapa label", has_text="Anak,").first
    child = choice.locator("span").first.inner_text().split("\n")[0]
    assert_accessible(warga)
    warga.fill("[name=keperluan]", "Diketik sebelum memilih")
    choice.click()  # the page comes back with the child's data, what was typed is still there
    expect(warga.get_by_text("Pemohon (anak)")).to_be_visible()
    expect(warga.locator("[name=keperluan]")).to_have_value("Diketik sebelum memilih")
    assert_accessible(warga)
    fill_sktm(warga, tmp_path)
    expect(warga.locator("input[type=hidden][name=ktp]")).to_have_count(1, timeout=15_000)
    expect(warga.locator("input[type=hidden][name=kk]")).to_have_count(1, timeout=15_000)
    warga.get_by_role("button", name="Lanjut: periksa isian").click()
    expect(warga.get_by_text(f"untuk {child} (anak)").first).to_be_visible()
    assert_accessible(warga)
    warga.get_by_role("button", name="Kirim permohonan").click()
    expect(warga.get_by_role("heading", name="Terkirim")).to_be_visible()
    number = warga.locator("b.number").first.inner_text()
    assert_accessible(warga)

    petugas = open_context(LAPTOP).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", mother["office"]))
    petugas.goto(f"{demo.portal}/desk/permohonan/{number}/")
    expect(petugas.get_by_text(f"Untuk {child} (anak), diajukan oleh {mother['name']}")).to_be_visible()
    assert_accessible(petugas)
    petugas.get_by_role("button", name="Ambil dan periksa").click()
    expect(warga.get_by_text("Sedang diperiksa").first).to_be_visible()
    petugas.locator("textarea[name=note]").fill("Cocok.")
    petugas.get_by_label("Semua sudah saya periksa").check()
    petugas.get_by_role("button", name="Setujui").click()
    expect(warga.get_by_text("Disetujui").first).to_be_visible()
    kades = open_context(PHONE).new_page()
    sign_in_staff(kades, demo, demo.staff_member("kades", mother["office"]))
    issue(kades, warga, demo, number)
    warga.goto(f"{demo.portal}/pemberitahuan/")
    expect(warga.get_by_text(f"untuk {child} (anak)").first).to_be_visible()
    assert_accessible(warga)


def test_at_the_counter_without_javascript(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    """Found by name, family card scanned, KTP shown on paper, receipt printed, sent back and mended there."""
    office = demo.citizens[0]["office"]
    petugas = open_context(LAPTOP, java_script_enabled=False).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", office))
    petugas.get_by_role("link", name="Permohonan di loket").click()
    petugas.fill("[name=cari]", "SU")
    petugas.get_by_role("button", name="Cari").click()
    petugas.locator("a.document-link").first.click()
    petugas.locator('a[href$="/sktm/"]').click()
    petugas.get_by_label("Bantuan sosial").check()
    petugas.fill("[name=keperluan]", "Pengajuan bantuan sembako")
    petugas.fill("[name=jumlah_tanggungan]", "1")
    petugas.fill("[name=penghasilan_bulanan]", "600000")
    petugas.set_input_files("[name=kk__berkas]", pdf(tmp_path, "kk"))
    petugas.locator("[name=pernyataan]").check()
    petugas.get_by_role("button", name="Lanjut: periksa isian").click()
    expect(petugas.locator(".notice-bad")).to_contain_text("KTP")  # neither sent nor shown; the scan stays
    petugas.locator("[name=ktp__kertas]").check()
    petugas.get_by_role("button", name="Lanjut: periksa isian").click()
    expect(petugas.get_by_text("Berkas kertas diperlihatkan di kantor")).to_be_visible()
    petugas.get_by_role("button", name="Kirim permohonan").click()
    expect(petugas.get_by_text("dibuat di kantor oleh").first).to_be_visible()
    number = petugas.locator(".request-number").inner_text()
    receipt = petugas.request.get(f"{demo.portal}/desk/permohonan/{number}/tanda-terima.pdf")
    assert receipt.body().startswith(b"%PDF-")

    anybody = open_context(PHONE).new_page()
    anybody.goto(f"{demo.portal}/status/{office}/{number}/")
    expect(anybody.get_by_text("Menunggu giliran diperiksa petugas.")).to_be_visible()
    assert_accessible(anybody)
    mend_at_the_counter(petugas, tmp_path)


def mend_at_the_counter(petugas: Page, folder: Path) -> None:
    """The checker wants a copy of the KTP after all; the old man brings it."""
    petugas.get_by_role("button", name="Ambil dan periksa").click()
    petugas.locator("details:has(textarea[name=message]) summary").click()
    petugas.locator("input[name=fields][value=ktp]").check()
    petugas.locator("textarea[name=message]").fill("Mohon salinan KTP.")
    petugas.get_by_role("button", name=re.compile("Kembalikan")).click()
    petugas.get_by_role("link", name="Perbaiki isian bersama pemohon").click()
    expect(petugas.locator("[name=ktp__berkas]")).to_be_attached()
    expect(petugas.locator("[name=keperluan]")).to_have_count(0)
    petugas.set_input_files("[name=ktp__berkas]", photo(folder, "ktp"))
    petugas.get_by_role("button", name="Lanjut: periksa isian").click()
    petugas.get_by_role("button", name="Kirim perubahan").click()
    expect(petugas.get_by_text("Perbaikan dikirim").first).to_be_visible()
