"""An officer holds the receipt before the camera: a real video through the real page, with and without a detector.

Chromium on Linux has no BarcodeDetector of its own. Where one is wanted, zxing-cpp stands behind that name and reads
what the page's video shows.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import ARGUMENTS, chromium_path
from tests.e2e.conftest import LAPTOP, PHONE, Demo, OpenContext, assert_accessible, picture, sign_in_staff
from tests.e2e.test_delivery_journey import send_by
from tests.files.test_barcodes import label

WAYBILL = "P2611290000088"
APPLICANT = "GALIH RIYADI"
SIZE = (1280, 720)
DETECTOR = """globalThis.BarcodeDetector = class {
  static async getSupportedFormats() { return ["code_128"]; }
  async detect(video) {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: video.videoWidth, height: video.videoHeight });
    canvas.getContext("2d").drawImage(video, 0, 0);
    return (await readCodes(canvas.toDataURL("image/png"))).map((rawValue) => ({ rawValue }));
  }
};"""
BROKEN = """globalThis.BarcodeDetector = class {
  static async getSupportedFormats() { return ["code_128"]; }
  async detect() { throw new DOMException("Barcode detection service unavailable.", "NotSupportedError"); }
};"""


def video(folder: Path) -> Path:
    """A label on a table, moving a little: frames of JPEG one after the other."""
    whole = label(WAYBILL)
    whole = whole.resize((whole.width * 660 // whole.height, 660), Image.Resampling.LANCZOS)
    film = folder / "struk.mjpeg"
    with film.open("wb") as out:
        for step in range(10):
            frame = Image.new("RGB", SIZE, (120, 112, 104))
            frame.paste(whole, (380 + step * 4, 24))
            frame.rotate(step / 2, Image.Resampling.BICUBIC, fillcolor=(120, 112, 104)).save(out, "JPEG", quality=90)
    return film


def read_codes(address: str) -> list[str]:
    """What zxing-cpp reads on a picture that the page has drawn."""
    content = io.BytesIO(base64.b64decode(address.partition(",")[2]))
    return [found.text for found in zxingcpp.read_barcodes(Image.open(content))]


def open_parcel(page: Page, demo: Demo) -> None:
    """The page of a letter that waits for its receipt from the counter; it is chosen and sent there if need be."""
    page.goto(f"{demo.portal}/desk/surat/")
    page.locator("li.letter-row", has_text=APPLICANT).get_by_role("link").first.click()
    if page.get_by_role("button", name="Baca resi dari foto").count() > 0:
        return
    page.get_by_role("link", name=re.compile("(Pilihkan|Ubah) cara menerima surat")).click()
    page.get_by_label("Dikirim POS ke rumah").check()
    page.get_by_label("Nomor HP penerima").fill("081200000144")
    if not page.get_by_label("Kode pos").input_value():
        page.get_by_label("Kode pos").fill("53195")
    page.get_by_role("button", name="Simpan").last.click()
    page.get_by_role("button", name="Kirim lewat POS").click()
    expect(page.get_by_text("bawa ke loket POS")).to_be_visible()


@pytest.fixture
def before_the_camera(chromium: Browser, tmp_path: Path) -> Callable[[str], Any]:
    """A page whose camera shows the film; with a script that runs before its own."""

    @contextmanager
    def opened(script: str) -> Iterator[Page]:
        film = f"--use-file-for-fake-video-capture={video(tmp_path)}"
        browser = chromium.browser_type.launch(executable_path=chromium_path(), args=[*ARGUMENTS, film])
        context = browser.new_context(viewport=PHONE, locale="id-ID", permissions=["camera"])
        context.expose_function("readCodes", read_codes)
        context.add_init_script(script)
        try:
            yield context.new_page()
        finally:
            browser.close()

    return opened


@pytest.mark.parametrize(("script", "is_sent"), [("", True), (BROKEN, True), (DETECTOR, False)])
def test_the_receipt_before_the_camera(
    demo: Demo, open_context: OpenContext, before_the_camera: Callable[[str], Any], script: str, *, is_sent: bool
) -> None:
    manager = open_context(LAPTOP).new_page()
    sign_in_staff(manager, demo, demo.staff_member("administrator", demo.citizens[0]["office"]))
    send_by(manager, demo, "counter")
    with before_the_camera(script) as page:
        sign_in_staff(page, demo, demo.staff_member("operator", demo.citizens[0]["office"]))
        open_parcel(page, demo)
        sent: list[str] = []
        page.on("request", lambda asked: sent.append(asked.url) if "foto-resi" in asked.url else None)
        page.get_by_role("button", name="Pindai dengan kamera").click()
        expect(page.locator("[data-words]")).to_contain_text("Arahkan ke kode batang")
        picture(page, f"kiriman-kamera-{is_sent}")
        expect(page.get_by_label("Nomor resi")).to_have_value(WAYBILL)
        expect(page.get_by_label("Nomor resi")).to_be_focused()
        expect(page.locator("video")).to_be_hidden()
        assert bool(sent) is is_sent
        assert_accessible(page)
