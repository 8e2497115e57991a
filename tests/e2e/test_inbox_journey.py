"""The list by keyboard, a kept filter, a decision over a selection, and the way through the office rebuilt."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import LAPTOP, PHONE, Demo, OpenContext, assert_accessible, picture, sign_in_staff


def test_several_at_once_by_keyboard(demo: Demo, open_context: OpenContext) -> None:
    page = open_context(LAPTOP).new_page()
    sign_in_staff(page, demo, demo.staff_member("operator", demo.citizens[0]["office"]))
    assert_accessible(page)
    page.goto(f"{demo.portal}/desk/?tab=kantor&layanan=pengantar-skck")
    page.get_by_text("Simpan saringan ini").click()
    page.get_by_label("Nama saringan").fill("SKCK masuk")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_role("link", name="SKCK masuk").click()
    expect(page.locator("#massal")).to_be_hidden()
    page.locator("body").press("j")
    page.keyboard.press("x")
    expect(page.get_by_text("1 permohonan dicentang")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_label("Yang dilakukan")).to_have_value("approve")
    assert_accessible(page)
    picture(page, "batch")
    page.get_by_role("button", name="Kerjakan").click()
    expect(page.get_by_role("alert")).to_contain_text("1 dari 1 permohonan punya persyaratan yang belum ditandai")
    assert_accessible(page)
    picture(page, "batch-unticked")
    page.get_by_label("Semua sudah saya periksa").check()
    page.get_by_role("button", name="Kerjakan").click()
    expect(page.get_by_text("1 berhasil", exact=True)).to_be_visible(timeout=20_000)
    assert_accessible(page)
    page.get_by_role("link", name=re.compile(r"^26-|^2[0-9]-")).first.click()
    expect(page.get_by_text("Disetujui, surat disiapkan").first).to_be_visible()


def test_without_javascript_the_selection_is_a_plain_form(demo: Demo, open_context: OpenContext) -> None:
    page = open_context(PHONE, java_script_enabled=False).new_page()
    sign_in_staff(page, demo, demo.staff_member("operator", demo.citizens[0]["office"]))
    page.goto(f"{demo.portal}/desk/?tab=kantor")
    page.get_by_label("Yang dilakukan").select_option("reject")
    page.get_by_role("button", name="Kerjakan").click()
    expect(page.get_by_role("alert")).to_contain_text("Belum ada yang dikerjakan.")
    expect(page.get_by_label("Yang dilakukan")).to_have_value("reject")


def test_the_way_through_the_office_is_rebuilt_in_words(demo: Demo, open_context: OpenContext) -> None:
    page = open_context(LAPTOP).new_page()
    sign_in_staff(page, demo, demo.staff_member("sekdes", demo.citizens[0]["office"]))
    page.goto(f"{demo.portal}/desk/layanan/kehilangan/formulir/")
    page.get_by_role("button", name="Ubah formulir ini").click()
    page.get_by_role("link", name="Alur").click()
    assert_accessible(page)
    page.get_by_role("button", name="Tambah langkah memeriksa").click()
    step = page.get_by_role("region", name="Langkah 2: memeriksa")
    step.get_by_label("Nama langkah").fill("Persetujuan kepala seksi")
    step.get_by_role("group", name="Dikerjakan oleh").get_by_label("Kepala Seksi").check()
    page.get_by_role("button", name="Simpan alur").last.click()
    expect(page.get_by_role("listitem").filter(has_text="Persetujuan kepala seksi")).to_be_visible()
    assert_accessible(page)
    page.set_viewport_size(PHONE)
    assert_accessible(page)
    page.get_by_role("button", name="Urungkan").click()
    page.goto(f"{demo.portal}/desk/layanan/kehilangan/formulir/alur/")
    expect(page.get_by_text("Persetujuan kepala seksi")).to_have_count(0)
