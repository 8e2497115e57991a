"""A rating from the phone to the report, and a complaint from the phone to its end; with scripts and without."""

from __future__ import annotations

from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tatadesa.feedback.elements import ELEMENTS
from tests.e2e.conftest import LAPTOP, PHONE, assert_accessible, picture
from tests.e2e.papers import photo
from tests.feedback.stages import completed, rated
from tests.people import PASSWORD, PIN, TOTP_SECRET, World

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def number(world: World) -> str:
    """An application of Siti that is done; four others of hers are rated already."""
    rated(world, 4, "3")
    return completed(world).number


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
@pytest.mark.parametrize("turned", [False, True], ids=["desk-on-laptop", "desk-on-phone"])
def test_rating_and_complaint(
    browser: Browser, live_server: LiveServer, number: str, tmp_path: Path, scripts: bool, turned: bool
) -> None:
    def tab(size: dict[str, int]) -> Page:
        context = browser.new_context(viewport=size, base_url=live_server.url, java_script_enabled=scripts)
        page = context.new_page()
        page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
        return page

    complaints: list[str] = []
    warga = tab(PHONE)
    warga.goto("/masuk/")
    warga.fill("#identitas", "3302076505909001")
    warga.fill("#pin", PIN)
    warga.keyboard.press("Enter")
    warga.wait_for_selector("text=Halo, Siti")
    rate(warga, number, scripts=scripts)
    aduan = complain(warga, number, tmp_path, scripts=scripts)

    kades = tab(PHONE if turned else LAPTOP)
    kades.goto("/desk/masuk/")
    kades.fill("#username", "kades")
    kades.fill("#password", PASSWORD)
    kades.keyboard.press("Enter")
    kades.fill("#otp", pyotp.TOTP(TOTP_SECRET).now())
    kades.keyboard.press("Enter")
    kades.wait_for_url("**/desk/")
    handle(kades, aduan, scripts=scripts)
    see_end(warga, aduan, scripts=scripts)
    see_report(kades, scripts=scripts)
    assert complaints == []


def look(page: Page, name: str, *, scripts: bool) -> None:
    """Without scripts axe cannot run either."""
    picture(page, name)
    if scripts:
        assert_accessible(page)


def rate(warga: Page, number: str, *, scripts: bool) -> None:
    """From the list, first with one question forgotten."""
    warga.goto("/permohonan/")
    look(warga, "rating-list", scripts=scripts)
    warga.get_by_role("link", name=f"Beri penilaian untuk {number}").click()
    look(warga, "rating-form", scripts=scripts)
    for element in ELEMENTS[:-1]:
        warga.check(f"#f-{element.key}-3")
    warga.fill("#f-saran", "Jam buka sampai sore.")
    warga.get_by_role("button", name="Kirim penilaian").click()
    expect(warga.locator("#f-sarana-salah")).to_be_visible()
    expect(warga.locator("#f-waktu-3")).to_be_checked()
    expect(warga.locator("#f-saran")).to_have_value("Jam buka sampai sore.")
    look(warga, "rating-error", scripts=scripts)
    warga.check("#f-sarana-4")
    warga.get_by_role("button", name="Kirim penilaian").click()
    expect(warga.get_by_text("Terima kasih.")).to_be_visible()
    warga.get_by_role("link", name="Lihat penilaian Anda").click()
    expect(warga.get_by_text("Jam buka sampai sore.")).to_be_visible()
    look(warga, "rating-given", scripts=scripts)


def complain(warga: Page, number: str, folder: Path, *, scripts: bool) -> str:
    """From the application's page, with a photo; gives the complaint's number."""
    warga.goto(f"/permohonan/{number}/")
    warga.get_by_role("link", name="Adukan tentang permohonan ini").click()
    expect(warga.locator("#f-permohonan")).to_have_value(number)
    warga.set_input_files("#f-bukti", photo(folder, "bukti"))
    warga.get_by_role("button", name="Kirim pengaduan").click()
    expect(warga.locator("#f-isi-salah")).to_be_visible()
    look(warga, "complaint-form", scripts=scripts)
    warga.get_by_label("Biaya atau pungutan").check()
    warga.fill("#f-isi", "Diminta uang rokok di depan kantor.")
    warga.get_by_role("button", name="Kirim pengaduan").click()
    expect(warga.get_by_text("Pengaduan terkirim dengan nomor")).to_be_visible()
    expect(warga.get_by_role("link", name="bukti")).to_be_visible()
    look(warga, "complaint-sent", scripts=scripts)
    return warga.locator("b.number").first.inner_text()


def handle(kades: Page, aduan: str, *, scripts: bool) -> None:
    """Taken, answered and closed by the head."""
    kades.get_by_role("link", name="Pengaduan").first.click()
    look(kades, "desk-complaints", scripts=scripts)
    kades.locator(f"a[href='/desk/pengaduan/{aduan}/']").click()
    kades.get_by_role("button", name="Ambil pengaduan ini").click()
    kades.fill("#f-isi", "Kami periksa hari ini.")
    kades.get_by_role("button", name="Kirim jawaban").click()
    expect(kades.get_by_text("Terkirim ke warga.")).to_be_visible()
    kades.fill("#f-penutup", "Pelakunya bukan petugas; sudah ditegur.")
    kades.get_by_role("button", name="Selesaikan pengaduan").click()
    expect(kades.get_by_text("Pilih hasil penanganannya.")).to_be_visible()
    expect(kades.locator("#f-penutup")).to_have_value("Pelakunya bukan petugas; sudah ditegur.")
    look(kades, "desk-complaint", scripts=scripts)
    kades.check("#hasil-resolved")
    kades.get_by_role("button", name="Selesaikan pengaduan").click()
    expect(kades.get_by_text("Pengaduan selesai.")).to_be_visible()


def see_end(warga: Page, aduan: str, *, scripts: bool) -> None:
    """The citizen reads the answer and how it ended."""
    warga.goto(f"/pengaduan/{aduan}/")
    expect(warga.get_by_text("Kami periksa hari ini.")).to_be_visible()
    expect(warga.get_by_role("button", name="Buka lagi pengaduan ini")).to_be_visible()
    look(warga, "complaint-end", scripts=scripts)


def see_report(kades: Page, *, scripts: bool) -> None:
    """The fifth answer opens it: four times all 3 and once eight 3 and a 4 are 139 over 45, so 75.56."""
    kades.goto("/desk/pengaduan/")
    kades.get_by_role("link", name="Kepuasan masyarakat").click()
    expect(kades.get_by_text("75,56").first).to_be_visible()
    expect(kades.get_by_text("Kurang Baik").first).to_be_visible()
    assert "SITI" not in kades.content()
    look(kades, "desk-satisfaction", scripts=scripts)
    if scripts:
        with kades.expect_download() as download:
            kades.get_by_role("link", name="PDF").click()
        assert download.value.path().read_bytes().startswith(b"%PDF")
