"""From the photo of a KTP to the first application: on a phone, with the card read, the code and an officer's yes."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import LAPTOP, PHONE, Demo, OpenContext, assert_accessible, picture, sign_in_staff
from tests.e2e.papers import photo
from tests.e2e.test_application_journey import apply_for_sktm

PIN = "493817"
MOBILE = "0812-0000-0951"
# One worker reads the cards of everybody, seconds each.
READING = 120_000


def test_from_the_photo_of_a_card_to_the_first_application(
    demo: Demo, open_context: OpenContext, tmp_path: Path
) -> None:
    office = demo.citizens[0]["office"]
    card = somebody_with_a_card(demo)
    warga = open_context(PHONE).new_page()
    started = time.monotonic()
    photograph(warga, demo, office, card["file"])
    check_data(warga, card)
    confirm_phone(warga, demo)
    choose_pin(warga)
    assert time.monotonic() - started < 180, "three minutes from the sofa"
    expect(warga.get_by_text("Menunggu petugas")).to_be_visible()
    assert card["name"] not in warga.locator("main").inner_text()
    assert_accessible(warga)

    petugas = open_context(LAPTOP).new_page()
    sign_in_staff(petugas, demo, demo.staff_member("operator", office))
    approve(petugas, demo, card)
    assert "akun Anda sudah aktif" in message(warga, demo, lambda text: "aktif" in text)
    warga.get_by_role("link", name="Lihat keadaan terbaru").click()
    warga.get_by_role("link", name="Masuk", exact=True).last.click()
    warga.fill("[name=identitas]", card["nik"])
    warga.fill("[name=pin]", PIN)
    warga.get_by_role("button", name="Masuk", exact=True).click()
    warga.wait_for_url(f"{demo.portal}/")
    number = apply_for_sktm(warga, demo, card, tmp_path)
    petugas.goto(f"{demo.portal}/desk/permohonan/{number}/")
    petugas.get_by_text("Pemohon menurut data penduduk").click()
    expect(petugas.get_by_text(card["name"]).first).to_be_visible()


def test_without_scripts_one_gets_as_far(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    """The photo shows no card at all, so everything is typed."""
    office = demo.citizens[0]["office"]
    warga = open_context(PHONE, java_script_enabled=False).new_page()
    warga.goto(f"{demo.portal}/daftar/?desa={office}")
    warga.get_by_label(re.compile("Ya, data dan foto")).check()
    warga.get_by_role("button", name="Mulai").click()
    warga.set_input_files("[name=berkas]", photo(tmp_path, "meja"))
    warga.get_by_role("button", name="Kirim foto").click()
    warga.get_by_role("link", name="Isi sendiri saja").click()
    warga.fill("[name=nik]", "3302075703929044")
    warga.fill("[name=birth_date]", "17-03-1992")
    warga.get_by_role("button", name="Lanjut").click()
    expect(warga.locator("[name=nik]")).to_have_value("3302075703929044")
    expect(warga.locator("#ringkasan-kesalahan a").first).to_be_visible()
    warga.get_by_role("link", name="Foto KTP").click()
    expect(warga.get_by_role("link", name="Pakai foto yang sudah dikirim")).to_be_visible()


def somebody_with_a_card(demo: Demo) -> dict[str, str]:
    """``nik``, ``name`` and ``file`` of a sample card: a resident without an account."""
    cards: list[dict[str, str]] = json.loads((demo.data / "demo.json").read_text())["cards"]
    return cards[0]


def photograph(warga: Page, demo: Demo, office: str, ktp: str) -> None:
    warga.goto(f"{demo.portal}/")
    warga.get_by_role("link", name="Daftar akun").click()
    assert_accessible(warga)
    warga.locator(f"a[href$='?desa={office}']").click()
    warga.get_by_label(re.compile("Ya, data dan foto")).check()
    assert_accessible(warga)
    warga.get_by_role("button", name="Mulai").click()
    expect(warga.get_by_role("button", name="Buka kamera")).to_be_visible()
    assert_accessible(warga)
    warga.set_input_files("[name=berkas]", ktp)
    expect(warga.get_by_role("img", name="Foto KTP yang akan dikirim")).to_be_visible()
    assert_accessible(warga)
    picture(warga, "daftar-foto")
    warga.get_by_role("button", name="Kirim foto").click()
    warga.wait_for_url(re.compile("/daftar/(membaca|data)/"))
    warga.wait_for_url("**/daftar/data/", timeout=READING)


def check_data(warga: Page, card: dict[str, str]) -> None:
    """What the card says stands there already; what somebody wants otherwise can be changed."""
    assert_accessible(warga)
    picture(warga, "daftar-data")
    expect(warga.locator("[name=nik]")).to_have_value(card["nik"])
    expect(warga.locator("[name=name]")).to_have_value(card["name"])
    expect(warga.locator("[name=birth_date]")).to_have_value(re.compile(r"\d\d-\d\d-\d{4}"))
    expect(warga.locator("[name=sex]:checked")).to_have_count(1)
    warga.fill("[name=address]", "Jl. Melati No. 3")
    warga.get_by_role("button", name="Lanjut").click()
    warga.wait_for_url("**/daftar/kontak/")


def confirm_phone(warga: Page, demo: Demo) -> None:
    assert_accessible(warga)
    warga.fill("[name=alamat]", MOBILE)
    warga.get_by_role("button", name="Kirim kode").click()
    warga.wait_for_url("**/daftar/kode/")
    expect(warga.get_by_role("button", name="Kirim ulang kode")).to_be_disabled()
    assert_accessible(warga)
    text = message(warga, demo, lambda text: re.search(r"\d{6}", text))
    found = re.search(r"\d{6}", text)
    assert found
    warga.fill("[name=kode]", found[0])
    warga.get_by_role("button", name="Lanjut").click()
    warga.wait_for_url("**/daftar/pin/")


def choose_pin(warga: Page) -> None:
    assert_accessible(warga)
    warga.fill("[name=pin]", PIN)
    warga.fill("[name=pin_lagi]", PIN)
    warga.get_by_role("button", name="Kirim pendaftaran").click()
    warga.wait_for_url("**/daftar/selesai/")


def approve(petugas: Page, demo: Demo, card: dict[str, str]) -> None:
    petugas.goto(f"{demo.portal}/desk/pendaftaran/")
    petugas.get_by_role("link", name=card["name"]).last.click()
    seen = petugas.locator("figure img")
    assert seen.evaluate("image => image.decode().then(() => image.naturalWidth)") > 400
    petugas.get_by_role("button", name="Setujui").click()
    expect(petugas.get_by_text(re.compile(f"Akun {card['name']} aktif"))).to_be_visible()


def message(warga: Page, demo: Demo, wanted: Callable[[str], object], mobile: str = MOBILE) -> str:
    """The newest message on the phone ``mobile`` that ``wanted`` fits, as the page of the emulator shows it."""
    emulator = json.loads((demo.data / "demo.json").read_text())["urls"]["emulators"]["whatsapp"]
    number = "62" + re.sub(r"\D", "", mobile)[1:]
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        texts = [one["text"] for one in warga.request.get(f"{emulator}pesan/{number}").json()]
        for text in reversed(texts):
            if wanted(text):
                return str(text)
        time.sleep(0.3)
    raise AssertionError(f"no such message on the phone: {texts}")
