"""What a screen reader is given on the citizen's way from signing in to the timeline: Chromium's accessibility tree.

Only the outline of each page and what is announced: the words of the whole page are for other tests.
"""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tatadesa.applications.actions.take import take
from tests.people import PIN, World, photo
from tests.portal.pages import FORM
from tests.portal.phone import SITI, phone

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
# Live regions as a reader hears them: only what changes in one, or comes with an alert, is said.
LISTENING = """
self.heard = [];
new MutationObserver((changes) => {
  for (const { target, addedNodes } of changes) {
    const at = target.nodeType === 1 ? target : target.parentElement;
    const region = at?.closest("[role=status], [role=alert], [aria-live=polite]");
    const fresh = [...addedNodes].filter((one) => one.nodeType === 1 && one.matches("[role=alert]"));
    for (const one of region ? [region] : fresh) heard.push(one.innerText.trim().replace(/\\s+/g, " "));
  }
}).observe(document, { subtree: true, childList: true, characterData: true });
"""
DESCRIBED = """one => one.getAttribute("aria-describedby").split(" ")
  .map((id) => document.getElementById(id).innerText).join(" ")"""
OUTLINE = """() => [...document.querySelectorAll("main :is(h1, h2, h3)")]
  .filter((one) => one.checkVisibility()).map((one) => `${one.localName} ${one.innerText.trim()}`)"""


def hears(page: Page, words: str) -> None:
    """Wait until this was announced."""
    page.wait_for_function("words => heard.some((one) => one.includes(words))", arg=words)


def test_from_signing_in_to_the_timeline(browser: Browser, world: World, live_server: LiveServer) -> None:
    page = phone(browser, live_server.url)
    page.add_init_script(LISTENING)
    signs_in(page)
    chooses(page)
    fills_in(page)
    sends(page)
    number = page.locator("b.number").first.inner_text()
    take(world.operator, number)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    hears(page, "Status permohonan: Sedang diperiksa.")


def signs_in(page: Page) -> None:
    page.goto("/masuk/")
    expect(page.locator("body")).to_match_aria_snapshot("""
    - link "Langsung ke isi"
    - banner:
      - navigation "Bantuan dan kabar"
    - navigation "Menu utama"
    - main:
      - heading "Masuk" [level=1]
      - textbox "NIK atau nomor HP"
      - textbox "PIN"
      - button "Masuk"
    """)
    expect(page.get_by_label("NIK atau nomor HP")).to_have_accessible_description("NIK adalah 16 angka di KTP.")
    page.get_by_role("button", name="Masuk", exact=True).click()
    alert = page.locator("#ringkasan-kesalahan")
    expect(alert).to_match_aria_snapshot("""
    - alert:
      - heading /Ada 2 isian yang perlu diperbaiki/ [level=2]
      - list:
        - listitem:
          - link "NIK atau nomor HP"
        - listitem:
          - link "PIN"
    """)
    wrong = page.get_by_label("NIK atau nomor HP")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    words = page.locator("#identitas-salah").inner_text()
    assert words in wrong.evaluate(DESCRIBED)
    page.fill("#identitas", SITI)
    page.fill("#pin", PIN)
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Halo')")
    assert page.evaluate(OUTLINE)[0] == "h1 Halo, Siti"


def chooses(page: Page) -> None:
    page.goto("/layanan/")
    expect(page.get_by_role("main")).to_match_aria_snapshot("""
    - main:
      - heading "Layanan" [level=1]
      - search:
        - searchbox "Cari layanan"
        - button "Cari"
      - region "Umum":
        - heading "Umum" [level=2]
        - list:
          - listitem:
            - link /Surat Keterangan Uji/
    """)
    page.goto("/layanan/surat-uji/")
    assert page.evaluate(OUTLINE)[0] == "h1 Surat Keterangan Uji"
    expect(page.get_by_role("link", name="Ajukan sekarang")).to_be_visible()


def fills_in(page: Page) -> None:
    page.goto(FORM)
    page.wait_for_selector("form[data-ready]")
    purpose = page.get_by_role("textbox", name="Keperluan (wajib)")
    expect(purpose).to_be_visible()
    page.get_by_role("button", name="Lanjut: periksa isian").click()
    hears(page, "isian yang perlu diperbaiki")
    expect(purpose).to_be_focused()
    expect(purpose).to_have_accessible_description("Isi bagian ini. Paling banyak 300 huruf.")
    purpose.fill("Mendaftar sekolah anak")
    expect(purpose).to_have_accessible_description("Paling banyak 300 huruf.")
    hears(page, "Isian tersimpan di akun Anda.")
    page.fill("[name=sejak]", "2020-01-31")
    page.check("#isian-peruntukan")
    expect(page.get_by_role("radiogroup", name="Untuk apa")).to_be_visible()
    paper = {"name": "kk.jpg", "mimeType": "image/jpeg", "buffer": photo().read()}
    page.set_input_files("[name=kk__berkas]", files=[paper])  # type: ignore[list-item]
    hears(page, "Terkirim,")
    # A button says for which paper it is.
    expect(page.get_by_role("button", name="Pilih berkas Kartu Keluarga")).to_be_visible()


def sends(page: Page) -> None:
    page.get_by_role("button", name="Lanjut: periksa isian").click()
    page.wait_for_url("**/periksa/**")
    expect(page.get_by_role("main")).to_match_aria_snapshot("""
    - main:
      - heading "Sudah benar?" [level=1]
      - term: Keperluan
      - definition: Mendaftar sekolah anak
      - button "Kirim permohonan"
    """)
    page.get_by_role("button", name="Kirim permohonan").click()
    page.wait_for_url("**/permohonan/*/?terkirim=1")
    # Said when the page opens, before its title.
    expect(page.get_by_role("status").filter(has_text="Terkirim")).to_match_aria_snapshot("""
    - status:
      - heading "Terkirim" [level=2]
      - paragraph: /Simpan nomor ini/
    """)
    outline = page.evaluate(OUTLINE)
    assert "h1 Surat Keterangan Uji" in outline
    assert "h2 Isian dan berkas" in outline
    expect(page.get_by_role("link", name="Tanda terima (PDF)")).to_be_visible()
