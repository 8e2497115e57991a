"""The citizen's way and the officer's with keys alone: no mouse is touched here."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import LAPTOP, PHONE, Demo, OpenContext, fresh_code
from tests.e2e.papers import pdf, photo
from tests.e2e.walking import press, reach, tab_through, typed

AT_FAULT = """(() => {
  const here = document.activeElement;
  return here.getAttribute("aria-invalid") === "true" || here.closest(".wrong") !== null;
})()"""

# A key as soon as a new list stands. Exchanges are counted; a page loaded whole forgets them.
KEY_AT_ONCE = """id => {
  const counted = document.documentElement.dataset;
  counted.exchanges = 0;
  document.addEventListener("htmx:afterSettle", () => { counted.exchanges = Number(counted.exchanges) + 1; });
  document.addEventListener("htmx:afterSwap", () => setTimeout(() => {
    const row = document.getElementById(id);
    row.focus();
    row.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", altKey: true, bubbles: true, cancelable: true }));
  }), { once: true });
}"""


def citizen_signs_in(page: Page, demo: Demo, citizen: dict[str, str]) -> None:
    """From the first page on; the PIN may be pasted (WCAG 3.3.8)."""
    page.goto(f"{demo.portal}/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.goto(f"{demo.portal}/masuk/")
    typed(page, "[name=identitas]", citizen["nik"])
    reach(page, page.locator("[name=pin]"))
    page.evaluate("pin => document.activeElement.setRangeText(pin)", citizen["pin"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{demo.portal}/")


def test_from_signing_in_to_the_receipt(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    page = open_context(PHONE).new_page()
    citizen_signs_in(page, demo, demo.citizens[0])
    press(page, "link", "Layanan")
    page.wait_for_url("**/layanan/")
    typed(page, "[name=cari]", "miskin")
    page.keyboard.press("Enter")
    press(page, "link", re.compile("Tidak Mampu"))
    press(page, "link", "Ajukan sekarang")
    page.wait_for_url("**/isi/**")

    # Sent empty: the keyboard is at the first field at fault, and the list above leads to each.
    press(page, "button", "Lanjut: periksa isian")
    expect(page.locator("#ringkasan-kesalahan")).to_be_visible()
    assert page.evaluate(AT_FAULT)
    reach(page, page.locator("#ringkasan-kesalahan a").nth(1), "Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(AT_FAULT)

    reach(page, page.get_by_role("radio", name="Bantuan sosial"), "Shift+Tab")
    page.keyboard.press("ArrowDown")
    typed(page, "[name=keperluan]", "Keringanan biaya masuk SMP Negeri 1")
    typed(page, "[name=jumlah_tanggungan]", "3")
    typed(page, "[name=penghasilan_bulanan]", "1250000")
    # Choosing a file is a window of the phone's own; reaching it is ours.
    for name, paper in (("ktp", photo(tmp_path, "ktp")), ("kk", pdf(tmp_path, "kk"))):
        page.set_input_files(f"[name={name}__berkas]", paper)
        expect(page.locator(f"input[type=hidden][name={name}]")).to_have_count(1)
    reach(page, page.locator("[name=pernyataan]"))
    page.keyboard.press("Space")
    press(page, "button", "Lanjut: periksa isian")
    expect(page.get_by_text("Rp1.250.000")).to_be_visible()
    assert tab_through(page) == []
    press(page, "button", "Kirim permohonan")
    expect(page.get_by_role("heading", name="Terkirim")).to_be_visible()
    assert tab_through(page) == []
    with page.expect_download() as download:
        press(page, "link", "Tanda terima (PDF)")
    assert download.value.suggested_filename.endswith(".pdf")


def officer_signs_in(page: Page, demo: Demo, role: str) -> None:
    staff = demo.staff_member(role, demo.citizens[0]["office"])
    page.goto(f"{demo.portal}/desk/masuk/")
    typed(page, "[name=username]", staff["username"])
    typed(page, "[name=password]", staff["password"])
    page.keyboard.press("Enter")
    if staff["totp_secret"]:
        typed(page, "[name=otp]", fresh_code(page, demo, staff))
        page.keyboard.press("Enter")
    page.wait_for_url(f"{demo.portal}/desk/")
    # Lists may come anew with what happened before the stream was open; a walk would lose its marks.
    expect(page.locator("#langsung")).to_be_visible()


def test_from_the_inbox_to_an_approval(demo: Demo, open_context: OpenContext) -> None:
    page = open_context(LAPTOP).new_page()
    officer_signs_in(page, demo, "operator")
    assert tab_through(page) == []
    reach(page, page.locator("#tab-kantor"))
    page.keyboard.press("Enter")
    expect(page.locator("#tab-kantor")).to_have_attribute("aria-current", "page")
    page.keyboard.press("j")
    expect(page.locator("#daftar a.row").first).to_be_focused()
    reach(page, page.locator("#daftar a.row", has=page.locator(".row-state", has_text="Terkirim")), "j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/permohonan/**")
    press(page, "button", re.compile("^Ambil"))
    expect(page.get_by_role("button", name=re.compile("Setujui")).first).to_be_visible()
    assert tab_through(page) == []


def test_at_the_counter_for_a_card_that_is_shown(demo: Demo, open_context: OpenContext) -> None:
    page = open_context(LAPTOP).new_page()
    officer_signs_in(page, demo, "operator")
    press(page, "link", "Permohonan di loket")
    expect(page.locator("[name=cari]")).to_be_focused()
    page.keyboard.type(demo.citizens[0]["nik"])
    page.keyboard.press("Enter")
    press(page, "link", re.compile(demo.citizens[0]["name"]))
    page.wait_for_url("**/permohonan/")
    press(page, "link", re.compile("Tidak Mampu"))
    page.wait_for_url("**/permohonan/sktm/**")
    assert tab_through(page) == []
    # Sent empty: the keyboard is at what is wrong.
    press(page, "button", re.compile("periksa isian"))
    assert page.evaluate(AT_FAULT)


def test_a_form_is_put_together(demo: Demo, open_context: OpenContext) -> None:
    page = open_context(LAPTOP).new_page()
    officer_signs_in(page, demo, "sekdes")
    press(page, "link", "Layanan")
    press(page, "link", re.compile("Jaminan Kesehatan"))
    press(page, "link", re.compile("[Ff]ormulir"))
    press(page, "button", "Ubah formulir ini")
    names = page.locator("#isian .field-name b")
    expect(page.get_by_role("link", name="Terbitkan…")).to_be_visible()
    assert tab_through(page) == []
    [first, second, *_] = names.all_inner_texts()
    opener = page.locator(".field-name", has=page.get_by_text(first, exact=True))

    # A row moves with its own button and by Alt and an arrow; the keyboard stays with it, and it is said.
    press(page, "button", f"Turunkan {first}")
    expect(names.nth(1)).to_have_text(first)
    expect(page.locator("#kabar")).not_to_be_empty()
    reach(page, opener, "Shift+Tab")
    page.keyboard.press("Alt+ArrowUp")
    expect(names.first).to_have_text(first)
    expect(opener).to_be_focused()
    identity = opener.get_attribute("id")
    page.evaluate(KEY_AT_ONCE, identity)
    page.keyboard.press("Control+z")
    # Taken back, and at once moved up again by the key: in the same page, the keyboard still with the row.
    expect(page.locator("html")).to_have_attribute("data-exchanges", "2")
    expect(names.first).to_have_text(first)
    expect(opener).to_be_focused()
    page.keyboard.press("Control+z")
    expect(names.first).to_have_text(second)

    # The last cannot go further down, and what is done next keeps the keyboard for itself.
    reach(page, page.locator(".field-name").last)
    page.keyboard.press("Alt+ArrowDown")

    # A question is asked, worded otherwise, and taken back.
    typed(page, "[name=label]", "Jumlah cabang usaha")
    press(page, "button", re.compile("^Angka"))
    expect(names.last).to_have_text("Jumlah cabang usaha")
    expect(page.locator("#i-label")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Berapa cabangnya?")
    page.keyboard.press("Enter")
    expect(names.last).to_have_text("Berapa cabangnya?")
    reach(page, page.get_by_role("button", name=re.compile("^Urungkan")), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(names.last).to_have_text("Jumlah cabang usaha")
