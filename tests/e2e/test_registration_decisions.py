"""An officer goes through the registrations with one key each, in a real browser, while a colleague watches."""

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

LIVE = 15_000
PIN = "527194"
# A key in the first moment of a page was meant for the page before.
READY_MS = 800


def press(page: Page, *keys: str) -> None:
    """As fingers do it once the page has been looked at."""
    page.wait_for_load_state("load")
    page.wait_for_timeout(READY_MS)
    for key in keys:
        page.keyboard.press(key)


def name_on(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def test_one_key_each(demo: Demo, open_context: OpenContext) -> None:
    office = demo.citizens[0]["office"]
    rekan = open_context(LAPTOP).new_page()
    sign_in_staff(rekan, demo, demo.staff_member("sekdes", office))
    rekan.goto(f"{demo.portal}/desk/pendaftaran/")
    expect(rekan.get_by_text("Langsung", exact=True)).to_be_visible(timeout=LIVE)
    rows = rekan.locator("a.registration-row")
    before, names = rows.count(), rows.locator(".row-name").all_inner_texts()
    exact, spelled, other_day, stranger, known = names[:5]

    petugas = open_context(LAPTOP).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", office))
    petugas.goto(f"{demo.portal}/desk/pendaftaran/")
    assert_accessible(petugas)
    petugas.get_by_role("link", name=exact).click()
    name_on(petugas, exact)
    photo = petugas.locator("figure img")
    assert photo.evaluate("image => image.decode().then(() => image.naturalWidth)") > 400
    nik = petugas.locator("td.digits").inner_text()
    assert_accessible(petugas)
    picture(petugas, "pendaftaran")

    press(petugas, "s")
    name_on(petugas, spelled)
    expect(petugas.get_by_text(f"Akun {exact} aktif.")).to_be_visible()
    expect(rows).to_have_count(before - 1, timeout=LIVE)
    expect(rekan.locator("#jumlah-pendaftaran")).to_contain_text(str(before - 1), timeout=LIVE)

    press(petugas, "m", "Space", "Enter")
    name_on(petugas, other_day)
    expect(petugas.get_by_text("diminta memperbaiki")).to_be_visible()

    press(petugas, "s")
    expect(petugas.locator("#setujui-checked")).to_be_focused()
    name_on(petugas, other_day)
    press(petugas, "t", "ArrowDown", "Enter")
    name_on(petugas, stranger)
    expect(petugas.get_by_text(re.compile("ditolak. Foto KTP sudah dihapus"))).to_be_visible()

    press(petugas, "j")
    name_on(petugas, known)
    expect(petugas.get_by_role("button", name="Setujui")).to_have_count(0)
    expect(petugas.get_by_role("link", name="Halaman akun warga")).to_be_visible()
    press(petugas, "k")
    name_on(petugas, stranger)

    petugas.locator("summary", has_text="Tolak").click()
    petugas.locator("#tolak-words").click()
    press(petugas, "s", "t", "j", "k")
    expect(petugas.locator("#tolak-words")).to_have_value("stjk")
    name_on(petugas, stranger)
    petugas.get_by_role("button", name="Matikan").click()
    petugas.locator("h1").click()
    press(petugas, "s")
    name_on(petugas, stranger)

    warga = open_context(PHONE).new_page()
    sign_in_citizen(warga, demo, {"nik": nik, "pin": PIN})


def test_without_scripts_everything_can_be_decided(demo: Demo, open_context: OpenContext) -> None:
    petugas = open_context(PHONE, java_script_enabled=False).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", demo.citizens[0]["office"]))
    petugas.goto(f"{demo.portal}/desk/pendaftaran/?tab=perbaikan")
    petugas.locator("a.registration-row").first.click()
    expect(petugas.get_by_role("button", name="Matikan")).to_have_count(0)
    petugas.locator("summary", has_text="Hubungkan dengan").click()
    petugas.fill("[name=cari]", "SRI")
    petugas.get_by_role("button", name="Cari di data penduduk").click()
    petugas.locator(".found a").first.click()
    expect(petugas.get_by_text("(pilihan Anda)")).to_be_visible()
    petugas.locator("summary", has_text="Tolak").click()
    petugas.get_by_label("Alasan lain").check()
    petugas.fill("#tolak-words", "Datang ke kantor desa dengan KTP asli.")
    petugas.get_by_role("button", name="Tolak pendaftaran").click()
    expect(petugas.get_by_text(re.compile("ditolak. Foto KTP sudah dihapus"))).to_be_visible()
