"""A network that swallows what is sent and never says so: the phone waits for a while, then does as without one."""

from __future__ import annotations

import re
import time
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, Demo, OpenContext
from tests.e2e.papers import photo
from tests.e2e.test_weak_network import FORM, NUMBER, PATIENCE, assert_holds, attach, fill, one_more, with_kept_form

# The first time a photo gives up after two seconds.
IMPATIENT = """{
  const real = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, "timeout");
  const set = function () {
    Object.defineProperty(XMLHttpRequest.prototype, "timeout", real);
    this.timeout = 2000;
  };
  Object.defineProperty(XMLHttpRequest.prototype, "timeout", { configurable: true, set });
}"""
# As in the scripts, in milliseconds: a request of a page, a kept page, a form that is sent.
REQUEST, PAGE, SENDING = 60_000, 8_000, 15_000


def test_a_form_from_its_opening_to_its_sending(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    page = with_kept_form(demo, open_context, 4)
    page.clock.install()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def tire_of(path: str, count: int) -> None:
        """Let the phone wait in vain for ``count`` answers."""
        for _ in range(PATIENCE // 100):
            if sum(path in url for url in asked) >= count:
                break
            page.wait_for_timeout(100)
        page.clock.fast_forward(REQUEST)

    with one_more(page, demo) as found:
        with demo.silent():
            began = time.monotonic()
            page.goto(demo.portal + FORM, timeout=2 * PAGE)
            expect(page.locator("form[data-kept][data-ready]")).to_have_count(1)
            assert time.monotonic() - began > 0.9 * PAGE / 1000, "what the network had is fresher"
            fill(page, "Jaringan diam")
            attach(page, tmp_path)
            go_on = page.get_by_role("button", name="Lanjut: periksa isian")
            go_on.click()
            expect(page.get_by_text("Tunggu sebentar, berkas masih dikirim.")).to_be_visible()
            tire_of("/unggah/tus/", 2)
            expect(page.get_by_text("Sambungan terputus. Tersimpan di ponsel")).to_have_count(2)
            asked.clear()
            go_on.click()
            expect(page.get_by_text("sedang dicoba lagi")).to_be_visible()
            tire_of("/unggah/tus/", 2)
            expect(page.get_by_text("Sambungan terputus. Tersimpan di ponsel")).to_have_count(2)
            go_on.click()
            expect(page.get_by_role("heading", name="Sudah benar?")).to_be_visible()
            asked.clear()
            page.get_by_role("button", name="Kirim otomatis saat ada jaringan").click()
            expect(page.get_by_text("Menunggu jaringan")).to_be_visible()
            tire_of("/luring/akun/", 1)
            expect(page.get_by_text("Menunggu jaringan")).to_be_visible()
        page.clock.fast_forward(REQUEST)
        expect(page.get_by_text(re.compile(f"Terkirim: nomor {NUMBER}"))).to_be_visible(timeout=PATIENCE)
    assert_holds(page, demo, found[0], "Jaringan diam")


def test_the_last_press_of_a_form(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    """The page offers to send it later; the press itself may still arrive, and it is one application all the same."""
    page = with_kept_form(demo, open_context, 6)
    with one_more(page, demo) as found:
        fill(page, "Jaringan diam di akhir")
        attach(page, tmp_path)
        expect(page.locator("input[type=hidden][name=ktp], input[type=hidden][name=kk]")).to_have_count(2)
        page.get_by_role("button", name="Lanjut: periksa isian").click()
        expect(page.get_by_text("Rp1.250.000")).to_be_visible()
        with demo.silent():
            page.get_by_role("button", name="Kirim permohonan").click(no_wait_after=True)
            expect(page.get_by_role("heading", name="Sudah benar?")).to_be_visible(timeout=2 * SENDING)
            page.get_by_role("button", name="Kirim otomatis saat ada jaringan").click()
            expect(page.get_by_text("Sedang dikirim").or_(page.get_by_text("Menunggu jaringan"))).to_be_visible()
        expect(page.get_by_text(re.compile(f"Terkirim: nomor {NUMBER}"))).to_be_visible(timeout=PATIENCE)
    assert_holds(page, demo, found[0], "Jaringan diam di akhir")


def test_the_photo_of_a_card(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    page = open_context(PHONE).new_page()
    page.add_init_script(IMPATIENT)
    page.goto(f"{demo.portal}/daftar/?desa={demo.citizens[0]['office']}")
    page.get_by_label(re.compile("Ya, data dan foto")).check()
    page.get_by_role("button", name="Mulai").click()
    page.set_input_files("[name=berkas]", photo(tmp_path, "meja"))
    send = page.get_by_role("button", name="Kirim foto")
    with demo.silent():
        send.click()
        expect(page.get_by_text("Sambungan terputus")).to_be_visible()
        expect(send).to_be_enabled()
    send.click()
    expect(page.get_by_role("link", name="Isi sendiri saja")).to_be_visible(timeout=PATIENCE)
