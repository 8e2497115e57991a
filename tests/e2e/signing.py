"""Signing as a head of a village does it on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Demo, assert_accessible


def passphrase(demo: Demo, username: str = "kades") -> str:
    """What the demo prints beside the accounts."""
    return next(one["signing_passphrase"] for one in demo.staff if one["username"] == username)


def sign_letters(kades: Page, demo: Demo) -> None:
    """From a request's page: see the exact pages, then sign what is ticked."""
    kades.get_by_role("button", name="Lihat dan tanda tangani").click()
    see_every_page(kades)
    assert_accessible(kades)
    kades.fill("#passphrase", passphrase(demo))
    kades.get_by_role("button", name="Tanda tangani yang dicentang").click()
    expect(kades.get_by_text(re.compile("surat ditandatangani dan terbit"))).to_be_visible()


def see_every_page(kades: Page) -> None:
    """Scroll to each picture until it is there."""
    pictures = kades.locator("img.paper")
    expect(pictures.first).to_be_attached()
    kades.wait_for_load_state("domcontentloaded")  # all of them are to be counted
    for place in range(pictures.count()):
        pictures.nth(place).scroll_into_view_if_needed()
        expect(pictures.nth(place)).to_have_js_property("complete", value=True)
        kades.wait_for_function("at => document.querySelectorAll('img.paper')[at].naturalWidth > 0", arg=place)
