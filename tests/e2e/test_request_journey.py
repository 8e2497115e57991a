"""Officer and citizen around one request: messages, ticks, a return, what changed since, the letter, reopening."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import LAPTOP, PHONE, Demo, OpenContext, assert_accessible, sign_in_citizen, sign_in_staff
from tests.e2e.papers import photo
from tests.e2e.signing import sign_letters
from tests.e2e.test_application_journey import apply_for_sktm

# Where a stream does not open at once, a page asks every half minute.
LIVE = 45_000


def test_one_request_with_all_that_belongs_to_it(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    citizen = demo.citizens[1]
    warga = open_context(PHONE).new_page()
    sign_in_citizen(warga, demo, citizen)
    number = apply_for_sktm(warga, demo, citizen, tmp_path)
    petugas = open_context(LAPTOP).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", citizen["office"]))
    petugas.goto(f"{demo.portal}/desk/permohonan/{number}/?dari=tab%3Dbaru")
    petugas.get_by_role("button", name="Ambil dan periksa").click()

    talk(petugas, warga, demo, number, tmp_path)
    see_each_other(petugas, open_context(LAPTOP).new_page(), demo, number, citizen["office"])
    tick_and_return(petugas, number)
    mend_photo(warga, demo, number, tmp_path)
    see_what_changed_and_approve(petugas, demo, number)
    kades = open_context(LAPTOP).new_page()
    sign_in_staff(kades, demo, demo.staff_member("kades", citizen["office"]))
    issue_and_reopen(kades, warga, demo, number)


def talk(petugas: Page, warga: Page, demo: Demo, number: str, folder: Path) -> None:
    """A question, an answer with a photo; both pages change by themselves, and each sees that it was read."""
    petugas.get_by_text("Tulis pesan kepada warga").click()
    petugas.fill("#pesan-text", "Apakah Ibu punya pengantar RT?")
    petugas.get_by_label("Tandai menunggu jawaban warga").check()
    petugas.get_by_role("button", name="Kirim pesan").click()
    expect(petugas.get_by_text("Menunggu jawaban warga").first).to_be_visible()
    warga.goto(f"{demo.portal}/permohonan/{number}/")
    expect(warga.get_by_text("petugas menunggu jawaban Anda")).to_be_visible()
    warga.get_by_role("link", name=re.compile("Pesan dengan kantor")).click()
    expect(warga.get_by_text("Apakah Ibu punya pengantar RT?")).to_be_visible()
    assert_accessible(warga)
    expect(petugas.locator("#percakapan").get_by_text("Dibaca warga")).to_be_visible(timeout=LIVE)
    warga.fill("#f-text", "Ada, ini fotonya.")
    warga.get_by_text("Lampirkan foto atau PDF").click()
    warga.set_input_files("#f-files", photo(folder, "pengantar"))
    warga.get_by_role("button", name="Kirim pesan").click()
    expect(petugas.get_by_text("Ada, ini fotonya.")).to_be_visible(timeout=LIVE)
    assert petugas.get_by_role("button", name="Tunggu jawaban").is_visible()
    assert_accessible(petugas)


def see_each_other(petugas: Page, colleague: Page, demo: Demo, number: str, office: str) -> None:
    """A colleague who opens the same request is named, and a note reaches him but not the citizen."""
    sign_in_staff(colleague, demo, demo.staff_member("kasi", office))
    colleague.goto(f"{demo.portal}/desk/permohonan/{number}/")
    expect(petugas.get_by_text("juga membuka permohonan ini")).to_be_visible(timeout=LIVE)
    expect(colleague.get_by_text("juga membuka permohonan ini")).to_be_visible(timeout=LIVE)
    petugas.get_by_text("Tulis catatan untuk rekan").click()
    petugas.fill("#catatan-text", "Sudah saya telepon RT-nya.")
    petugas.get_by_role("button", name="Simpan catatan").click()
    expect(colleague.get_by_text("Sudah saya telepon RT-nya.")).to_be_visible(timeout=LIVE)


def tick_and_return(petugas: Page, number: str) -> None:
    """A document that does not fit opens the form of return with its reason."""
    documents = petugas.locator("#berkas")
    petugas.locator("[data-view=turn]").click()
    assert petugas.locator("[data-stage]").get_attribute("data-turn") == "90"
    petugas.locator("[data-stage]").focus()
    petugas.keyboard.press("+")
    expect(petugas.locator("[data-zoom]")).to_have_text("150%")
    documents.get_by_role("button", name=re.compile("^Sesuai")).first.click()
    expect(documents.get_by_text("Sri Wahyuni").first).to_be_visible()
    documents.locator("summary", has_text="Kartu Keluarga").first.click()
    documents.locator("#why-kk").fill("Fotonya buram")
    documents.locator("#why-kk").press("Enter")
    expect(documents.get_by_text("Tidak sesuai: Fotonya buram")).to_be_visible()
    petugas.get_by_text("Kembalikan untuk diperbaiki").click()
    assert petugas.locator("input[name=fields][value=kk]").is_checked()
    petugas.locator("input[name=fields][value=keperluan]").check()
    assert_accessible(petugas)
    petugas.get_by_role("button", name="Kembalikan ke warga").click()
    expect(petugas.get_by_text("Permohonan dikembalikan.").first).to_be_visible()
    petugas.goto("about:blank")


def mend_photo(warga: Page, demo: Demo, number: str, folder: Path) -> None:
    """Only what was opened can be changed."""
    warga.goto(f"{demo.portal}/permohonan/{number}/")
    expect(warga.get_by_text("Fotonya buram").first).to_be_visible()
    warga.get_by_role("link", name="Perbaiki sekarang").click()
    warga.fill("[name=keperluan]", "Keringanan biaya masuk SMA")
    warga.get_by_role("button", name="Lanjut: periksa isian").click()
    warga.locator("main form button").first.click()
    warga.wait_for_url(f"**/permohonan/{number}/**")


def see_what_changed_and_approve(petugas: Page, demo: Demo, number: str) -> None:
    """What is new is said on top and beside the answer, with what it was before."""
    petugas.goto(f"{demo.portal}/desk/permohonan/{number}/")
    expect(petugas.get_by_text("Keringanan biaya masuk SMA").first).to_be_visible()
    expect(petugas.get_by_text(re.compile("Sebelumnya: Keringanan biaya masuk SMP"))).to_be_visible()
    # The photo was not sent anew, so its mark still stands in the way.
    documents = petugas.locator("#berkas")
    documents.get_by_role("button", name="Ubah tanda Kartu Keluarga").click()
    documents.get_by_role("button", name=re.compile("^Sesuai ?: ?Kartu Keluarga")).click()
    expect(documents.get_by_role("button", name="Ubah tanda Kartu Keluarga")).to_be_visible()
    assert petugas.get_by_label("Semua sudah saya periksa").count() == 0
    petugas.get_by_role("button", name="Setujui").click()
    expect(petugas.get_by_text("Permohonan disetujui").first).to_be_visible()


def issue_and_reopen(kades: Page, warga: Page, demo: Demo, number: str) -> None:
    """Opened again, the letter is withdrawn and the citizen reads why."""
    kades.goto(f"{demo.portal}/desk/permohonan/{number}/")
    sign_letters(kades, demo)
    kades.goto(f"{demo.portal}/desk/permohonan/{number}/")
    expect(warga.get_by_role("link", name=re.compile("Unduh surat"))).to_be_visible(timeout=LIVE)
    kades.get_by_text("Buka kembali permohonan").click()
    kades.fill("#buka-lagi-reason", "Nama anak salah tulis.")
    assert_accessible(kades)
    kades.get_by_role("button", name="Buka kembali").click()
    expect(kades.get_by_text("Permohonan dibuka kembali").first).to_be_visible()
    expect(warga.get_by_text("Alasan: Nama anak salah tulis.").first).to_be_visible(timeout=LIVE)
    assert warga.get_by_role("link", name=re.compile("Unduh surat")).count() == 0
