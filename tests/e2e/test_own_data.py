"""One's own data: a copy of it, a correction that the office makes and answers, and the end of the account."""

from __future__ import annotations

import json

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

# The only account of the third village: no other journey needs it any more afterwards.
SOMEBODY = 7
PLACE = "TANJUNG REDEB"
CORRECTED = "Sudah kami perbaiki menurut akta kelahiran."
FAREWELL = "Akun sudah kami tutup."


def test_a_copy_a_correction_and_the_end(demo: Demo, open_context: OpenContext) -> None:
    citizen = demo.citizens[SOMEBODY]
    warga = open_context(PHONE).new_page()
    sign_in_citizen(warga, demo, citizen)
    before = download_copy(warga, demo, citizen)
    assert PLACE not in before

    ask(warga, "Perbaikan data", field="Tempat lahir", text=f"Di akta tertulis {PLACE}.")
    expect(warga.get_by_text("Menunggu jawaban, paling lambat")).to_be_visible()
    assert_accessible(warga)
    petugas = open_context(LAPTOP).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", citizen["office"]))
    correct(petugas, citizen)
    answer(petugas, citizen, "Dipenuhi", CORRECTED)

    warga.reload()
    expect(warga.get_by_text(f"Dipenuhi: {CORRECTED}")).to_be_visible()
    assert PLACE in download_copy(warga, demo, citizen)
    expect(warga.get_by_text("Permintaan data").first).to_be_visible()

    expect_words_about_closing(warga)
    ask(warga, "Penutupan akun dan penghapusan data")
    open_request(petugas, citizen)
    expect(petugas.get_by_text("Penutupan akun diputuskan oleh sekretaris desa atau kepala desa.")).to_be_visible()
    expect(petugas.get_by_role("button", name="Kirim jawaban")).to_have_count(0)
    kades = open_context(LAPTOP).new_page()
    sign_in_staff(kades, demo, demo.staff_member("kades", citizen["office"]))
    answer(kades, citizen, "Tutup akun ini", FAREWELL)

    warga.goto(f"{demo.portal}/akun/data-saya/")
    assert "/masuk/" in warga.url, "the open session has ended too"
    warga.fill("[name=identitas]", citizen["nik"])
    warga.fill("[name=pin]", citizen["pin"])
    warga.get_by_role("button", name="Masuk", exact=True).click()
    expect(warga.locator("#ringkasan-kesalahan")).to_contain_text("tidak cocok")
    assert "/masuk/" in warga.url


def download_copy(page: Page, demo: Demo, citizen: dict[str, str]) -> str:
    """The JSON file behind "Data saya", reached as a person reaches it."""
    page.goto(f"{demo.portal}/akun/")
    page.get_by_role("link", name="Data saya dan siapa yang melihatnya").click()
    expect(page.get_by_role("heading", name="Salinan semua data Anda")).to_be_visible()
    assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh untuk komputer (JSON)").click()
    content = download.value.path().read_text()
    told = json.loads(content)
    parts = {part["judul"]: part["isi"] for part in told["bagian"]}
    assert citizen["nik"] in json.dumps(parts["Data kependudukan"])
    assert citizen["name"] in json.dumps(parts["Akun"])
    return json.dumps(parts["Data kependudukan"])


def ask(page: Page, kind: str, *, field: str = "", text: str = "") -> None:
    """From the page of one's own data."""
    if not page.url.endswith("/permintaan/"):
        page.get_by_role("link", name="Permintaan saya").click()
    page.get_by_label(kind).check()
    if field:
        page.get_by_label("Data yang keliru").select_option(label=field)
    page.get_by_label("Isi permintaan").fill(text)
    page.get_by_role("button", name="Kirim permintaan").click()
    expect(page.get_by_text("Permintaan terkirim.")).to_be_visible()


def expect_words_about_closing(page: Page) -> None:
    """Before anybody asks for it, the page says what is lost and what does not come along."""
    page.get_by_role("link", name="Permintaan saya").click()
    words = page.get_by_text("Menutup akun:")
    expect(words).to_contain_text("tetap menjadi arsip desa, pada akun yang ditutup")
    expect(words).to_contain_text("tidak ikut pindah")


def open_request(page: Page, citizen: dict[str, str]) -> None:
    """The first one that waits, by the menu."""
    page.locator(".bar-more summary").click()
    page.get_by_role("link", name="Permintaan data pribadi").click()
    expect(page.get_by_role("heading", name="Permintaan data pribadi")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name=citizen["name"]).first.click()


def correct(page: Page, citizen: dict[str, str]) -> None:
    """On the register's own page, where the request leads."""
    open_request(page, citizen)
    expect(page.get_by_text(f"Di akta tertulis {PLACE}.")).to_be_visible()
    page.get_by_role("link", name="Buka data penduduk").click()
    page.get_by_role("link", name="Ubah data").click()
    page.get_by_label("Tempat lahir").fill(PLACE)
    page.get_by_label("Dasar perubahan").fill("Akta kelahiran")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Perubahan tersimpan")).to_be_visible()


def answer(page: Page, citizen: dict[str, str], outcome: str, words: str) -> None:
    """With words for the citizen."""
    open_request(page, citizen)
    assert_accessible(page)
    page.get_by_label(outcome, exact=True).check()
    page.get_by_label("Jawaban untuk warga").fill(words)
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_text("Jawaban terkirim.")).to_be_visible()
