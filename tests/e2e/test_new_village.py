"""A village from nothing to its first published services: one command, then the desk alone."""

from __future__ import annotations

import re

import pyotp
from playwright.sync_api import Page, expect

from tests.e2e.conftest import LAPTOP, PHONE, Demo, OpenContext, assert_accessible
from tests.e2e.slow_typist import SlowTypist

CODE, PASSWORD = "33.02.07.2009", "sandi-baru-desa-77"


def first_sign_in(page: Page, demo: Demo, password: str) -> None:
    """The given password is changed and an authenticator app set up: before that nothing opens."""
    page.goto(f"{demo.desk}/masuk/")
    page.fill("#username", "admin.uji")
    page.fill("#password", password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/akun/sandi/")
    for name, typed in (("lama", password), ("baru", PASSWORD), ("ulang", PASSWORD)):
        page.fill(f"[name={name}]", typed)
    page.locator("main form button").click()
    page.wait_for_url("**/akun/")
    page.goto(f"{demo.desk}/akun/kode/")
    page.get_by_role("button", name="Mulai memasang").click()
    key = (page.locator(".key").text_content() or "").replace(" ", "")
    page.fill("[name=otp]", pyotp.TOTP(key).now())
    page.get_by_role("button", name="Pasang", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Kode cadangan")


def step(page: Page, title: str) -> None:
    """Open a step from the list of them."""
    page.get_by_role("link", name=re.compile(f": {title}$")).click()


def add_colleague(page: Page, demo: Demo, name: str, position: str, role: str) -> None:
    """As the page asks."""
    page.goto(f"{demo.desk}/pengaturan/perangkat/baru/")
    page.get_by_label("Nama lengkap").fill(name)
    page.get_by_label("Jabatan").fill(position)
    page.get_by_label(role, exact=True).check()
    page.get_by_label("Nama pengguna untuk masuk").fill(f"{role.lower().replace(' ', '-')}.uji")
    page.get_by_label("Kata sandi Anda sendiri").fill(PASSWORD)
    page.get_by_role("button", name="Buat akun").click()
    expect(page.locator(".pin-shown")).to_have_text(re.compile("^[0-9a-z]{4}(-[0-9a-z]{4}){2}$"))


def test_a_village_from_nothing_to_its_first_services(demo: Demo, open_context: OpenContext) -> None:
    made = ("office", "create", CODE, "--address", "Jl. Uji 9", "--admin", "Ani Lestari", "--username", "admin.uji")
    password = re.search(r"kata sandi sementara (\S+)", demo.command(*made))
    assert password is not None
    page = open_context(LAPTOP).new_page()
    typist = SlowTypist()
    typist.watch(page)
    first_sign_in(page, demo, password[1])
    page.goto(f"{demo.desk}/mulai/")
    assert_accessible(page)
    for title in ("Alamat dan kontak kantor", "Kop surat dan nomor surat", "Jam kerja"):
        step(page, title)
        page.get_by_role("button", name="Simpan dan kembali ke Mulai").click()
    expect(page.get_by_text("3 dari 6 langkah selesai")).to_be_visible()
    add_colleague(page, demo, "Sri Uji", "Operator Pelayanan", "Operator")
    add_colleague(page, demo, "Budi Uji", "Kepala Desa", "Kepala Desa")
    page.goto(f"{demo.desk}/mulai/")
    step(page, "Layanan pertama")
    assert_accessible(page)
    page.get_by_role("button", name="Terbitkan yang dicentang").click()
    expect(page.get_by_role("heading", name="Kantor siap melayani")).to_be_visible()
    print(typist.words())
    assert typist.characters > 150, "the passwords alone are so long"
    assert typist.seconds < 15 * 60
    address = page.locator(".begin-address").get_attribute("href") or ""
    phone = open_context(PHONE).new_page()
    phone.goto(f"{demo.portal}/{address.split('/', 3)[3]}")
    expect(phone.get_by_text("Surat Keterangan Domisili").first).to_be_visible()
