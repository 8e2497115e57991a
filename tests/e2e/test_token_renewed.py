"""Signed in again in another tab while a form is open: its token has grown old, and nothing that is typed is lost."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, Response, expect

from tests.e2e.conftest import PHONE, Demo, OpenContext, sign_in_citizen
from tests.e2e.test_weak_network import (
    assert_holds,
    attach,
    both_sent,
    fill,
    one_more,
    open_form,
    send_now,
    signed_in,
)


def refused(page: Page) -> list[str]:
    """The addresses whose requests are answered 403 from here on."""
    found: list[str] = []

    def note(response: Response) -> None:
        if response.status == 403:
            found.append(response.url)

    page.on("response", note)
    return found


def test_the_same_person(demo: Demo, open_context: OpenContext, tmp_path: Path) -> None:
    context, page = signed_in(demo, open_context, 4)
    with one_more(page, demo) as found:
        open_form(page, demo)
        context.clear_cookies(name="sesi")
        other = context.new_page()
        sign_in_citizen(other, demo, demo.citizens[4])
        other.close()
        old = refused(page)
        attach(page, tmp_path)
        fill(page, "Masuk lagi di tab lain")
        both_sent(page)
        expect(page.locator("#keterangan-simpan")).to_contain_text(re.compile("tersimpan", re.IGNORECASE))
        assert old, "no token had grown old"
        send_now(page)
    assert_holds(page, demo, found[0], "Masuk lagi di tab lain")


def test_another_person(demo: Demo, open_context: OpenContext) -> None:
    """What one typed does not go out under the next one's name."""
    context = open_context(PHONE)
    page = context.new_page()
    sign_in_citizen(page, demo, demo.citizens[5])
    open_form(page, demo)
    context.clear_cookies(name="sesi")
    other = context.new_page()
    sign_in_citizen(other, demo, demo.citizens[4])
    old = refused(page)
    page.fill("[name=keperluan]", "Rahasia orang pertama")
    expect(page.get_by_text("Belum tersimpan. Periksa apakah Anda masih masuk.")).to_be_visible()
    assert old, "no token had grown old"
    page.get_by_role("button", name="Simpan dulu").click()
    expect(page.get_by_text("Halaman ini sudah terlalu lama terbuka.")).to_be_visible()
    open_form(other, demo)
    expect(other.locator("[name=keperluan]")).to_have_value("")
    assert "Rahasia" not in other.request.get(f"{demo.portal}/").text()
