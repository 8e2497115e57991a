"""The network goes while a form is sent: nothing that was typed is lost, and the page says what to do."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from tests.browsing import under_worker
from tests.e2e.conftest import LAPTOP, PHONE, Demo, OpenContext, sign_in_citizen, sign_in_staff

WORDS = "Loketnya tutup sebelum jam istirahat."


def break_off(route: Route) -> None:
    """What is sent does not get through; pages still do."""
    if route.request.method == "POST":
        route.abort("connectionfailed")
    else:
        route.continue_()


def complains(page: Page, demo: Demo) -> None:
    """Write a complaint, ready to be sent."""
    page.goto(f"{demo.portal}/pengaduan/baru/")
    page.locator("[name=isi]").fill(WORDS)


def test_the_phone_knows_that_there_is_no_network(demo: Demo, open_context: OpenContext) -> None:
    context = open_context(PHONE)
    page = context.new_page()
    sign_in_citizen(page, demo, demo.citizens[1])
    complains(page, demo)
    context.set_offline(True)
    page.get_by_role("button", name="Kirim pengaduan").click()
    expect(page.get_by_text("Yang Anda ketik tetap di sini")).to_be_visible()
    expect(page.locator("[name=isi]")).to_have_value(WORDS)
    context.set_offline(False)
    expect(page.get_by_text("Yang Anda ketik tetap di sini")).to_be_hidden()


def test_the_phone_believes_in_a_network_that_is_none(demo: Demo, open_context: OpenContext) -> None:
    context = open_context(PHONE)
    page = context.new_page()
    sign_in_citizen(page, demo, demo.citizens[1])
    under_worker(page)

    complains(page, demo)
    context.route("**/pengaduan/baru/", break_off)
    page.get_by_role("button", name="Kirim pengaduan").click()
    expect(page.get_by_text("Yang Anda ketik tetap di sini")).to_be_visible()
    expect(page.locator("[name=isi]")).to_have_value(WORDS)
    context.unroute_all()
    # The button is free again.
    expect(page.get_by_role("button", name="Kirim pengaduan")).not_to_have_attribute("aria-disabled", "true")


def test_a_save_that_arrives_after_the_form_was_sent_undoes_nothing(demo: Demo, open_context: OpenContext) -> None:
    context = open_context(PHONE)
    page = context.new_page()
    sign_in_citizen(page, demo, demo.citizens[1])

    def hold(route: Route) -> None:
        if route.request.headers["accept"] != "application/json":
            route.continue_()

    context.route("**/layanan/domisili/isi/**", hold)
    page.goto(f"{demo.portal}/layanan/domisili/isi/")
    page.locator("form[data-ready]").wait_for()
    with page.expect_request(lambda request: request.method == "POST") as held:
        page.locator("[name=keperluan]").fill("Setengah")
    page.locator("[name=keperluan]").fill(WORDS)
    key = page.locator("[name=kunci]").input_value()
    page.get_by_role("button", name="Simpan dulu").click()
    page.wait_for_url(f"{demo.portal}/")
    late = held.value
    headers = {"content-type": late.headers["content-type"], "accept": "application/json", "referer": page.url}
    answer = page.request.post(late.url, headers=headers, data=late.post_data_buffer)
    assert answer.status == 409
    context.unroute_all()
    page.goto(f"{late.url}?kunci={key}")
    expect(page.locator("[name=keperluan]")).to_have_value(WORDS)


def test_what_was_saved_by_its_button_is_no_longer_the_phones_business(demo: Demo, open_context: OpenContext) -> None:
    page = open_context(PHONE).new_page()
    sign_in_citizen(page, demo, demo.citizens[2])
    page.goto(f"{demo.portal}/layanan/domisili/isi/")
    page.locator("form[data-ready]").wait_for()
    page.locator("[name=keperluan]").fill(WORDS)
    # The phone's own try may come after it, and is refused as the older.
    with page.expect_response(lambda answer: "/isi/" in answer.url and answer.status == 409):
        page.get_by_role("button", name="Simpan dulu").click()
        page.wait_for_url(f"{demo.portal}/")
    expect(page.get_by_text("Di ponsel ini", exact=True)).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="Belum dikirim")).to_be_visible()
    expect(page.get_by_text("Di ponsel ini", exact=True)).to_have_count(0)


def test_what_the_phone_saves_later_undoes_nothing(demo: Demo, open_context: OpenContext) -> None:
    context = open_context(PHONE)
    page = context.new_page()
    sign_in_citizen(page, demo, demo.citizens[1])
    page.goto(f"{demo.portal}/layanan/domisili/isi/")
    page.locator("form[data-ready]").wait_for()
    context.set_offline(True)
    page.locator("[name=keperluan]").fill("Setengah")
    expect(page.get_by_text("Tersimpan di ponsel ini, dan di akun Anda begitu ada jaringan.")).to_be_visible()
    key = page.locator("[name=kunci]").input_value()
    page.goto("about:blank")
    context.set_offline(False)
    with page.expect_request(lambda request: request.method == "POST") as late:
        page.goto(f"{demo.portal}/")
    first = re.search(r'name="simpan_ke"\r\n\r\n(\S+) (\d+)\r\n', late.value.post_data or "")
    assert first, "no turn"

    # The page that it comes from had saved once more.
    page.goto(f"{demo.portal}/layanan/domisili/isi/?kunci={key}")
    expect(page.locator("[name=keperluan]")).to_have_value("Setengah")
    headers = {"accept": "application/json", "referer": page.url, "content-type": late.value.headers["content-type"]}
    newer = (
        (late.value.post_data or "")
        .replace("Setengah", WORDS)
        .replace(first[0], first[0].replace(f" {first[2]}", " 999"))
    )
    assert page.request.post(late.value.url, headers=headers, data=newer.encode()).status == 200
    assert page.request.post(late.value.url, headers=headers, data=late.value.post_data_buffer).status == 409
    page.goto(f"{demo.portal}/layanan/domisili/isi/?kunci={key}")
    expect(page.locator("[name=keperluan]")).to_have_value(WORDS)


def test_an_officer_without_network_keeps_what_was_typed(demo: Demo, open_context: OpenContext) -> None:
    context = open_context(LAPTOP)
    page = context.new_page()
    sign_in_staff(page, demo, demo.staff_member("kades", demo.citizens[1]["office"]))
    page.goto(f"{demo.portal}/desk/pengaturan/kantor/")
    page.locator("[name=alamat]").fill("Jalan Balai Desa 7")
    context.set_offline(True)
    page.locator("main form[method=post] button").last.click()
    expect(page.get_by_text("belum terkirim")).to_be_visible()
    expect(page.locator("[name=alamat]")).to_have_value("Jalan Balai Desa 7")
    context.set_offline(False)


def test_an_officer_whose_browser_believes_in_a_network_keeps_what_was_typed(
    demo: Demo, open_context: OpenContext
) -> None:
    context = open_context(LAPTOP)
    page = context.new_page()
    sign_in_staff(page, demo, demo.staff_member("kades", demo.citizens[1]["office"]))
    page.wait_for_function("navigator.serviceWorker.controller?.scriptURL.endsWith('/desk/sw.js')")
    page.goto(f"{demo.portal}/desk/pengaturan/kantor/")
    page.locator("[name=alamat]").fill("Jalan Balai Desa 9")
    context.route("**/desk/pengaturan/kantor/", break_off)
    page.locator("main form[method=post] button").last.click()
    expect(page.get_by_text("belum terkirim")).to_be_in_viewport()
    expect(page.locator("[name=alamat]")).to_have_value("Jalan Balai Desa 9")
    context.unroute_all()
    page.locator("main form[method=post] button").last.click()
    expect(page.locator("main [role=status]").filter(has_text="simpan").first).to_be_visible()
