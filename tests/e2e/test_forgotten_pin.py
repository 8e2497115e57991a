"""A forgotten PIN on the phone, with the code from WhatsApp; a lost phone; a temporary PIN from the counter."""

from __future__ import annotations

import json
import time

import httpx
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

NEW = "918463"


def born(nik: str) -> str:
    """The birth date a NIK carries (day plus 40 for women), as the demo's people have it."""
    day, month, year = int(nik[6:8]) % 40, nik[8:10], int(nik[10:12])
    return f"{1900 + year if year > 26 else 2000 + year}-{month}-{day:02d}"


def codes(demo: Demo) -> list[str]:
    """All codes that reached a phone so far."""
    told = json.loads((demo.data / "demo.json").read_text())
    phones = httpx.get(f"{told['urls']['emulators']['whatsapp']}pesan", timeout=10).json()
    return [message["code"] for messages in phones.values() for message in messages if message.get("code")]


def next_code(demo: Demo, before: int) -> str:
    for _ in range(100):
        found = codes(demo)
        if len(found) > before:
            return found[-1]
        time.sleep(0.2)
    raise AssertionError("no code came")


def ask(page: Page, demo: Demo, nik: str, date: str) -> None:
    page.goto(f"{demo.portal}/masuk/")
    page.get_by_role("link", name="Lupa PIN?").click()
    page.fill("[name=nik]", nik)
    page.fill("[name=lahir]", date)
    page.get_by_label("WhatsApp").check()
    page.get_by_role("button", name="Kirim kode").click()
    expect(page.get_by_text("Kalau data cocok")).to_be_visible()


def finish(page: Page, code: str, pin: str) -> None:
    page.fill("[name=kode]", code)
    page.fill("[name=pin]", pin)
    page.fill("[name=ulang]", pin)
    page.get_by_role("button", name="Simpan PIN baru").click()


def test_a_new_pin_by_whatsapp_ends_the_lost_phone(demo: Demo, open_context: OpenContext) -> None:
    citizen = demo.citizens[5]
    lost = open_context(PHONE).new_page()
    sign_in_citizen(lost, demo, citizen)
    page = open_context(PHONE).new_page()
    before = len(codes(demo))
    ask(page, demo, citizen["nik"], born(citizen["nik"]))
    assert_accessible(page)
    finish(page, "000000", NEW)
    expect(page.get_by_role("alert")).to_contain_text("Kode salah")
    finish(page, next_code(demo, before), NEW)
    expect(page.get_by_text("PIN baru tersimpan")).to_be_visible()
    sign_in_citizen(page, demo, {**citizen, "pin": NEW})
    lost.goto(f"{demo.portal}/akun/")
    assert "/masuk/" in lost.url, "the lost phone is signed out"
    page.goto(f"{demo.portal}/akun/")
    expect(page.get_by_text("PIN diganti dengan kode")).to_be_visible()
    assert_accessible(page)
    page.goto(f"{demo.portal}/akun/pin/")
    for name, pin in (("lama", NEW), ("pin", citizen["pin"]), ("ulang", citizen["pin"])):
        page.fill(f"[name={name}]", pin)
    page.get_by_role("button", name="Simpan PIN baru").click()
    expect(page.get_by_text("Perangkat lain sudah dikeluarkan")).to_be_visible()


def test_nobody_learns_who_has_an_account(demo: Demo, open_context: OpenContext) -> None:
    page = open_context(PHONE, java_script_enabled=False).new_page()
    before = len(codes(demo))
    ask(page, demo, "3302071809909999", "1990-09-18")
    finish(page, "000000", NEW)
    expect(page.get_by_role("alert")).to_contain_text("Kode salah")
    assert len(codes(demo)) == before


def test_a_temporary_pin_from_the_counter(demo: Demo, open_context: OpenContext) -> None:
    citizen = demo.citizens[4]
    desk = open_context(LAPTOP).new_page()
    sign_in_staff(desk, demo, demo.staff_member("operator", citizen["office"]))
    desk.goto(f"{demo.portal}/desk/penduduk/")
    desk.locator("[name=cari]").fill(citizen["nik"])
    desk.get_by_role("link", name=citizen["name"]).first.click()
    desk.get_by_role("link", name="Akun warga").click()
    assert_accessible(desk)
    desk.get_by_role("button", name="Buat PIN sementara").click()
    temporary = desk.locator(".pin-shown").inner_text().replace(" ", "")
    assert_accessible(desk)
    page = open_context(PHONE).new_page()
    page.goto(f"{demo.portal}/masuk/")
    page.fill("[name=identitas]", citizen["nik"])
    page.fill("[name=pin]", temporary)
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("heading", name="Buat PIN Anda sendiri")).to_be_visible()
    page.goto(f"{demo.portal}/surat/")
    expect(page.get_by_role("heading", name="Buat PIN Anda sendiri")).to_be_visible()
    assert_accessible(page)
    for name, pin in (("lama", temporary), ("pin", citizen["pin"]), ("ulang", citizen["pin"])):
        page.fill(f"[name={name}]", pin)
    page.get_by_role("button", name="Simpan PIN baru").click()
    page.goto(f"{demo.portal}/akun/riwayat/")
    expect(page.get_by_text("PIN Anda diganti petugas")).to_be_visible()
