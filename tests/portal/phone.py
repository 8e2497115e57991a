"""A phone with our pages in it, for the tests of what only a browser does."""

import time

from playwright.sync_api import Browser, Page

from tests.people import PIN

SITI = "3302076505909001"


def phone(browser: Browser, address: str, **more: object) -> Page:
    """A page of a profile of its own; ``more`` is what Playwright's contexts take."""
    return browser.new_page(viewport={"width": 360, "height": 740}, base_url=address, **more)  # type: ignore[arg-type]


def enter(page: Page, nik: str, greeting: str) -> None:
    page.goto("/masuk/")
    page.fill("#identitas", nik)
    page.fill("#pin", PIN)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"text=Halo, {greeting}")


def until(page: Page, expression: str, wanted: str = "") -> None:
    """Wait for this value, or for anything that is true."""
    deadline = time.monotonic() + 20
    found = page.evaluate(expression)
    while found != wanted if wanted else not found:
        assert time.monotonic() < deadline, found
        page.wait_for_timeout(50)
        found = page.evaluate(expression)
