"""With keys alone: registering, every kind of field, signing a letter, moving its parts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tatadesa.catalogue.commands import LIBRARY
from tests.e2e import test_field_kinds, test_lookup_kinds
from tests.e2e.conftest import LAPTOP, PHONE, Demo, OpenContext, sign_in_citizen, sign_in_staff
from tests.e2e.papers import pdf, photo
from tests.e2e.signing import passphrase
from tests.e2e.test_registration_journey import READING, message
from tests.e2e.test_signing_journey import apply_for_reference
from tests.e2e.walking import chosen_file, press, reach, tab_through, typed

MOBILE = "0812-0000-0952"
PIN = "493818"
SLUG = "uji-tombol"


def test_registering(demo: Demo, open_context: OpenContext) -> None:
    """All pages, from the first one to the wait for an officer."""
    card = json.loads((demo.data / "demo.json").read_text())["cards"][1]
    page = open_context(PHONE).new_page()
    page.goto(f"{demo.portal}/")
    press(page, "link", "Daftar akun")
    page.wait_for_url("**/daftar/**")
    assert tab_through(page) == []
    reach(page, page.locator(f"a[href$='?desa={demo.citizens[0]['office']}']"))
    page.keyboard.press("Enter")
    expect(page.get_by_label(re.compile("Ya, data dan foto"))).to_be_visible()
    reach(page, page.get_by_label(re.compile("Ya, data dan foto")))
    page.keyboard.press("Space")
    press(page, "button", "Mulai")
    expect(page.get_by_role("button", name="Pilih foto")).to_be_visible()
    chosen_file(page, page.get_by_role("button", name="Pilih foto"), card["file"])
    # The keyboard is where the next step is.
    expect(page.get_by_role("button", name="Kirim foto")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/daftar/data/", timeout=READING)
    assert tab_through(page) == []
    expect(page.locator("[name=nik]")).to_have_value(card["nik"])
    press(page, "button", "Lanjut")
    page.wait_for_url("**/daftar/kontak/")
    typed(page, "[name=alamat]", MOBILE)
    press(page, "button", "Kirim kode")
    page.wait_for_url("**/daftar/kode/")
    code = re.search(r"\d{6}", message(page, demo, lambda text: re.search(r"\d{6}", text), MOBILE))
    assert code
    typed(page, "[name=kode]", code[0])
    page.keyboard.press("Enter")
    page.wait_for_url("**/daftar/pin/")
    typed(page, "[name=pin]", PIN)
    typed(page, "[name=pin_lagi]", PIN)
    press(page, "button", "Kirim pendaftaran")
    page.wait_for_url("**/daftar/selesai/")
    assert tab_through(page) == []


@pytest.fixture(scope="module")
def slug(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A service with a field of nearly every kind."""
    folder = tmp_path_factory.mktemp("services") / SLUG
    folder.mkdir()
    definition: dict[str, Any] = json.loads((LIBRARY / "sktm" / "service.json").read_text())
    paper = {"id": "surat", "kind": "file", "label": "Surat lama", "max_files": 2}
    day = {"id": "sejak", "kind": "date", "label": "Tinggal sejak"}
    kinds = [{**one, "id": "tamu"} if one["kind"] == "group" else one for one in test_field_kinds.FIELDS]
    fields = [*test_lookup_kinds.FIELDS[:4], day, *kinds, paper]
    asked = [*test_field_kinds.PAPERS, {"label": "Surat lama", "field": "surat", "required": False}]
    own = {"slug": SLUG, "name": "Uji tombol", "requirements": asked, "letter": None, "form": {"fields": fields}}
    (folder / "service.json").write_text(json.dumps({**definition, **own}))
    demo.command("services", "load", str(folder.parent), "--office", demo.citizens[0]["office"])
    return SLUG


@pytest.mark.whole_browser
def test_every_kind_of_field(demo: Demo, open_context: OpenContext, slug: str, tmp_path: Path) -> None:
    context = open_context(PHONE, permissions=["geolocation"], geolocation=test_field_kinds.HERE)
    page = context.new_page()
    sign_in_citizen(page, demo, demo.citizens[0])
    page.goto(f"{demo.portal}/layanan/{slug}/isi/")
    expect(page.get_by_role("button", name="Ambil lokasi saya")).to_be_visible()
    page.locator("form[data-ready]").wait_for()
    address(page)
    witness(page, test_lookup_kinds.other_than_first(demo))
    reach(page, page.locator("[data-field=ikut] input[type=checkbox]").first)
    page.keyboard.press("Space")
    day(page, page.locator("[name=sejak]"), "2020-01-31")
    reach(page, page.get_by_label("PKH"))
    page.keyboard.press("Space")
    reach(page, page.locator("[name=menikah]").first)
    page.keyboard.press("Space")
    typed(page, "[name=surel]", "siti@gmail.com")
    typed(page, "[name=no_kk]", "3302070101100001")
    # A camera needs eyes and a signature a finger: files stand in for both.
    for name in ("kartu", "paraf"):
        chosen_file(page, page.locator(f"[data-field={name}] .pick button:visible"), photo(tmp_path, name))
        expect(page.locator(f"input[type=hidden][name={name}]")).to_have_count(1)
    press(page, "button", "Ambil lokasi saya")
    expect(page.locator("[name=lokasi__lintang]")).to_have_value("-7,512345")
    rows(page)
    papers(page, tmp_path)
    press(page, "button", "Lanjut: periksa isian")
    page.wait_for_url("**/periksa/**")
    for words in ("31 Januari 2020", "PKH", "1. Nama saksi: BUDI", "Nusadadi", "lama-2.pdf"):
        expect(page.locator("main")).to_contain_text(words)


def address(page: Page) -> None:
    """The search fills all levels, then each list follows the one above."""
    land = page.locator("[data-field=rumah]")
    reach(page, land.get_by_label("Cari cepat"))
    page.keyboard.type("kec sumpiuh")
    found = land.get_by_role("button", name="Kec. Sumpiuh, Kab. Banyumas, Jawa Tengah", exact=True)
    expect(found).to_be_visible()
    reach(page, found)
    page.keyboard.press("Enter")
    village = land.get_by_label("Desa atau kelurahan")
    expect(village).to_be_focused()
    page.keyboard.type("Nusadadi")
    expect(village.locator("option:checked")).to_have_text("Nusadadi")
    reach(page, land.get_by_label("Provinsi"), "Shift+Tab")
    page.keyboard.type("Bali")
    regency = land.get_by_label("Kabupaten atau kota", exact=True)
    expect(regency.locator("option", has_text="Kota Denpasar")).to_be_attached()
    for label, choice in (("Provinsi", "Jawa Tengah"), ("Kabupaten atau kota", "Kabupaten Banyumas")):
        follow(page, land.get_by_label(label), choice)
    follow(page, land.get_by_label("Kecamatan", exact=True), "Sumpiuh")
    follow(page, village, "Nusadadi")
    reach(page, land.get_by_label("Jalan, dusun"))
    page.keyboard.type("Dusun Krajan 7")
    follow(
        page, page.locator("[data-field=lahir]").get_by_label("Kabupaten atau kota", exact=True), "Kabupaten Cilacap"
    )


def follow(page: Page, select: Locator, choice: str) -> None:
    """Once the list is there, choose from it by its first letters."""
    expect(select.locator("option", has_text=re.compile(f"^{choice}$"))).to_be_attached()
    if select.evaluate("one => one === document.activeElement"):
        # The browser takes letters within a second for the rest of the last word.
        page.wait_for_timeout(1200)
    else:
        reach(page, select)
    page.keyboard.type(choice)
    expect(select.locator("option:checked")).to_have_text(choice)


def witness(page: Page, other: dict[str, str]) -> None:
    """Somebody who is not of the family, looked up by NIK; the page comes back with the verdict."""
    person = page.locator("[data-field=saksi]")
    reach(page, person.locator("input[type=radio]").first)
    while not person.get_by_label("Orang lain").is_checked():
        page.keyboard.press("ArrowDown")
    reach(page, person.get_by_label("NIK saksi"))
    page.keyboard.type(other["nik"])
    reach(page, person.get_by_label("Nama lengkap"))
    page.keyboard.type(other["name"])
    day(page, person.get_by_label("Tanggal lahir", exact=True), test_lookup_kinds.birth_date(other))
    reach(page, person.get_by_role("button", name="Periksa data ini"))
    page.keyboard.press("Enter")
    expect(person.locator(".verdict")).to_contain_text("Cocok dengan data penduduk")


def day(page: Page, field: Locator, wanted: str) -> None:
    """A date has a place for each of its parts, in the order of the browser's own language."""
    reach(page, field)
    year, month, date = wanted.split("-")
    page.keyboard.type(f"{date}{month}{year}")
    if field.input_value() != wanted:
        for _ in range(2):
            page.keyboard.press("ArrowLeft")
        page.keyboard.type(f"{month}{date}{year}")
    expect(field).to_have_value(wanted)


def rows(page: Page) -> None:
    """A third row is made, filled and taken out; the keyboard stays near."""
    names = page.get_by_label("Nama saksi")
    for index, name in enumerate(("BUDI", "ANI")):
        reach(page, names.nth(index))
        page.keyboard.type(name)
    press(page, "button", "Tambah saksi")
    expect(names.nth(2)).to_be_focused()
    page.keyboard.type("EDI")
    page.once("dialog", lambda dialog: dialog.accept())
    press(page, "button", "Hapus saksi 3")
    expect(names).to_have_count(2)
    expect(page.get_by_role("button", name="Tambah saksi")).to_be_focused()


def papers(page: Page, folder: Path) -> None:
    """Two files, of which the first is taken out again by its own button."""
    pick = page.locator("[data-field=surat] .pick button:visible")
    files = page.locator("[data-field=surat] li")
    page.set_input_files("[name=surat__berkas]", pdf(folder, "lama-1"))
    expect(files.filter(has_text="Terkirim")).to_have_count(1)
    chosen_file(page, pick, pdf(folder, "lama-2"))
    expect(files.filter(has_text="Terkirim")).to_have_count(2)
    reach(page, files.first.get_by_role("button", name="Hapus"), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(files).to_have_count(1)
    expect(pick).to_be_focused()


def test_from_the_inbox_to_a_signed_letter(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    citizen = demo.citizens[0]
    warga = open_context(PHONE).new_page()
    sign_in_citizen(warga, demo, citizen)
    number = apply_for_reference(warga, demo, tmp_path, "Balai")

    page = open_context(LAPTOP).new_page()
    sign_in_staff(page, demo, demo.staff_member("operator", citizen["office"]))
    typed(page, "[name=cari]", number)
    page.keyboard.press("Enter")
    row = page.locator("#daftar a.row", has_text=number)
    expect(row).to_be_visible()
    expect(page.locator("#daftar a.row")).to_have_count(1)
    reach(page, row)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/permohonan/**")
    press(page, "button", re.compile("^Ambil"))
    expect(page.get_by_role("button", name=re.compile("^Setujui")).first).to_be_visible()
    reach(page, page.get_by_label("Semua sudah saya periksa"))
    page.keyboard.press("Space")
    press(page, "button", re.compile("^Setujui"))
    expect(page.get_by_text("Permohonan disetujui").first).to_be_visible()

    kades = open_context(LAPTOP).new_page()
    sign_in_staff(kades, demo, demo.staff_member("kades", citizen["office"]))
    press(kades, "link", re.compile("Tanda tangan$"))
    kades.wait_for_url("**/tanda-tangan/")
    assert tab_through(kades) == []
    reach(kades, kades.locator(f"input[name=pilih][value^='{number}:']"))
    kades.keyboard.press("Space")
    press(kades, "button", "Siapkan yang dicentang")
    kades.wait_for_url("**/tanda-tangan/lihat/**")
    pictures = kades.locator("img.paper")
    expect(pictures.first).to_be_attached()
    while not pictures.last.evaluate("one => one.complete && one.naturalWidth > 0"):
        kades.keyboard.press("PageDown")
        kades.wait_for_timeout(100)
    typed(kades, "#passphrase", passphrase(demo))
    press(kades, "button", "Tanda tangani yang dicentang")
    expect(kades.get_by_text("1 surat ditandatangani dan terbit")).to_be_visible()


def test_parts_of_a_letter_move_without_a_mouse(demo: Demo, open_context: OpenContext) -> None:
    page = open_context(LAPTOP).new_page()
    sign_in_staff(page, demo, demo.staff_member("operator", demo.citizens[0]["office"]))
    page.goto(f"{demo.portal}/desk/layanan/pengantar-skck/formulir/")
    if page.get_by_role("button", name="Ubah formulir ini").count():
        press(page, "button", "Ubah formulir ini")
    reach(page, page.get_by_label("Bagian penyusun").get_by_role("link", name="Surat", exact=True))
    page.keyboard.press("Enter")
    parts = page.locator("#surat > .parts > [data-named=bagian] > .part-head h2")
    expect(parts.first).to_be_visible()
    before = parts.all_inner_texts()
    down = page.locator("#surat > .parts > [data-named=bagian] > .part-head [data-down]")
    reach(page, down.first)
    page.keyboard.press("Enter")
    expect(parts.first).to_have_text(before[1])
    # The same button of the part that moved: pressed again, it moves on.
    expect(down.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(down.nth(2)).to_be_focused()
    after = [*before[1:3], before[0], *before[3:]]
    expect(parts).to_have_text(after)
    reach(page, page.locator("#surat > .parts > [data-named=bagian] > .part-head [data-up]").nth(2), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(parts.nth(1)).to_have_text(before[0])
    press(page, "button", re.compile("^Simpan"))
    expect(page.locator("#penyusun [role=status]").first).to_be_visible()
    expect(parts.nth(1)).to_have_text(before[0])
